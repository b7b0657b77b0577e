"""What an organization says in its own words."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.engagement.domain.sayings import Language


class NoticeTemplate(BaseModel):
    """An organization's words for a kind of notice in one language."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    kind_of: str
    language: Language
    title: str
    text: str
    updated_at: datetime
    revision: int = 0


class Silence(BaseModel):
    """Of which categories somebody wants no mail."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    user_id: str
    categories: tuple[str, ...] = ()
    revision: int = 0
