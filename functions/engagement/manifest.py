"""What engagement runs."""

from events.ai import GenerationFailed, QuestionsDrafted, SummaryFailed, SummaryReady
from events.analytics import ExportFailed, ExportReady, SubscribedReportReady
from events.assessment import (
    AppealAnswered,
    AttemptGraded,
    GradingOverdue,
    GradingRequested,
    SubmissionAppealAnswered,
    SubmissionGraded,
    SubmissionGradingOverdue,
    SubmissionGradingRequested,
    SubmissionReceived,
)
from events.catalog import CourseApprovalRequested, CourseApproved, CourseRejected, InstructorAdded
from events.certificates import CertificateIssued, CertificateRevoked
from events.commerce import (
    AccessPaused,
    CreditNoteIssued,
    InstalmentDue,
    OrderPaid,
    PaymentFailed,
    RefundFailed,
    RefundProcessed,
)
from events.finance import PayoutMade, ReportFailed, ReportReady
from events.learning import (
    CourseCompleted,
    EnrolmentCancelled,
    EnrolmentExpired,
    EnrolmentInvited,
    EnrolmentOpened,
    EnrolmentPaused,
    EnrolmentResumed,
    SeatOffered,
    SeatReserved,
    WaitingListJoined,
)
from events.media import AssetFailed
from events.motivation import BadgeEarned
from shared.manifest import READ, Context, Function, Secret

ENGAGEMENT = Context(
    name="engagement",
    routes=("/notices",),
    hears=(
        EnrolmentOpened,
        EnrolmentCancelled,
        EnrolmentInvited,
        EnrolmentResumed,
        EnrolmentExpired,
        EnrolmentPaused,
        SeatReserved,
        SeatOffered,
        WaitingListJoined,
        CourseCompleted,
        CertificateIssued,
        CertificateRevoked,
        CourseApprovalRequested,
        CourseApproved,
        CourseRejected,
        InstructorAdded,
        OrderPaid,
        PaymentFailed,
        RefundProcessed,
        RefundFailed,
        CreditNoteIssued,
        InstalmentDue,
        AccessPaused,
        PayoutMade,
        ReportReady,
        ReportFailed,
        ExportReady,
        ExportFailed,
        SubscribedReportReady,
        AttemptGraded,
        GradingRequested,
        GradingOverdue,
        AppealAnswered,
        SubmissionReceived,
        SubmissionGraded,
        SubmissionGradingRequested,
        SubmissionGradingOverdue,
        SubmissionAppealAnswered,
        AssetFailed,
        BadgeEarned,
        QuestionsDrafted,
        GenerationFailed,
        SummaryReady,
        SummaryFailed,
    ),
    asks=("identity", "catalog"),
    secrets=(Secret(name="unsubscribing", description="Authenticates the links that end mails of a kind."),),
    api=Function(table=(*READ, "PutItem", "DeleteItem"), secrets=("unsubscribing",)),
    # A batch of ten events with up to fifty people each; less than a claim on a mail holds.
    handlers=Function(
        timeout_s=120, table=("GetItem", "BatchGetItem", "PutItem"), secrets=("unsubscribing",), sends_mail=True
    ),
)
