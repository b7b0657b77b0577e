"""The files that lessons show."""

from collections.abc import Sequence
from contextlib import suppress

from functions.catalog.errors import CourseNotFound, LessonNotFound
from functions.catalog.repository.assets import AssetRepository
from functions.catalog.repository.drafts import DraftRepository

__all__ = [
    "draft_assets",
    "find_durations",
]


def find_durations(org_id: str, asset_ids: Sequence[str]) -> dict[str, float]:
    """How long these videos and recordings play, in seconds, as far as that is known; a read for every hundred."""
    found = AssetRepository(org_id).find_many(asset_ids)
    return {asset_id: asset.duration_s for asset_id, asset in found.items() if asset.duration_s is not None}


def draft_assets(org_id: str, course_id: str, lesson_id: str) -> tuple[str, ...]:
    """The files that a lesson shows as it is drafted; none without such a lesson. One read."""
    with suppress(CourseNotFound, LessonNotFound):
        return DraftRepository(org_id).read(course_id, lessons=[lesson_id]).lesson(lesson_id).asset_ids
    return ()
