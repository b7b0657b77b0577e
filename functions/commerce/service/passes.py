"""Passes, and what they open."""

from collections.abc import Mapping

from functions.catalog import published as catalog
from functions.commerce.domain.offers import Shelf, Thing
from functions.commerce.domain.passes import MOST_COURSES, Pass
from functions.commerce.errors import CourseNotFound, PassFull, PassInUse, PassOpensAll
from functions.commerce.repository.offers import OfferRepository
from functions.commerce.repository.passes import Listed, PageKey, PassRepository
from functions.commerce.service.offers import told
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.errors import PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id


class PassService:
    """One tenant's passes. Who may change them is said at the door."""

    def __init__(self, passes: PassRepository, offers: OfferRepository, clock: Clock = system_clock) -> None:
        self._passes = passes
        self._offers = offers
        self._clock = clock

    def create(self, name: str, description: str, *, every_course: bool, once: Once) -> Pass:
        """Make a pass, which opens every course or what is put into it."""
        now = self._clock.now()
        made = Pass(
            pass_id=new_id("pas"),
            name=name,
            description=description,
            every_course=every_course,
            created_at=now,
            updated_at=now,
        )
        return self._passes.get(self._passes.add(made, once))

    def list(self, *, limit: int, start: PageKey) -> Listed[Pass]:
        """The passes, newest first."""
        return self._passes.list(limit=limit, start=start)

    def get(self, pass_id: str) -> Pass:
        """One of them."""
        return self._passes.get(pass_id)

    def change(self, pass_id: str, changes: Mapping[str, object], *, expected: int) -> Pass:
        """Say something else about a pass, if it is still at the expected revision."""
        before = self._passes.get(pass_id)
        if before.revision != expected:
            raise PreconditionFailed(pass_id=pass_id, current_revision=before.revision)
        try:
            return self._passes.save(before.model_copy(update={**changes, "updated_at": self._clock.now()}))
        except ConditionFailed:
            raise PreconditionFailed(pass_id=pass_id) from None

    def delete(self, pass_id: str) -> None:
        """Remove a pass that opens nothing and is not offered. Who holds it has nothing of it any more."""

        def attempt() -> None:
            gone = self._passes.get(pass_id)
            if gone.course_count or self._offers.read(Thing(pass_id=pass_id)).offers:
                raise PassInUse(pass_id=pass_id)
            self._passes.delete(gone)

        undisturbed(attempt)

    def list_courses(self, pass_id: str, *, limit: int, start: PageKey) -> Listed[str]:
        """The courses that a pass opens by name."""
        self._passes.get(pass_id)
        return self._passes.list_courses(pass_id, limit=limit, start=start)

    def put_in(self, pass_id: str, course_id: str) -> None:
        """Let a pass open a course. Safe to repeat. Who holds the pass has the course from now on."""
        if catalog.find_course(self._offers.org_id, course_id) is None:
            raise CourseNotFound(course_id=course_id)

        def attempt() -> None:
            before, shelf = self._passes.get(pass_id), self._shelf(course_id)
            if before.every_course:
                raise PassOpensAll(pass_id=pass_id)
            if self._passes.opens(pass_id, course_id):
                return
            if before.course_count >= MOST_COURSES:
                raise PassFull(limit=MOST_COURSES)
            after = shelf.opened_by(pass_id)
            news = told(Thing(course_id=course_id), after, self._clock)
            self._passes.put_in(self._counted(before, 1), course_id, after, self._offers, tells=news)

        undisturbed(attempt)

    def take_out(self, pass_id: str, course_id: str) -> None:
        """Let a pass open a course no more. Safe to repeat. Who is in the course stays there."""

        def attempt() -> None:
            before, shelf = self._passes.get(pass_id), self._shelf(course_id)
            if not self._passes.opens(pass_id, course_id):
                return
            after = shelf.closed_to(pass_id)
            news = told(Thing(course_id=course_id), after, self._clock)
            self._passes.take_out(self._counted(before, -1), course_id, after, self._offers, tells=news)

        undisturbed(attempt)

    def _shelf(self, course_id: str) -> Shelf:
        return self._offers.read(Thing(course_id=course_id))

    def _counted(self, before: Pass, step: int) -> Pass:
        return before.model_copy(update={"course_count": before.course_count + step, "updated_at": self._clock.now()})
