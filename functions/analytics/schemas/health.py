"""Bodies of the platform's health."""

from datetime import date, datetime
from typing import Any

from pydantic import ConfigDict

from functions.analytics.repository.health import OrganizationHealth
from shared.schemas import Out

_MONEY: dict[str, Any] = {
    "currency": "INR",
    "orders": 12,
    "sold_minor": 5988000,
    "refunded_minor": 499000,
    "payments_failed": 2,
}


class HealthMoneyOut(Out):
    """What was sold and went back in thirty days, in minor units, and how many payments failed."""

    currency: str
    orders: int
    sold_minor: int
    refunded_minor: int
    payments_failed: int


class OrganizationHealthOut(Out):
    """An organization as it was at `noted_at`, at most some hours ago. Money, what waits for a person, attempts and the
    last day with learning (null for none) are of thirty days of its own.
    """

    org_id: str
    name: str
    slug: str
    status: str
    noted_at: datetime
    last_active_on: date | None
    members: int
    active_this_month: int
    courses: int
    studying: int
    stored_bytes: int
    attempts: int
    money: list[HealthMoneyOut]
    payments_parked: int
    """Orders that the gateway told of and that are none of the organization's: somebody has to look whose they are."""
    refunds_failed: int
    """Refunds that the gateway did not make, which somebody has to look at."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "org_id": "org_01JD0JZ0A1B2C3D4E5F6G7H8J9",
                    "name": "School on the Quay",
                    "slug": "quay",
                    "status": "active",
                    "noted_at": "2026-11-22T06:30:00Z",
                    "last_active_on": "2026-11-22",
                    "members": 240,
                    "active_this_month": 180,
                    "courses": 12,
                    "studying": 310,
                    "stored_bytes": 7340032,
                    "attempts": 40,
                    "money": [_MONEY],
                    "payments_parked": 0,
                    "refunds_failed": 1,
                }
            ]
        }
    )

    @classmethod
    def of(cls, found: OrganizationHealth) -> "OrganizationHealthOut":
        """The answer for an organization."""
        return cls(
            org_id=found.org_id,
            name=found.name,
            slug=found.slug,
            status=found.status,
            noted_at=datetime.fromisoformat(found.noted_at),
            last_active_on=date.fromisoformat(found.last_active) if found.last_active else None,
            members=found.members,
            active_this_month=found.active_this_month,
            courses=found.courses,
            studying=found.enrolled,
            stored_bytes=found.stored_bytes,
            attempts=found.attempts,
            money=[HealthMoneyOut.model_validate(one) for one in found.money],
            payments_parked=found.payments_parked,
            refunds_failed=found.refunds_failed,
        )
