"""Asking for approval of what is to be published, and deciding about it."""

from functions.catalog.domain.approvals import ApprovalRequest, ApprovalState
from functions.catalog.domain.instructors import Right
from functions.catalog.errors import AlreadyDecided, ContentChanged
from functions.catalog.repository.approvals import ApprovalRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.service.editing import require_editor, require_reader
from functions.catalog.service.publishing import PublishingService
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


class ApprovalService:
    """One tenant's requests for approval.

    What is approved is the digest of exactly what publishing would freeze. So no edit has to take an approval back: it
    just is not an approval of what there is then.
    """

    def __init__(
        self,
        courses: CourseRepository,
        approvals: ApprovalRepository,
        publishing: PublishingService,
        clock: Clock = system_clock,
    ) -> None:
        self._courses = courses
        self._approvals = approvals
        self._publishing = publishing
        self._clock = clock

    def ask(self, course_id: str, message: str, *, by: Caller, once: Once) -> ApprovalRequest:
        """Ask for approval of the course as it is now. What was asked for, or approved, already is not asked again."""
        require_editor(self._courses.get(course_id), by, Right.PUBLISH)
        request_id = new_id("apr")

        def attempt() -> ApprovalRequest:
            course, outline = self._publishing.frozen(course_id, by=by)
            digest, latest, replaced = outline.digest(), course.approval, None
            if latest and latest.state in {ApprovalState.REQUESTED, ApprovalState.APPROVED}:
                before = self._approvals.get(course_id, latest.request_id)
                if latest.digest == digest:
                    self._approvals.require_unused(once)
                    return before
                replaced = before.replace(self._clock.now()) if latest.state is ApprovalState.REQUESTED else None
            request = ApprovalRequest(
                request_id=request_id,
                course_id=course_id,
                digest=digest,
                message=message,
                requested_by=by.user_id,
                requested_at=self._clock.now(),
            )
            made = self._approvals.add(request, course, replaced, once)
            return self._approvals.get(course_id, made)

        return undisturbed(attempt)

    def list(self, course_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[ApprovalRequest]:
        """A course's requests, the newest first, for its instructors and the administrators."""
        require_reader(self._courses.get(course_id), by)
        return self._approvals.list_by_course(course_id, limit=limit, start=start)

    def list_waiting(self, *, limit: int, start: PageKey) -> Listed[ApprovalRequest]:
        """The requests of the whole organization that nobody has decided, the oldest first."""
        return self._approvals.list_waiting(limit=limit, start=start)

    def decide(
        self, course_id: str, request_id: str, state: ApprovalState, note: str, *, by: Caller
    ) -> ApprovalRequest:
        """Approve what was asked for, if the course is still exactly that, or reject it. Safe to repeat."""
        self._courses.get(course_id)

        def attempt() -> ApprovalRequest:
            request = self._approvals.get(course_id, request_id)
            decided = request.decide(state, note, by=by.user_id, now=self._clock.now())
            if decided is request:
                return request
            if state is ApprovalState.APPROVED:
                course, outline = self._publishing.frozen(course_id, by=by)
                if outline.digest() != request.digest:
                    raise ContentChanged(course_id=course_id, request=request_id)
            else:
                course = self._courses.get(course_id)
            if course.approval is None or course.approval.request_id != request_id:
                raise AlreadyDecided(request=request_id)
            return self._approvals.decide(decided, course)

        return undisturbed(attempt)
