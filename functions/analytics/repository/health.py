"""Reads and writes how organizations are, of all of them."""

import json
from dataclasses import asdict, dataclass

from functions.analytics.tables import AnalyticsRow, HealthRow
from shared.dynamo import GlobalRepository, undisturbed
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class Money:
    """What was sold and went back in a currency, in its minor units."""

    currency: str
    orders: int
    sold_minor: int
    refunded_minor: int
    payments_failed: int


@dataclass(frozen=True, slots=True)
class OrganizationHealth:
    """An organization, as it was when it was looked at last; figures of money and failures are of thirty days."""

    org_id: str
    name: str
    slug: str
    status: str
    noted_at: str
    last_active: str
    """The last day of the thirty on which anybody learned, empty for none."""
    members: int
    active_this_month: int
    courses: int
    enrolled: int
    stored_bytes: int
    attempts: int
    money: tuple[Money, ...]
    payments_parked: int = 0
    refunds_failed: int = 0
    """What waits for a person: money of orders that are not ours, and money that should go back and did not."""


class HealthRepository(GlobalRepository):
    """Every organization's health."""

    table = AnalyticsRow

    def put(self, health: OrganizationHealth) -> None:
        """Replace what stands of an organization."""

        def act() -> None:
            pk, sk = HealthRow.key(health.org_id)
            gsi1pk, gsi1sk = HealthRow.index_key(health.last_active, health.org_id)
            row = HealthRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, org_id=health.org_id)
            row.value = json.dumps(asdict(health), separators=(",", ":"))
            with self._transaction() as transaction:
                transaction.overwrite(row)

        undisturbed(act)

    def forget(self, org_id: str) -> None:
        """There is no such organization any more. Safe to repeat."""
        pk, sk = HealthRow.key(org_id)
        with self._transaction() as transaction:
            transaction.forget(HealthRow(pk=pk, sk=sk))

    def list_by_activity(self, *, quiet_first: bool, limit: int, start: PageKey) -> Listed[OrganizationHealth]:
        """All organizations, by the last day on which anybody learned there."""
        pk, _ = HealthRow.index_key("")
        page = self._query(HealthRow, pk, index=True, descending=not quiet_first, limit=limit, start=start)
        return Listed([_health(row) for row in page.rows], page.next_key)


def _health(row: HealthRow) -> OrganizationHealth:
    values = json.loads(row.value)
    return OrganizationHealth(**{**values, "money": tuple(Money(**one) for one in values["money"])})
