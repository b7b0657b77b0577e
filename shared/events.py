"""What a domain event is, and the envelope it travels in.

An event says in the past tense what happened, with ids and numbers only: no names, no free text, so that a person
can be erased without rewriting history. Readers ignore fields they do not know; a field is never removed or retyped
(a new ``schema_version`` is told beside the old one instead).
"""

from datetime import datetime
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

MAX_TOLD_BYTES = 200_000
"""Most that the events of one write may weigh; EventBridge takes 256 KB per call."""


class DomainEvent(BaseModel):
    """Something that happened. Delivered at least once, in no promised order."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    source: ClassVar[str]
    schema_version: ClassVar[int] = 1

    @classmethod
    def detail_type(cls) -> str:
        """The name on the bus, for example ``CoursePublished.v1``."""
        return f"{cls.__name__}.v{cls.schema_version}"


E_co = TypeVar("E_co", bound=DomainEvent, covariant=True)


class Envelope(BaseModel, Generic[E_co]):
    """An event with what every listener needs: who, where, when, and which request caused it.

    ``revision`` is the telling row's revision: the bus keeps no order, so a read model applies only newer ones.
    ``correlation_id`` stays the same through every hop that one request causes.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    event_id: str
    source: str
    detail_type: str
    occurred_at: datetime
    org_id: str
    actor_id: str
    request_id: str
    correlation_id: str
    revision: int
    data: E_co
