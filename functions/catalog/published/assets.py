"""The files that lessons show."""

from collections.abc import Sequence
from contextlib import suppress

from pydantic import BaseModel, ConfigDict

from functions.catalog.errors import CourseNotFound, LessonNotFound
from functions.catalog.published.courses import CourseCard
from functions.catalog.repository.assets import AssetRepository
from functions.catalog.repository.course_reading import CourseReader
from functions.catalog.repository.drafts import DraftRepository
from functions.catalog.repository.versions import VersionRepository

__all__ = [
    "LessonAssets",
    "find_draft_assets",
    "find_durations",
    "find_lesson_assets",
]


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


def find_durations(org_id: str, asset_ids: Sequence[str]) -> dict[str, float]:
    """How long these videos and recordings play, in seconds, as far as that is known; a read for every hundred."""
    found = AssetRepository(org_id).find_many(asset_ids)
    return {asset_id: asset.duration_s for asset_id, asset in found.items() if asset.duration_s is not None}


def find_lesson_assets(org_id: str, course_id: str, lesson_id: str) -> LessonAssets | None:
    """Which files a lesson of the course's current version shows; None without such a lesson. One read, as a rule."""
    course = CourseReader(org_id).find(course_id)
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
