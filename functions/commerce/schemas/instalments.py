"""Answers about what is paid in parts."""

from datetime import datetime
from typing import Any

from pydantic import ConfigDict

from functions.commerce.domain.instalments import InstalmentPlan
from shared.schemas import Out

_PART: dict[str, Any] = {
    "number": 1,
    "amount_minor": 200_000,
    "due_at": "2026-11-22T09:30:00Z",
    "paid_at": "2026-11-22T09:30:00Z",
}


class InstalmentOut(Out):
    """One part of a price."""

    number: int
    amount_minor: int
    due_at: datetime
    paid_at: datetime | None


class InstalmentsOut(Out):
    """The parts of a purchase, in order; none where it was paid at once, or nothing of it yet."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"items": [_PART, {**_PART, "number": 2, "due_at": "2026-12-22T09:30:00Z", "paid_at": None}]}]
        }
    )

    items: list[InstalmentOut]

    @classmethod
    def of(cls, plan: InstalmentPlan | None) -> "InstalmentsOut":
        """The answer for these parts."""
        return cls(items=[InstalmentOut.model_validate(part) for part in plan.parts] if plan else [])
