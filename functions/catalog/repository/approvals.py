"""Reads and writes requests to approve what is to be published."""

from events.catalog import CourseApprovalRequested, CourseApproved, CourseRejected
from functions.catalog.domain.approvals import ApprovalRequest, ApprovalState
from functions.catalog.domain.courses import Course
from functions.catalog.errors import ApprovalRequestNotFound
from functions.catalog.tables import ApprovalRequestRow, CatalogRow, CourseRow, ReceiptRow
from shared.dynamo import Repository, Transaction
from shared.idempotency import Once
from shared.listing import Listed, PageKey


class ApprovalRepository(Repository):
    """One tenant's requests. The latest of a course also stands on the course, and changes with it in one step."""

    table = CatalogRow

    def get(self, course_id: str, request_id: str) -> ApprovalRequest:
        """A request. Raises ``ApprovalRequestNotFound``."""
        key = ApprovalRequestRow.key(self.org_id, course_id, request_id)
        row = self._find(ApprovalRequestRow, key, consistent=True)
        if row is None:
            raise ApprovalRequestNotFound(request=request_id)
        return ApprovalRequest.model_validate(row)

    def list_by_course(self, course_id: str, *, limit: int, start: PageKey) -> Listed[ApprovalRequest]:
        """A course's requests, the newest first."""
        pk, _ = ApprovalRequestRow.key(self.org_id, course_id)
        page = self._query(ApprovalRequestRow, pk, descending=True, limit=limit, start=start, consistent=True)
        return Listed([ApprovalRequest.model_validate(row) for row in page.rows], page.next_key)

    def list_waiting(self, *, limit: int, start: PageKey) -> Listed[ApprovalRequest]:
        """The requests of the whole organization that nobody has decided, the oldest first."""
        pk, _ = ApprovalRequestRow.index_key(self.org_id)
        page = self._query(ApprovalRequestRow, pk, index=True, limit=limit, start=start)
        return Listed([ApprovalRequest.model_validate(row) for row in page.rows], page.next_key)

    def require_unused(self, once: Once) -> None:
        """Raise ``IdempotencyKeyReused`` if the request's key stood for another one."""
        once.find(self, ReceiptRow)

    def add(self, request: ApprovalRequest, course: Course, replaced: ApprovalRequest | None, once: Once) -> str:
        """Store a request in the place of the one before, told as ``CourseApprovalRequested``. Returns its id, or that
        of the one made before; ``ConditionFailed`` if the course was changed since."""

        def write(transaction: Transaction) -> None:
            told = CourseApprovalRequested(course_id=course.course_id, request_id=request.request_id)
            transaction.save(self._course_row(course, request), tells=told)
            transaction.create(self._row(request))
            if replaced is not None:
                transaction.save(self._row(replaced))

        return once.perform(self, ReceiptRow, request.request_id, write)

    def decide(self, request: ApprovalRequest, course: Course) -> ApprovalRequest:
        """Store what was decided, told as ``CourseApproved`` or ``CourseRejected``; ``ConditionFailed`` if the request
        or the course was changed since."""
        told = CourseApproved if request.state is ApprovalState.APPROVED else CourseRejected
        row = self._row(request)
        with self._transaction() as transaction:
            news = told(course_id=course.course_id, request_id=request.request_id)
            transaction.save(self._course_row(course, request), tells=news)
            transaction.save(row)
        return request.model_copy(update={"revision": row.revision})

    def _course_row(self, course: Course, request: ApprovalRequest) -> CourseRow:
        pk, sk = CourseRow.key(self.org_id, course.course_id)
        return CourseRow.of(course.model_copy(update={"approval": request.approval}), pk=pk, sk=sk)

    def _row(self, request: ApprovalRequest) -> ApprovalRequestRow:
        pk, sk = ApprovalRequestRow.key(self.org_id, request.course_id, request.request_id)
        row = ApprovalRequestRow.of(request, pk=pk, sk=sk)
        if request.state is ApprovalState.REQUESTED:
            row.gsi1pk, row.gsi1sk = ApprovalRequestRow.index_key(self.org_id, request.request_id)
        return row
