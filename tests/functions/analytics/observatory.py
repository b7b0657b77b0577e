"""An organization in Kolkata, what its rooms tell, and what analytics makes of it."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from events.assessment import AttemptGraded
from events.commerce import OrderPaid, RefundProcessed
from events.learning import CourseCompleted, EnrolmentOpened, LessonCompleted
from functions.analytics.domain.claims import claims_of
from functions.analytics.domain.measures import ORGANIZATION, added
from functions.analytics.domain.registers import Claim, Study, Value, joined
from functions.analytics.domain.zones import Zones
from functions.analytics.handlers import handler
from functions.analytics.repository.figures import FigureRepository
from functions.analytics.repository.registers import Held, RegisterRepository
from functions.identity.domain.organizations import Organization
from shared.clock import SetClock, system_clock
from shared.events import DomainEvent, Envelope
from shared.ids import new_id
from tests.support.actors import Actor
from tests.support.world import World

ZONE = "Asia/Kolkata"
NOON = datetime(2037, 11, 22, 6, 30, tzinfo=UTC)
"""Now: noon of a Sunday in Kolkata."""
COURSE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"
EARLY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Told:
    """An event on its way: when it happened, its id, and the revision of what told it."""

    event: DomainEvent
    at: datetime
    event_id: str
    revision: int = 1
    org_id: str = ""


@dataclass(frozen=True, slots=True)
class Observatory:
    """Who and what most tests need."""

    world: World
    org: Organization
    admin: Actor

    def tell(self, *told: Told) -> None:
        """Hand events over as the queue does, in one batch."""
        answer = handler({"Records": [self._record(one) for one in told]}, None)
        assert answer["batchItemFailures"] == []

    def study(self, *told: Told) -> None:
        """What events say of learners in courses, and nothing else of it, written in one go: quicker than telling."""
        zones = Zones((("", ZONE),))
        values = registers_of(claim for one in told for claim in claims_of(self.envelope(one), zones))
        registers = RegisterRepository(self.org.org_id)
        registers.begin_zones(ZONE)
        for key, value in values.items():
            if isinstance(value, Study):
                registers.put([(Claim(key, value, key.rpartition("#")[2]), Held())])

    @contextmanager
    def later(self, **by: float) -> Iterator[SetClock]:
        """The same some time after noon."""
        with self.world.clock(NOON + timedelta(**by)) as clock:
            yield clock

    def dashboard(self, days: int = 30) -> dict[str, Any]:
        """The organization's, as its administrator reads it."""
        answer = self.admin.get(f"/analytics/organization/{self.org.org_id}/dashboard", params={"days": days})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def stored(self, subject: str = ORGANIZATION) -> dict[tuple[str, str], dict[str, int]]:
        """All that is stored of a subject from its beginning, without what became nothing."""
        sheet = FigureRepository(self.org.org_id).sheet(subject, EARLY)
        return {place: dict(counts) for place, counts in sheet.figures.items() if counts}

    def students(self) -> dict[str, dict[str, int]]:
        """What the course's students did in it, page by page."""
        found: dict[str, dict[str, int]] = {}
        start, more = None, True
        while more:
            page = FigureRepository(self.org.org_id).students(COURSE, limit=2, start=start)
            assert found.keys().isdisjoint(one.user_id for one in page.items)
            found |= {one.user_id: dict(one.counts) for one in page.items}
            start, more = page.next_key, page.next_key is not None
        return found

    def envelope(self, told: Told) -> Envelope[Any]:
        """The event as a handler gets it."""
        record = json.loads(self._record(told)["body"])
        kind = type(told.event)
        return Envelope[kind].model_validate(  # type: ignore[valid-type]  # chosen at run time
            {**record["detail"], "source": kind.source, "detail_type": record["detail-type"]}
        )

    def computed(self, told: Iterable[Told], subject: str = ORGANIZATION) -> dict[tuple[str, str], dict[str, int]]:
        """The same, computed from the events alone, in one go."""
        zones = Zones((("", ZONE),))
        claims = (claim for one in told for claim in claims_of(self.envelope(one), zones))
        held = registers_of(claim for claim in claims if not claim.of_platform)
        figures = added(*(value.figures() for value in held.values()))
        return {(b.name, b.currency): dict(counts) for b, counts in figures.items() if b.subject == subject}

    def _record(self, told: Told) -> dict[str, Any]:
        detail = {
            "event_id": told.event_id,
            "occurred_at": told.at.isoformat(),
            "org_id": told.org_id or self.org.org_id,
            "actor_id": "",
            "request_id": "req_1",
            "correlation_id": "req_1",
            "revision": told.revision,
            "data": told.event.model_dump(mode="json"),
        }
        return {
            "messageId": new_id("msg"),
            "body": json.dumps({"detail-type": told.event.detail_type(), "detail": detail}),
        }


def told(event: DomainEvent, at: datetime | None = None, *, revision: int = 1) -> Told:
    """An event that happened then, or now."""
    return Told(event, at or system_clock.now(), new_id("evt"), revision)


def lesson(user_id: str, lesson_id: str = "les_1", course_id: str = COURSE) -> LessonCompleted:
    """That somebody completed a lesson."""
    return LessonCompleted(enrolment_id="enr_1", course_id=course_id, user_id=user_id, lesson_id=lesson_id, version=1)


def enrolled(user_id: str, course_id: str = COURSE) -> EnrolmentOpened:
    """That somebody came into a course."""
    return EnrolmentOpened(enrolment_id=f"enr_{user_id}", course_id=course_id, user_id=user_id)


def finished(user_id: str, course_id: str = COURSE) -> CourseCompleted:
    """That somebody completed it."""
    return CourseCompleted(enrolment_id=f"enr_{user_id}", course_id=course_id, user_id=user_id, version=1)


def graded(user_id: str, score_bp: int, *, attempt_id: str = "att_1", course_id: str = COURSE) -> AttemptGraded:
    """That an attempt got a mark; from six tenths on it passed."""
    return AttemptGraded(
        assessment_id="asm_1",
        course_id=course_id,
        lesson_id=None,
        attempt_id=attempt_id,
        user_id=user_id,
        score_bp=score_bp,
        passed=score_bp >= 6000,
        answers=(),
    )


def paid(order_id: str, amount_minor: int, *, currency: str = "INR", course_id: str = COURSE) -> OrderPaid:
    """That an order was paid."""
    return OrderPaid(
        order_id=order_id,
        user_id="usr_1",
        course_id=course_id,
        amount_minor=amount_minor,
        currency=currency,
        access_until=None,
    )


def sent_back(refund_id: str, amount_minor: int, *, currency: str = "INR") -> RefundProcessed:
    """That money went back."""
    return RefundProcessed(
        refund_id=refund_id,
        full=False,
        order_id="ord_1",
        user_id="usr_1",
        course_id=COURSE,
        amount_minor=amount_minor,
        currency=currency,
    )


def registers_of(claims: Iterable[Claim]) -> dict[str, Value]:
    """What registers hold after some claims, from nothing; in any order the same."""
    held: dict[str, Value] = {}
    for claim in claims:
        held[claim.key] = joined(held.get(claim.key), claim.value)
    return held
