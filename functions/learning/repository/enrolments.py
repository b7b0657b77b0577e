"""Reads and writes enrolments, and what is known of courses; one method per access pattern."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from functions.learning.domain import Course, Enrolment, EnrolmentState
from functions.learning.errors import EnrolmentNotFound
from functions.learning.tables import (
    CourseRow,
    EnrolmentRow,
    LearnerEntryRow,
    LearningRow,
    ReceiptRow,
    RosterEntryRow,
)
from shared.dynamo import BATCH_GET_LIMIT, Ask, Key, Repository, Row, Transaction, chunks
from shared.events import DomainEvent
from shared.idempotency import Once

PageKey = Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Enrolments:
    """A page of enrolments, and where the next one starts."""

    items: list[Enrolment]
    next_key: PageKey
    courses: Mapping[str, Course] = field(default_factory=dict)
    """What is known of their courses, where that was asked for."""


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of a course's roster: who is on it, and where the next one starts."""

    user_ids: list[str]
    next_key: PageKey


class LearningRepository(Repository):
    """One tenant's enrolments and courses."""

    table = LearningRow

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

    def find_with_course(self, course_id: str, user_id: str) -> tuple[Enrolment | None, Course | None]:
        """A person's enrolment in a course, and what is known of the course, in one call."""
        own, its = EnrolmentRow.key(self.org_id, course_id, user_id), CourseRow.key(self.org_id, course_id)
        rows = self._find_many((own, its), consistent=True)
        enrolment, course = rows.get(own), rows.get(its)
        return (
            Enrolment.model_validate(enrolment) if enrolment else None,
            Course.model_validate(course) if course else None,
        )

    def find_preparation(
        self, course_id: str, prerequisites: Sequence[str], user_id: str
    ) -> tuple[bool, Mapping[str, Enrolment], Mapping[str, Course]]:
        """Whether a person has or had a place in a course; their enrolments in the courses before it, and what is known
        of these; by course, in one call.
        """
        places = {key: EnrolmentRow.key(self.org_id, key, user_id) for key in (course_id, *prerequisites)}
        courses = {key: CourseRow.key(self.org_id, key) for key in prerequisites}
        rows = self._find_many([*places.values(), *courses.values()], consistent=True)
        return (
            places[course_id] in rows,
            {key: Enrolment.model_validate(rows[place]) for key, place in places.items() if place in rows},
            {key: Course.model_validate(rows[place]) for key, place in courses.items() if place in rows},
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

    def list_roster(self, course_id: str, state: EnrolmentState | None, *, limit: int, start: PageKey) -> Roster:
        """Who is enrolled in a course, all or those in one state, the newest first."""
        if state is None:
            pk, begin = RosterEntryRow.key(self.org_id, course_id)
        else:
            pk, begin = RosterEntryRow.index_key(self.org_id, course_id, state)
        page = self._query(
            RosterEntryRow,
            pk,
            begins_with=begin,
            index=state is not None,
            descending=True,
            limit=limit,
            start=start,
            consistent=state is None,
        )
        return Roster([entry.user_id for entry in page.rows], page.next_key)

    def asking_enrolments(self, course_id: str, user_ids: Sequence[str]) -> Ask[list[Enrolment]]:
        """The question for these persons' enrolments in a course."""
        keys = [EnrolmentRow.key(self.org_id, course_id, user_id) for user_id in user_ids]
        return Ask(
            self,
            keys,
            lambda rows: [Enrolment.model_validate(rows[key]) for key in keys if key in rows],
            consistent=True,
        )

    def add(self, enrolment: Enrolment, once: Once, *, tells: DomainEvent) -> str:
        """Store a first enrolment; ``ConditionFailed`` if the person has one in this course.

        Returns its id, or that of the enrolment which an earlier request under the same Idempotency-Key made.
        """

        def write(transaction: Transaction) -> None:
            transaction.create(self._row(enrolment), tells=tells)
            transaction.create(self._roster_entry(enrolment))
            transaction.create(self._learner_entry(enrolment))

        return once.perform(self, ReceiptRow, enrolment.enrolment_id, write)

    def save(self, enrolment: Enrolment, before: Enrolment, *, tells: Sequence[DomainEvent]) -> Enrolment:
        """Replace an enrolment that is still as ``before`` (``ConditionFailed`` else). Its entry follows its state."""
        row = self._row(enrolment)
        if enrolment.state is before.state:
            self._save(row, tells=tells)
        else:
            entry = self._roster_entry(enrolment)
            with self._transaction() as transaction:
                transaction.save(row, tells=tells)
                transaction.overwrite(entry, RosterEntryRow.pk.exists())
        return enrolment.model_copy(update={"revision": row.revision})

    # -- courses

    def find_course(self, course_id: str) -> Course | None:
        """What is known of a course."""
        row = self._find(CourseRow, CourseRow.key(self.org_id, course_id), consistent=True)
        return Course.model_validate(row) if row else None

    def save_course(self, course: Course) -> None:
        """Store what is known of a course now; ``ConditionFailed`` if somebody else just did."""
        pk, sk = CourseRow.key(self.org_id, course.course_id)
        row = CourseRow.of(course, pk=pk, sk=sk)
        if course.revision:
            self._save(row)
        else:
            self._create(row)

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

    def _learner_entry(self, enrolment: Enrolment) -> LearnerEntryRow:
        pk, sk = LearnerEntryRow.key(self.org_id, enrolment.user_id, enrolment.enrolment_id)
        return LearnerEntryRow(pk=pk, sk=sk, course_id=enrolment.course_id)
