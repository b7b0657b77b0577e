"""How good a draft is, and what would make it better."""

from collections.abc import Iterator

from functions.catalog.domain.content import Body
from functions.catalog.domain.lessons import Lesson
from functions.catalog.domain.quality import LessonReport, Quality, appraise, examine, videos_in
from functions.catalog.repository.assets import AssetRepository
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.drafts import Draft, DraftRepository
from functions.catalog.service.editing import require_reader
from shared.auth import Caller
from shared.dynamo import chunks

AT_ONCE = 100
"""Lessons whose content is read, and kept in memory, together."""


class QualityService:
    """The quality of one tenant's drafts."""

    def __init__(self, drafts: DraftRepository, bodies: BodyRepository, assets: AssetRepository) -> None:
        self._drafts = drafts
        self._bodies = bodies
        self._assets = assets

    def appraise(self, course_id: str, *, by: Caller) -> Quality:
        """The quality of the draft as it is now, for who may see it."""
        draft = self._drafts.read_all(course_id)
        require_reader(draft.course, by)
        places = {topic.topic_id: (topic.position, topic.topic_id) for topic in draft.topics.values()}
        lessons = [lesson for lesson in draft.lessons.values() if lesson.topic_id in places]
        lessons.sort(key=lambda lesson: (places[lesson.topic_id], lesson.position, lesson.lesson_id))
        topics = sorted(draft.topics.values(), key=lambda topic: places[topic.topic_id])
        return appraise(draft.course, topics, lessons, self._reports(draft, lessons))

    def _reports(self, draft: Draft, lessons: list[Lesson]) -> Iterator[LessonReport]:
        for some in chunks(lessons, AT_ONCE):
            bodies = self._contents(draft.course.course_id, some)
            assets = self._assets.find_many(videos_in(some))
            durations = {asset_id: asset.duration_s or 0.0 for asset_id, asset in assets.items()}
            for lesson in some:
                yield examine(draft.course, lesson, bodies[lesson.body_id].blocks, durations)

    def _contents(self, course_id: str, lessons: list[Lesson]) -> dict[str, Body]:
        wanted = [lesson.body_id for lesson in lessons]
        found = {body.body_id: body for body in self._bodies.list(course_id, wanted)}
        # What was stored a moment ago may not be seen yet by a read in a batch.
        return found | {body_id: self._bodies.get(course_id, body_id) for body_id in wanted if body_id not in found}
