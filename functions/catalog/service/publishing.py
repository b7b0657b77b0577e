"""From the drafts to what students see."""

from functions.catalog.domain.courses import Course
from functions.catalog.domain.instructors import Right
from functions.catalog.domain.locks import require_reachable
from functions.catalog.domain.outlines import Outline
from functions.catalog.domain.publishing import freeze
from functions.catalog.errors import ApprovalNeeded
from functions.catalog.permissions import APPROVE_COURSES
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.drafts import Draft, DraftRepository
from functions.catalog.service.assets import AssetService
from functions.catalog.service.editing import require_editor
from functions.catalog.service.moments import standing_still
from functions.identity import published as identity
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

    def frozen(self, course_id: str, *, by: Caller) -> tuple[Course, Outline]:
        """The course at one moment, and the version that publishing it then would make. Raises unless that is one that
        learners can go through."""
        draft, outline = self._freeze(course_id, by)
        self._require_sound(draft, outline)
        return draft.course, outline

    def _publish(self, course_id: str, by: Caller) -> Course:
        draft, outline = self._freeze(course_id, by)
        if draft.course.shows(outline):
            return draft.course
        self._require_sound(draft, outline)
        self._require_approved(draft.course, outline, by)
        return self._courses.publish(draft.course.publish(outline), outline, draft.course)

    def _freeze(self, course_id: str, by: Caller) -> tuple[Draft, Outline]:
        draft = standing_still(self._drafts, course_id)
        require_editor(draft.course, by, Right.PUBLISH)
        now = self._clock.now()
        return draft, freeze(draft.course, draft.topics.values(), draft.lessons.values(), by=by.user_id, at=now)

    def _require_sound(self, draft: Draft, outline: Outline) -> None:
        require_reachable(outline)
        self._assets.require_usable(draft.lessons.values())

    def _require_approved(self, course: Course, outline: Outline, by: Caller) -> None:
        """Raise ``ApprovalNeeded`` where the organization asks for approval, and not exactly this has it."""
        approval = course.approval
        if by.may(APPROVE_COURSES) or (approval and approval.allows(outline.digest())):
            return
        if identity.find_features(self._courses.org_id).course_approval:
            raise ApprovalNeeded(course_id=course.course_id, approval=approval.state.value if approval else "none")
