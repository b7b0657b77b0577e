"""Reads and writes what learners want to reach, and reads all that their dashboard shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.learning.domain.courses import Course
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.goals import Goals
from functions.learning.repository.work import Resume, resume_of
from functions.learning.tables import CourseRow, EnrolmentRow, GoalsRow, LearnerEntryRow, LearningRow, ResumeRow
from shared.dynamo import Ask, Key, Repository, Row
from shared.listing import PageKey

COURSES_AT_ONCE = 32
"""So many courses a dashboard shows on a page: with all that belongs to them one batch."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of somebody's courses, with where each goes on, and what they want to reach."""

    enrolments: list[Enrolment]
    courses: Mapping[str, Course]
    resumes: Mapping[str, Resume]
    goals: Goals | None
    next_key: PageKey


class GoalsRepository(Repository):
    """One tenant's learners and their goals."""

    table = LearningRow

    def find(self, user_id: str) -> Goals | None:
        """What somebody wants to reach."""
        row = self._find(GoalsRow, GoalsRow.key(self.org_id, user_id), consistent=True)
        return Goals.model_validate(row) if row else None

    def save(self, user_id: str, goals: Goals) -> Goals:
        """Replace what somebody wants to reach; ``ConditionFailed`` if that just changed."""
        pk, sk = GoalsRow.key(self.org_id, user_id)
        row = GoalsRow.of(goals, pk=pk, sk=sk)
        row.finish_by = {course_id: day.isoformat() for course_id, day in goals.finish_by.items()}
        self._store(row)
        return goals.model_copy(update={"revision": row.revision})

    def begin_overview(self, user_id: str, *, limit: int, start: PageKey) -> Ask[Overview]:
        """A page of somebody's courses, the newest first: one call, and the question for all that is shown of them."""
        pk, begin = LearnerEntryRow.key(self.org_id, user_id)
        page = self._query(
            LearnerEntryRow, pk, begins_with=begin, descending=True, limit=limit, start=start, consistent=True
        )
        ids = [entry.course_id for entry in page.rows]
        own = {key: EnrolmentRow.key(self.org_id, key, user_id) for key in ids}
        courses = {key: CourseRow.key(self.org_id, key) for key in ids}
        resumes = {key: ResumeRow.key(self.org_id, key, user_id) for key in ids}
        goals = GoalsRow.key(self.org_id, user_id)

        def made(rows: Mapping[Key, Row]) -> Overview:
            return Overview(
                [Enrolment.model_validate(rows[place]) for place in own.values() if place in rows],
                {key: Course.model_validate(rows[place]) for key, place in courses.items() if place in rows},
                {key: resume_of(rows[place]) for key, place in resumes.items() if place in rows},
                Goals.model_validate(rows[goals]) if goals in rows else None,
                page.next_key,
            )

        return Ask(self, [*own.values(), *courses.values(), *resumes.values(), goals], made, consistent=True)
