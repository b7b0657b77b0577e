"""From the drafts to what students see."""

from functions.catalog.domain import Course, freeze
from functions.catalog.repository import CourseRepository, Draft, DraftRepository
from functions.catalog.service.editing import require_editor
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import Unavailable

MOST_LOOKS = 8


class PublishingService:
    """Freezes versions of one tenant's courses."""

    def __init__(self, courses: CourseRepository, drafts: DraftRepository, clock: Clock = system_clock) -> None:
        self._courses = courses
        self._drafts = drafts
        self._clock = clock

    def publish(self, course_id: str, *, by: Caller) -> Course:
        """Freeze the course as it is now into its next version and put that on offer, all at once.

        Publishing what students see already changes nothing, so it is safe to repeat.
        """
        require_editor(self._courses.get(course_id), by)
        return undisturbed(lambda: self._publish(course_id, by))

    def _publish(self, course_id: str, by: Caller) -> Course:
        draft = self._standing_still(course_id)
        outline = freeze(
            draft.course, draft.topics.values(), draft.lessons.values(), by=by.user_id, at=self._clock.now()
        )
        if draft.course.shows(outline):
            return draft.course
        return self._courses.publish(draft.course.publish(outline), outline, draft.course)

    def _standing_still(self, course_id: str) -> Draft:
        """Everything in the course as it was at one moment.

        A long query is not a snapshot. Two equal ones in a row are, of the moment between them: revisions only grow.
        """
        seen = self._drafts.read_all(course_id)
        for _ in range(MOST_LOOKS):
            again = self._drafts.read_all(course_id)
            if again == seen:
                return again
            seen = again
        raise Unavailable("The course is being edited too busily. Publish again in a moment.")
