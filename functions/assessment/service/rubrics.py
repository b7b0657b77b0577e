"""Rubrics: writing them, changing them, finding them in a course."""

from collections.abc import Sequence

from functions.assessment.domain.rubrics import Criterion, Rubric
from functions.assessment.errors import RubricNotFound, RubricNotValid
from functions.assessment.repository.rubrics import RubricRepository
from functions.assessment.service.courses import require_staff
from functions.catalog.published.courses import Right
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed
from shared.errors import PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


class RubricService:
    """The rubrics of one tenant."""

    def __init__(self, rubrics: RubricRepository, clock: Clock = system_clock) -> None:
        self._rubrics = rubrics
        self._clock = clock

    def create(
        self, course_id: str, title: str, criteria: Sequence[Criterion], *, is_hidden: bool, by: Caller, once: Once
    ) -> Rubric:
        """Write a rubric for a course."""
        require_staff(self._rubrics.org_id, course_id, Right.CONTENT, by)
        rubric = _checked(
            Rubric(
                rubric_id=new_id("rub", self._clock),
                course_id=course_id,
                title=title,
                is_hidden=is_hidden,
                criteria=tuple(criteria),
            )
        )
        return self._rubrics.get(self._rubrics.add(rubric, once))

    def get(self, course_id: str, rubric_id: str, *, by: Caller) -> Rubric:
        """A rubric of the course, for its staff."""
        require_staff(self._rubrics.org_id, course_id, Right.CONTENT, by)
        rubric = self._rubrics.get(rubric_id)
        if rubric.course_id != course_id:
            raise RubricNotFound(rubric_id=rubric_id)
        return rubric

    def list(self, course_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Rubric]:
        """A course's rubrics."""
        require_staff(self._rubrics.org_id, course_id, Right.CONTENT, by)
        return self._rubrics.list_by_course(course_id, limit=limit, start=start)

    def change(
        self,
        course_id: str,
        rubric_id: str,
        title: str,
        criteria: Sequence[Criterion],
        *,
        is_hidden: bool,
        by: Caller,
        expected: int,
    ) -> Rubric:
        """Make a new version. Work that was begun before is judged by the one there was."""
        before = self.get(course_id, rubric_id, by=by)
        if before.revision != expected:
            raise PreconditionFailed(rubric_id=rubric_id, current_revision=before.revision)
        wanted = {"title": title, "criteria": tuple(criteria), "is_hidden": is_hidden}
        after = _checked(before.model_copy(update=wanted))
        if after == before:
            return before
        try:
            return self._rubrics.change(after.model_copy(update={"version": before.version + 1}))
        except ConditionFailed:
            raise PreconditionFailed(rubric_id=rubric_id) from None

    def remove(self, course_id: str, rubric_id: str, *, by: Caller) -> None:
        """Remove a rubric: nothing new is judged by it. Work that was begun keeps it."""
        try:
            self._rubrics.remove(self.get(course_id, rubric_id, by=by))
        except ConditionFailed:
            raise PreconditionFailed(rubric_id=rubric_id) from None


def _checked(rubric: Rubric) -> Rubric:
    faults = list(rubric.faults())
    if faults:
        raise RubricNotValid(errors=faults)
    return rubric
