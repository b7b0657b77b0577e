"""Progress that learners share: who has the link sees of it what the learner agreed to, and nothing else."""

import secrets
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

CODE_BYTES = 18
"""A code is that much chance, written in 24 letters, digits, ``-`` and ``_``."""


class Shown(StrEnum):
    """What may be shown besides the course's title."""

    NAME = "name"
    PERCENT = "percent"
    STARTED_AT = "started_at"
    COMPLETED_AT = "completed_at"


class Share(BaseModel):
    """What one learner lets others see of one course."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    code: str
    shows: frozenset[Shown]
    shared_at: datetime
    revision: int = 0


def new_code() -> str:
    """A code that nobody can guess."""
    return secrets.token_urlsafe(CODE_BYTES)
