"""Reads and writes what learners do in lessons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from functions.learning.domain.completion import Rules, Scores
from functions.learning.domain.courses import Course
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.work import Place, Work
from functions.learning.tables import CourseRow, EnrolmentRow, LearningRow, ResumeRow, RulesRow, ScoresRow, WorkRow
from shared.dynamo import Repository, Row

LESSONS_AT_ONCE = 25
"""Of so many lessons the facts of one request may be."""


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody has done in a lesson, and where in it they are."""

    work: Work = field(default_factory=Work)
    place: Place | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Resume:
    """The lesson of a course that was opened last."""

    lesson_id: str
    opened_at: datetime
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that studying a course needs of its learner."""

    enrolment: Enrolment | None
    course: Course | None
    rules: Rules
    scores: Scores
    resume: Resume | None
    done: Mapping[str, Done]
    """By lesson, of those that were asked for."""


class WorkRepository(Repository):
    """One tenant's learners at work."""

    table = LearningRow

    def find_desk(self, course_id: str, user_id: str, lesson_ids: Sequence[str] = ()) -> Desk:
        """What studying a course needs, with what was done in some lessons, in one call."""
        person = self.org_id, course_id, user_id
        own, its = EnrolmentRow.key(*person), CourseRow.key(self.org_id, course_id)
        rules, scores, resume = RulesRow.key(self.org_id, course_id), ScoresRow.key(*person), ResumeRow.key(*person)
        works = {lesson_id: WorkRow.key(*person, lesson_id) for lesson_id in lesson_ids}
        rows = self._find_many([own, its, rules, scores, resume, *works.values()], consistent=True)
        return Desk(
            enrolment=Enrolment.model_validate(rows[own]) if own in rows else None,
            course=Course.model_validate(rows[its]) if its in rows else None,
            rules=Rules.model_validate(rows[rules]) if rules in rows else Rules(),
            scores=Scores.model_validate(rows[scores]) if scores in rows else Scores(),
            resume=resume_of(rows[resume]) if resume in rows else None,
            done={lesson_id: _done(rows[key]) if key in rows else Done() for lesson_id, key in works.items()},
        )

    def seconds_in(self, course_id: str, user_id: str) -> int:
        """How long somebody was at the lessons of a course, in all."""
        pk, begin = WorkRow.key(self.org_id, course_id, user_id)
        return sum(Work.load(row.work).seconds for row in self._query_all(WorkRow, pk, begins_with=begin))

    def list_touched(self, user_id: str, since_day: int) -> list[Work]:
        """What somebody has done in the lessons that they were at since that day, in whichever courses."""
        pk, begin = WorkRow.index_key(self.org_id, user_id, since_day)
        return [Work.load(row.work) for row in self._each(WorkRow, pk, between=(begin, "~"), index=True)]

    def save_work(self, course_id: str, user_id: str, lesson_id: str, done: Done) -> None:
        """Replace what was done in a lesson, if nobody else did; ``ConditionFailed`` else."""
        pk, sk = WorkRow.key(self.org_id, course_id, user_id, lesson_id)
        row = WorkRow(
            pk=pk, sk=sk, course_id=course_id, lesson_id=lesson_id, work=done.work.dump(), revision=done.revision
        )
        row.gsi1pk, row.gsi1sk = WorkRow.index_key(self.org_id, user_id, done.work.last_day, lesson_id)
        if done.place:
            row.block_id, row.position_s, row.placed_at = done.place.block_id, done.place.position_s, done.place.at
        self._store(row)

    def save_resume(self, course_id: str, user_id: str, resume: Resume) -> None:
        """Replace which lesson was opened last; ``ConditionFailed`` if somebody else just did."""
        pk, sk = ResumeRow.key(self.org_id, course_id, user_id)
        row = ResumeRow(
            pk=pk,
            sk=sk,
            course_id=course_id,
            lesson_id=resume.lesson_id,
            opened_at=resume.opened_at,
            revision=resume.revision,
        )
        self._store(row)

    def save_scores(self, course_id: str, user_id: str, scores: Scores) -> None:
        """Replace what was reached in assessments; ``ConditionFailed`` if somebody else just did."""
        pk, sk = ScoresRow.key(self.org_id, course_id, user_id)
        self._store(ScoresRow.of(scores, pk=pk, sk=sk))

    def find_rules(self, course_id: str) -> Rules:
        """What completes a course."""
        row = self._find(RulesRow, RulesRow.key(self.org_id, course_id), consistent=True)
        return Rules.model_validate(row) if row else Rules()

    def save_rules(self, course_id: str, rules: Rules) -> Rules:
        """Replace what completes a course; ``ConditionFailed`` if somebody else just did."""
        pk, sk = RulesRow.key(self.org_id, course_id)
        row = RulesRow.of(rules, pk=pk, sk=sk)
        self._store(row)
        return rules.model_copy(update={"revision": row.revision})


def _done(found: Row) -> Done:
    row = cast(WorkRow, found)
    placed_at: datetime | None = row.placed_at
    place = Place(row.block_id, int(row.position_s), placed_at) if placed_at else None
    return Done(Work.load(row.work), place, row.revision)


def resume_of(found: Row) -> Resume:
    """The row of a course that goes on somewhere, as a thing."""
    row = cast(ResumeRow, found)
    return Resume(row.lesson_id, row.opened_at, row.revision)
