"""What other rooms may ask of learning to say what to learn next; apart, since it reaches more of the room."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.completion import Scores
from functions.learning.domain.courses import LessonSet
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.goals import Goals
from functions.learning.domain.interests import Interests
from functions.learning.domain.paths import PathStatus
from functions.learning.domain.states import OPEN
from functions.learning.repository.interests import InterestRepository
from functions.learning.tables import EnrolmentRow, GoalsRow, LearningRow, PathRow, ScoresRow
from shared.clock import system_clock
from shared.dynamo import Ask, Key, Repository, Row

__all__ = ["Goals", "Interests", "PathCard", "StudyCard", "asking_interests", "asking_studies", "asking_wishes"]


class StudyCard(BaseModel):
    """How somebody stands in a course that they ever asked for a place in."""

    model_config = ConfigDict(frozen=True)

    gives_access: bool
    """Whether they may study now."""
    enrolled_at: datetime
    completed_at: datetime | None
    lessons_done: LessonSet
    scores: Mapping[str, int]
    """The best in each assessment, in per cent, rounded down."""


class PathCard(BaseModel):
    """A path that learners see: its courses in order, and which of them come before which."""

    model_config = ConfigDict(frozen=True)

    course_ids: tuple[str, ...]
    after: Mapping[str, tuple[str, ...]]


class _Asking(Repository):
    table = LearningRow


def asking_interests(org_id: str, user_id: str) -> Ask[Interests]:
    """The question for what somebody says of themselves."""
    return InterestRepository(org_id).asking(user_id, []).then(lambda found: found[0])


def asking_wishes(org_id: str, user_id: str, path_id: str | None = None) -> Ask[tuple[Goals, PathCard | None]]:
    """The question for what somebody wants to reach, and for a path; None for one that learners do not see."""
    own = GoalsRow.key(org_id, user_id)
    way = PathRow.key(org_id, path_id) if path_id else None

    def make(rows: dict[Key, Row]) -> tuple[Goals, PathCard | None]:
        goals = Goals.model_validate(rows[own]) if own in rows else Goals()
        row = rows.get(way) if way else None
        if not isinstance(row, PathRow) or row.status != PathStatus.PUBLISHED:
            return goals, None
        after = {course["course_id"]: tuple(course["after"]) for course in row.courses}
        return goals, PathCard(course_ids=tuple(after), after=after)

    return Ask(_Asking(org_id), [own, *([way] if way else [])], make)


def asking_studies(org_id: str, course_ids: Sequence[str], user_id: str) -> Ask[dict[str, StudyCard]]:
    """The question for how somebody stands in some courses; two rows each. Without a place there is none."""
    own = {course_id: EnrolmentRow.key(org_id, course_id, user_id) for course_id in course_ids}
    scores = {course_id: ScoresRow.key(org_id, course_id, user_id) for course_id in course_ids}

    def make(rows: dict[Key, Row]) -> dict[str, StudyCard]:
        return {
            course_id: _study(Enrolment.model_validate(rows[key]), rows.get(scores[course_id]))
            for course_id, key in own.items()
            if key in rows
        }

    return Ask(_Asking(org_id), [*own.values(), *scores.values()], make, consistent=True)


def _study(enrolment: Enrolment, scores: Row | None) -> StudyCard:
    now = enrolment.at(system_clock.now())
    return StudyCard(
        gives_access=now.state in OPEN,
        enrolled_at=now.enrolled_at,
        completed_at=now.completed_at,
        lessons_done=now.lessons_done,
        scores=Scores.model_validate(scores).best() if scores else {},
    )
