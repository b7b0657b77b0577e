"""Passes, and what they open."""

from collections.abc import Mapping

from functions.commerce.domain.offers import Thing
from functions.commerce.domain.passes import Pass
from functions.commerce.domain.shelves import Shelf
from functions.commerce.errors import PassInUse, PassUnsound
from functions.commerce.repository.offers import OfferRepository, Told
from functions.commerce.repository.passes import PassRepository, Shelves
from functions.commerce.service.naming import require_courses
from functions.commerce.service.offers import told
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


class PassService:
    """One tenant's passes. Who may change them is said at the door."""

    def __init__(self, passes: PassRepository, offers: OfferRepository, clock: Clock = system_clock) -> None:
        self._passes = passes
        self._offers = offers
        self._clock = clock

    def create(self, wish: Mapping[str, object], *, once: Once) -> Pass:
        """Make a pass, which opens every course or those that it names."""
        now = self._clock.now()
        made = Pass.model_validate({**wish, "pass_id": new_id("pas"), "created_at": now, "updated_at": now}).sound(None)
        require_courses(self._offers.org_id, made.course_ids, PassUnsound)

        def attempt() -> str:
            return self._passes.add(made, self._shelves(None, made), self._offers, once)

        return self._passes.get(undisturbed(attempt))

    def list(self, *, limit: int, start: PageKey) -> Listed[Pass]:
        """The passes, newest first."""
        return self._passes.list(limit=limit, start=start)

    def get(self, pass_id: str) -> Pass:
        """One of them."""
        return self._passes.get(pass_id)

    def change(self, pass_id: str, changes: Mapping[str, object], *, expected: int) -> Pass:
        """Change a pass, if it is still at the expected revision. Who holds it has what it opens from now on."""

        def attempt() -> Pass:
            before = self._passes.get(pass_id)
            if before.revision != expected:
                raise PreconditionFailed(pass_id=pass_id, current_revision=before.revision)
            after = before.model_copy(update={**changes, "updated_at": self._clock.now()}).sound(before)
            require_courses(self._offers.org_id, set(after.course_ids) - set(before.course_ids), PassUnsound)
            return self._passes.save(after, self._shelves(before, after), self._offers)

        return undisturbed(attempt)

    def delete(self, pass_id: str) -> None:
        """Remove a pass that opens nothing by name and is not offered. Who holds it has nothing of it any more."""

        def attempt() -> None:
            gone = self._passes.get(pass_id)
            if gone.course_ids or self._offers.read(Thing(pass_id=pass_id)).offers:
                raise PassInUse(pass_id=pass_id)
            self._passes.delete(gone)

        undisturbed(attempt)

    def _shelves(self, before: Pass | None, after: Pass) -> Shelves:
        """The shelves of the courses that are added or taken out, as they are then."""
        named = set(before.course_ids) if before else set()
        changed = sorted(named ^ set(after.course_ids))
        shelves: dict[Thing, tuple[Shelf, Told]] = {}
        for course_id, shelf in self._offers.read_many(changed).items():
            thing = Thing(course_id=course_id)
            then = shelf.closed_to(after.pass_id) if course_id in named else shelf.opened_by(after.pass_id)
            shelves[thing] = then, told(thing, then, self._clock)
        return shelves
