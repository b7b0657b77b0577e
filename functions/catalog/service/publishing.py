"""From the drafts to what students see."""

from functions.catalog.domain import Course, Right, freeze, require_reachable
from functions.catalog.repository import CourseRepository, DraftRepository
from functions.catalog.service.assets import AssetService
from functions.catalog.service.editing import require_editor
from functions.catalog.service.moments import standing_still
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed


class PublishingService:
    """Freezes versions of one tenant's courses."""

    def __init__(
        self,
        courses: CourseRepository,
        drafts: DraftRepository,
        assets: AssetService,
        clock: Clock = system_clock,
    ) -> None:
        self._courses = courses
        self._drafts = drafts
        self._assets = assets
        self._clock = clock

    def publish(self, course_id: str, *, by: Caller) -> Course:
        """Freeze the course as it is now into its next version and put that on offer, all at once.

        Publishing what students see already changes nothing, so it is safe to repeat.
        """
        require_editor(self._courses.get(course_id), by, Right.PUBLISH)
        return undisturbed(lambda: self._publish(course_id, by))

    def _publish(self, course_id: str, by: Caller) -> Course:
        draft = standing_still(self._drafts, course_id)
        require_editor(draft.course, by, Right.PUBLISH)
        outline = freeze(
            draft.course, draft.topics.values(), draft.lessons.values(), by=by.user_id, at=self._clock.now()
        )
        if draft.course.shows(outline):
            return draft.course
        require_reachable(outline)
        self._assets.require_usable(draft.lessons.values())
        return self._courses.publish(draft.course.publish(outline), outline, draft.course)
