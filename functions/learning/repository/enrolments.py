"""Reads and writes enrolments, and what is known of courses; one method per access pattern."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from functions.learning.domain.courses import Course
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.names import sorting_name
from functions.learning.domain.seats import Seats
from functions.learning.errors import EnrolmentNotFound
from functions.learning.repository.seats import SeatsRepository, Take
from functions.learning.tables import (
    CourseRow,
    EnrolmentRow,
    LearnerEntryRow,
    LearningRow,
    ReceiptRow,
    RosterEntryRow,
)
from shared.clock import Clock, system_clock
from shared.dynamo import BATCH_GET_LIMIT, Ask, Key, Repository, Row, Transaction, answer, chunks
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.listing import PageKey


@dataclass(frozen=True, slots=True)
class Enrolments:
    """A page of enrolments, and where the next one starts."""

    items: list[Enrolment]
    next_key: PageKey
    courses: Mapping[str, Course] = field(default_factory=dict)
    """What is known of their courses, where that was asked for."""


class LearningRepository(Repository):
    """One tenant's enrolments and courses."""

    table = LearningRow

    def __init__(self, org_id: str, *, clock: Clock = system_clock) -> None:
        super().__init__(org_id, clock=clock)
        self._seats = SeatsRepository(org_id, clock=clock)

    # -- enrolments

    def find(self, course_id: str, user_id: str) -> Enrolment | None:
        """A person's enrolment in a course."""
        row = self._find(EnrolmentRow, EnrolmentRow.key(self.org_id, course_id, user_id), consistent=True)
        return Enrolment.model_validate(row) if row else None

    def get(self, course_id: str, user_id: str) -> Enrolment:
        """A person's enrolment in a course. Raises ``EnrolmentNotFound``."""
        enrolment = self.find(course_id, user_id)
        if enrolment is None:
            raise EnrolmentNotFound(course_id=course_id)
        return enrolment

    def find_preparation(
        self, course_ids: Sequence[str], user_id: str
    ) -> tuple[Mapping[str, Enrolment], Mapping[str, Course]]:
        """A person's enrolments in some courses, and what is known of these; by course, in one call."""
        return answer(self.asking_preparation(course_ids, user_id))[0]

    def asking_preparation(
        self, course_ids: Sequence[str], user_id: str
    ) -> Ask[tuple[Mapping[str, Enrolment], Mapping[str, Course]]]:
        """The question that ``find_preparation`` answers, to be asked together with others."""
        places = {key: EnrolmentRow.key(self.org_id, key, user_id) for key in course_ids}
        courses = {key: CourseRow.key(self.org_id, key) for key in course_ids}
        return Ask(
            self,
            [*places.values(), *courses.values()],
            lambda rows: (
                {key: Enrolment.model_validate(rows[place]) for key, place in places.items() if place in rows},
                {key: Course.model_validate(rows[place]) for key, place in courses.items() if place in rows},
            ),
            consistent=True,
        )

    def get_by_id(self, course_id: str, enrolment_id: str) -> Enrolment:
        """An enrolment of a course. Raises ``EnrolmentNotFound``."""
        key = RosterEntryRow.key(self.org_id, course_id, enrolment_id)
        entry = self._find(RosterEntryRow, key, consistent=True)
        enrolment = self.find(course_id, entry.user_id) if entry else None
        if enrolment is None:
            raise EnrolmentNotFound(enrollment_id=enrolment_id)
        return enrolment

    def list_by_learner(self, user_id: str, *, limit: int, start: PageKey) -> Enrolments:
        """A person's enrolments, the newest first, with what is known of the courses."""
        pk, begin = LearnerEntryRow.key(self.org_id, user_id)
        page = self._query(
            LearnerEntryRow, pk, begins_with=begin, descending=True, limit=limit, start=start, consistent=True
        )
        own = [EnrolmentRow.key(self.org_id, entry.course_id, user_id) for entry in page.rows]
        rows = self._rows([*own, *(CourseRow.key(self.org_id, entry.course_id) for entry in page.rows)])
        courses = [Course.model_validate(row) for row in rows.values() if isinstance(row, CourseRow)]
        return Enrolments(
            [Enrolment.model_validate(rows[key]) for key in own if key in rows],
            page.next_key,
            {course.course_id: course for course in courses},
        )

    def asking_enrolments(self, course_id: str, user_ids: Sequence[str]) -> Ask[list[Enrolment]]:
        """The question for these persons' enrolments in a course."""
        keys = [EnrolmentRow.key(self.org_id, course_id, user_id) for user_id in user_ids]
        return Ask(
            self,
            keys,
            lambda rows: [Enrolment.model_validate(rows[key]) for key in keys if key in rows],
            consistent=True,
        )

    def asking_place(self, course_id: str, user_id: str) -> Ask[tuple[Enrolment | None, Seats]]:
        """The question for a person's enrolment in a course, and for how one may enrol there."""
        own, seats = self.asking_enrolments(course_id, [user_id]), self._seats.asking(course_id)

        def make(rows: dict[Key, Row]) -> tuple[Enrolment | None, Seats]:
            found = own.make(rows)
            return (found[0] if found else None, seats.make(rows))

        return Ask(self, [*own.keys, *seats.keys], make, consistent=True)

    def find_place(self, course_id: str, user_id: str) -> tuple[Enrolment | None, Seats]:
        """A person's enrolment in a course, and how one may enrol there, in one call."""
        asking = self.asking_place(course_id, user_id)
        return asking.make(self._find_many(asking.keys, consistent=True))

    def advance(
        self,
        after: Enrolment,
        before: Enrolment | None,
        *,
        tells: Sequence[DomainEvent],
        take: Take = Take.IN_TURN,
        name: str | None = None,
        once: Once | None = None,
        also: Callable[[Transaction], object] | None = None,
    ) -> Enrolment:
        """Store an enrolment's step, and what it does to its entries and to the course's seats, in one transaction.

        ``ConditionFailed`` if the enrolment is no longer as ``before`` (None: there is none), or if the seat is not to
        be had. ``name`` lists a new enrolment among its course's names; ``also`` adds what else is written with it.
        Under an Idempotency-Key that an earlier request used, the enrolment there is instead.
        """
        row = self._row(after)

        def write(transaction: Transaction) -> None:
            if before is None:
                transaction.create(row, tells=tells)
                transaction.create(self._roster_entry(after))
                transaction.create(self._learner_entry(after, name))
            else:
                transaction.save(row, tells=tells)
                if after.state is not before.state:
                    transaction.overwrite(self._roster_entry(after), RosterEntryRow.pk.exists())
            self._seats.add_step(transaction, before, after, take)
            if also:
                also(transaction)

        if once is None:
            with self._transaction() as transaction:
                write(transaction)
        elif once.perform(self, ReceiptRow, after.enrolment_id, write) != after.enrolment_id:
            return self.get(after.course_id, after.user_id)
        return after.model_copy(update={"revision": row.revision})

    def was_asked(self, once: Once) -> bool:
        """Whether a request under this Idempotency-Key was answered before."""
        return once.find(self, ReceiptRow) is not None

    def save(self, enrolment: Enrolment, before: Enrolment, *, tells: Sequence[DomainEvent]) -> Enrolment:
        """Replace an enrolment that is still as ``before`` (``ConditionFailed`` else). Its entry follows its state."""
        row = self._row(enrolment)
        if enrolment.state is before.state:
            self._save(row, tells=tells)
            return enrolment.model_copy(update={"revision": row.revision})
        return self.advance(enrolment, before, tells=tells)

    # -- courses

    def find_course(self, course_id: str) -> Course | None:
        """What is known of a course."""
        row = self._find(CourseRow, CourseRow.key(self.org_id, course_id), consistent=True)
        return Course.model_validate(row) if row else None

    def save_course(self, course: Course) -> None:
        """Store what is known of a course now; ``ConditionFailed`` if somebody else just did."""
        pk, sk = CourseRow.key(self.org_id, course.course_id)
        row = CourseRow.of(course, pk=pk, sk=sk)
        self._store(row)

    # -- rows

    def _rows(self, keys: Sequence[Key]) -> dict[Key, Row]:
        found: dict[Key, Row] = {}
        for batch in chunks(keys, BATCH_GET_LIMIT):
            found |= self._find_many(batch, consistent=True)
        return found

    def _row(self, enrolment: Enrolment) -> EnrolmentRow:
        pk, sk = EnrolmentRow.key(self.org_id, enrolment.course_id, enrolment.user_id)
        return EnrolmentRow.of(enrolment, pk=pk, sk=sk)

    def _roster_entry(self, enrolment: Enrolment) -> RosterEntryRow:
        place = self.org_id, enrolment.course_id
        pk, sk = RosterEntryRow.key(*place, enrolment.enrolment_id)
        gsi1pk, gsi1sk = RosterEntryRow.index_key(*place, enrolment.state, enrolment.enrolment_id)
        return RosterEntryRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, user_id=enrolment.user_id)

    def _learner_entry(self, enrolment: Enrolment, name: str | None = None) -> LearnerEntryRow:
        pk, sk = LearnerEntryRow.key(self.org_id, enrolment.user_id, enrolment.enrolment_id)
        row = LearnerEntryRow(pk=pk, sk=sk, course_id=enrolment.course_id)
        if name:
            row.gsi1pk, row.gsi1sk = LearnerEntryRow.index_key(
                self.org_id, enrolment.course_id, sorting_name(name), enrolment.enrolment_id
            )
        return row
