"""What other rooms may ask the catalog. They may read its table, so this runs in their process."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from pydantic import BaseModel, ConfigDict

from functions.catalog.domain.categories import Categories, Category
from functions.catalog.domain.content import Body
from functions.catalog.domain.courses import Card, Course, CourseStatus, Difficulty
from functions.catalog.domain.instructors import Instructor, Right, Team
from functions.catalog.domain.locks import find_cycle, locks, way_round
from functions.catalog.domain.outlines import Outline, OutlineLesson, OutlineTopic
from functions.catalog.domain.release import Learner, Reason
from functions.catalog.domain.tags import normalized as spelled_tag
from functions.catalog.errors import CourseNotFound, LessonNotFound
from functions.catalog.repository.assets import AssetRepository
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.categories import CategoryRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.drafts import DraftRepository
from functions.catalog.repository.listing import Listed
from functions.catalog.repository.versions import VersionRepository
from functions.catalog.tables import JobRow
from shared.dynamo import Ask
from shared.jobs import Job
from shared.jobs import find_job as find_job_row

__all__ = [
    "Body",
    "Card",
    "Categories",
    "Category",
    "CourseCard",
    "CourseStatus",
    "Difficulty",
    "DraftLesson",
    "Instructor",
    "Learner",
    "LessonAssets",
    "Outline",
    "OutlineLesson",
    "OutlineTopic",
    "Reason",
    "Right",
    "asking_cards",
    "asking_course",
    "asking_courses",
    "draft_lessons",
    "find_card",
    "find_categories",
    "find_course",
    "find_course_of_lesson",
    "find_cycle",
    "find_draft_assets",
    "find_durations",
    "find_job",
    "find_lesson_assets",
    "lesson_bodies",
    "lesson_body",
    "list_published_cards",
    "list_taught_courses",
    "locks",
    "outline",
    "spelled_tag",
    "way_round",
]


class CourseCard(BaseModel):
    """What other rooms need to know of a course now. ``title`` is the draft's; what students see is in the outline."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    course_id: str
    status: CourseStatus
    title: str
    current_version: int | None
    """The version that students see, or saw last; None for a course that was never published."""
    instructor_ids: tuple[str, ...]
    team: Team
    """The same people, with what each of them may do."""
    prerequisites: tuple[str, ...]
    """The courses to complete before one may enrol."""
    revision: int

    def lets(self, user_id: str, right: Right) -> bool:
        """Whether this person is an instructor who may do that."""
        return any(one.user_id == user_id and one.may(right) for one in self.team)


class DraftLesson(BaseModel):
    """A lesson as it is drafted, without what it says."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    lesson_id: str
    topic_id: str
    title: str
    body_id: str


class LessonAssets(BaseModel):
    """The files of a lesson, and what decides who may see them."""

    model_config = ConfigDict(frozen=True)

    course: CourseCard
    """The course as it is now: on offer or not, and whose."""
    version: int | None
    """The version in which the lesson shows them; None for the draft."""
    free_preview: bool
    """Whether everybody may see the lesson who may see the course, while that is on offer."""
    asset_ids: tuple[str, ...]

    @property
    def instructor_ids(self) -> tuple[str, ...]:
        """Who teaches the course."""
        return self.course.instructor_ids


def find_course(org_id: str, course_id: str) -> CourseCard | None:
    """A course as it is at this moment, whatever its status. One read."""
    return _card(CourseRepository(org_id).find(course_id))


def find_course_of_lesson(org_id: str, lesson_id: str) -> str | None:
    """The course that a lesson of the draft belongs to. One read, or none."""
    with suppress(LessonNotFound):
        return DraftRepository(org_id).course_of_lesson(lesson_id)
    return None


def find_categories(org_id: str) -> Categories:
    """The organization's categories, as they were at most five seconds ago: one read, or none."""
    return CategoryRepository(org_id).recent()


def asking_course(org_id: str, course_id: str) -> Ask[CourseCard | None]:
    """The question that ``find_course`` answers, to be asked together with others."""
    return CourseRepository(org_id).asking(course_id).then(_card)


def asking_courses(org_id: str, course_ids: Sequence[str]) -> Ask[dict[str, CourseCard]]:
    """The question for several courses as they are now, by id, whatever their status; unknown ones are left out."""
    return (
        CourseRepository(org_id)
        .asking_several(course_ids)
        .then(lambda found: {course.course_id: CourseCard.model_validate(course) for course in found})
    )


