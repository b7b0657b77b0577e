"""Bodies about settings."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StrictBool

from functions.ai.domain.settings import MOST_MICRO, MOST_TOKENS, Settings
from shared.schemas import In, Out

_BUDGET = {"tokens_per_month": 2_000_000, "micro_per_month": 20_000_000}
_SETTINGS: dict[str, Any] = {
    "switched_on": True,
    "may_leave": True,
    "organization_budget": _BUDGET,
    "person_budget": {"tokens_per_month": 500_000, "micro_per_month": 5_000_000},
}

Tokens = Annotated[int, Field(strict=True, ge=0, le=MOST_TOKENS)]
Micro = Annotated[int, Field(strict=True, ge=0, le=MOST_MICRO)]


class AiBudgetIn(In):
    """What may be spent in a calendar month (UTC): tokens, and money in millionths of a unit of its currency."""

    tokens_per_month: Tokens
    micro_per_month: Micro


class AiSettingsIn(In):
    """How far AI may go: whether at all, whether texts may leave for a provider that is not embedded, for how much."""

    switched_on: StrictBool
    may_leave: StrictBool
    organization_budget: AiBudgetIn
    person_budget: AiBudgetIn

    model_config = ConfigDict(json_schema_extra={"examples": [_SETTINGS]})

    def values(self) -> dict[str, Any]:
        """By the names they are stored under."""
        return {
            "switched_on": self.switched_on,
            "may_leave": self.may_leave,
            "organization_tokens": self.organization_budget.tokens_per_month,
            "organization_micro": self.organization_budget.micro_per_month,
            "person_tokens": self.person_budget.tokens_per_month,
            "person_micro": self.person_budget.micro_per_month,
        }


class AiBudgetOut(Out):
    """What may be spent in a calendar month (UTC)."""

    tokens_per_month: int
    micro_per_month: int


class AiSettingsOut(Out):
    """How far AI may go; `updated_by` is null until somebody changes it."""

    switched_on: bool
    may_leave: bool
    organization_budget: AiBudgetOut
    person_budget: AiBudgetOut
    updated_by: str | None
    updated_at: datetime | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {**_SETTINGS, "updated_by": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X", "updated_at": "2026-12-01T09:30:00Z"}
            ]
        }
    )

    @classmethod
    def of(cls, settings: Settings) -> "AiSettingsOut":
        """The answer for settings."""
        whole, each = settings.organization, settings.person
        return cls(
            switched_on=settings.switched_on,
            may_leave=settings.may_leave,
            organization_budget=AiBudgetOut(tokens_per_month=whole.tokens, micro_per_month=whole.micro),
            person_budget=AiBudgetOut(tokens_per_month=each.tokens, micro_per_month=each.micro),
            updated_by=settings.updated_by,
            updated_at=settings.updated_at,
        )
