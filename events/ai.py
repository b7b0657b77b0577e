"""What ai tells: what is to be made, and what was made or not. Ids and numbers only."""

from typing import ClassVar

from shared.events import DomainEvent


class _AiEvent(DomainEvent):
    source: ClassVar[str] = "lms.ai"


class SummaryRequested(_AiEvent):
    """Somebody wants a summary, or what is missing of one. Told once for each run; ai itself makes it."""

    summary_id: str
    run: int


class SummaryReady(_AiEvent):
    """A summary can be read; some of its sections may be missing."""

    summary_id: str
    requested_by: str


class SummaryFailed(_AiEvent):
    """Nothing came of a summary, or it was cancelled."""

    summary_id: str
    requested_by: str