def list_taught_courses(
    org_id: str, user_id: str, start: Mapping[str, str] | None = None, *, limit: int = 50
) -> Listed[CourseCard]:
    """The courses of which somebody is an instructor, whatever their status, the newest first. A query and a read."""
    listed = CourseRepository(org_id).list_by_instructor(user_id, None, limit=limit, start=start)
    return Listed([CourseCard.model_validate(course) for course in listed.items], listed.next_key)


def find_card(org_id: str, course_id: str) -> Card | None:
    """What students see of a course in lists; None for one that is not on offer. One read."""
    _, card = CourseRepository(org_id).find_with_card(course_id)
    return card


def asking_cards(org_id: str, course_ids: Sequence[str]) -> Ask[dict[str, Card]]:
    """The question for the cards of those of these courses that are on offer, to be asked together with others."""
    return CourseRepository(org_id).asking_cards(course_ids)


def list_published_cards(org_id: str, start: Mapping[str, str] | None = None, *, limit: int = 100) -> Listed[Card]:
    """The cards of the courses on offer, the newest first, from a place on (None: the beginning). One read a page."""
    return CourseRepository(org_id).list_published(limit=limit, start=start)


def outline(org_id: str, course_id: str, version: int) -> Outline:
    """A published version's outline: one read, then kept in the process for good, since it never changes.

    Raises ``LookupError`` for a version that was never published.
    """
    return VersionRepository(org_id).get(course_id, version)


def lesson_body(org_id: str, course_id: str, body_id: str, *, solutions: bool = False, html: bool = False) -> Body:
    """A lesson's content, by the ``body_id`` of an outline: one read, then kept. ``blocks_json`` is ready to be sent.

    Without ``solutions`` it is what anybody may see who may see the lesson; with ``html`` its documents are HTML.
    Raises ``LookupError`` for one that was never stored.
    """
    return BodyRepository(org_id).get(course_id, body_id).shown(solutions=solutions, html=html)


def lesson_bodies(org_id: str, course_id: str, body_ids: Sequence[str]) -> list[Body]:
    """The content of some lessons as ``lesson_body`` has it, as far as there is any; a read for every hundred."""
    return [body.shown(solutions=False) for body in BodyRepository(org_id).list(course_id, body_ids)]


def find_durations(org_id: str, asset_ids: Sequence[str]) -> dict[str, float]:
    """How long these videos and recordings play, in seconds, as far as that is known; a read for every hundred."""
    found = AssetRepository(org_id).find_many(asset_ids)
    return {asset_id: asset.duration_s for asset_id, asset in found.items() if asset.duration_s is not None}


def find_lesson_assets(org_id: str, course_id: str, lesson_id: str) -> LessonAssets | None:
    """Which files a lesson of the course's current version shows; None without such a lesson. One read, as a rule."""
    course = CourseRepository(org_id).find(course_id)
    if course is None or course.current_version is None:
        return None
    version = VersionRepository(org_id).get(course_id, course.current_version)
    lesson = version.find_lesson(lesson_id)
    if lesson is None:
        return None
    return LessonAssets(
        course=CourseCard.model_validate(course),
        version=version.version,
        free_preview=lesson.free_preview,
        asset_ids=lesson.asset_ids,
    )


def find_draft_assets(org_id: str, course_id: str, lesson_id: str) -> LessonAssets | None:
    """Which files a lesson shows as it is drafted, for who edits the course; None without such a lesson. One read."""
    with suppress(CourseNotFound, LessonNotFound):
        draft = DraftRepository(org_id).read(course_id, lessons=[lesson_id])
        lesson = draft.lesson(lesson_id)
        return LessonAssets(
            course=CourseCard.model_validate(draft.course),
            version=None,
            free_preview=lesson.free_preview,
            asset_ids=lesson.asset_ids,
        )
    return None


def draft_lessons(org_id: str, course_id: str) -> list[DraftLesson]:
    """The lessons of a course as they are drafted now, in order, for work that takes its time: a query over the course.

    Nothing for a course that is not there. What they say is ``lesson_bodies``.
    """
    with suppress(CourseNotFound):
        draft = DraftRepository(org_id).read_all(course_id)
        topics = {topic_id: topic.position for topic_id, topic in draft.topics.items()}
        lessons = [lesson for lesson in draft.lessons.values() if lesson.topic_id in topics]
        lessons.sort(key=lambda lesson: (topics[lesson.topic_id], lesson.topic_id, lesson.position, lesson.lesson_id))
        return [DraftLesson.model_validate(lesson) for lesson in lessons]
    return []


def find_job(org_id: str, job_id: str) -> Job:
    """A course being copied from somewhere to somewhere. Raises ``JobNotFound``."""
    return find_job_row(CourseRepository(org_id), JobRow, job_id)


def _card(course: Course | None) -> CourseCard | None:
    return CourseCard.model_validate(course) if course else None
