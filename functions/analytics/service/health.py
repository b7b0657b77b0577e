"""How every organization is, for the platform's operator: noted by the clock and when it changes, read in one call."""

from collections.abc import Callable

from functions.analytics.domain.dashboards import Period
from functions.analytics.domain.measures import ORGANIZATION, TOTAL, day_name, month_name
from functions.analytics.repository.figures import FigureRepository
from functions.analytics.repository.health import HealthRepository, Money, OrganizationHealth
from functions.analytics.service.counting import CountingService
from functions.identity import published as identity
from shared.clock import Clock, system_clock
from shared.listing import Listed, PageKey

DAYS = 30


class HealthService:
    """Every organization's health."""

    def __init__(
        self,
        healths: HealthRepository,
        figures_of: Callable[[str], FigureRepository],
        counting_of: Callable[[str], CountingService],
        clock: Clock = system_clock,
    ) -> None:
        self._healths = healths
        self._figures_of = figures_of
        self._counting_of = counting_of
        self._clock = clock

    def note(self, org_id: str) -> None:
        """Write down how an organization is now. Safe to repeat."""
        card = identity.find_organization(org_id)
        if card is None:
            self._healths.forget(org_id)
            return
        now = self._clock.now()
        period = Period.until(self._counting_of(org_id).zones().day(now), DAYS)
        sheet = self._figures_of(org_id).sheet(ORGANIZATION, period.first)
        active = [day.isoformat() for day in period.days() if sheet.of(day_name(day)).get("active")]
        total, recent = sheet.of(TOTAL), period.sum_of(sheet)
        money = []
        for currency in sheet.currencies():
            counts = period.sum_of(sheet, currency)
            names = ("orders", "sold_minor", "refunded_minor", "payments_failed")
            money.append(Money(currency, *(counts.get(name, 0) for name in names)))
        self._healths.put(
            OrganizationHealth(
                org_id=org_id,
                name=card.name,
                slug=card.slug,
                status=card.status,
                noted_at=now.isoformat(),
                last_active=max(active, default=""),
                members=total.get("members", 0),
                active_this_month=sheet.of(month_name(period.last)).get("active", 0),
                courses=total.get("courses", 0),
                enrolled=total.get("studying", 0),
                stored_bytes=total.get("stored_bytes", 0),
                attempts=recent.get("attempts", 0),
                money=tuple(money),
                payments_parked=recent.get("payments_parked", 0),
                refunds_failed=recent.get("refunds_failed", 0),
            )
        )

    def list(self, *, quiet_first: bool, limit: int, start: PageKey) -> Listed[OrganizationHealth]:
        """All organizations by the last day on which anybody learned there."""
        return self._healths.list_by_activity(quiet_first=quiet_first, limit=limit, start=start)
