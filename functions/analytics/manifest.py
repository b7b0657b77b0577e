"""What analytics runs."""

from events.analytics import (
    CourseViewed,
    ExportFailed,
    ExportReady,
    ExportRequested,
    LessonViewed,
    SubscribedReportReady,
    VideoWatched,
)
from events.assessment import AttemptGraded, AttemptSubmitted, SubmissionGraded
from events.catalog import CourseArchived, CourseDeleted, CoursePublished, ReviewsChanged
from events.certificates import CertificateIssued, CertificateRevoked
from events.commerce import OrderPaid, OrderPlaced, PaymentFailed, PaymentParked, RefundFailed, RefundProcessed
from events.identity import (
    MemberDeactivated,
    MemberJoined,
    MemberReactivated,
    MemberRemoved,
    MemberRolesChanged,
    OrganizationChanged,
    OrganizationDeleted,
    OrganizationRegistered,
    OrganizationResumed,
    OrganizationSuspended,
)
from events.learning import (
    CourseCompleted,
    EnrolmentCancelled,
    EnrolmentExpired,
    EnrolmentOpened,
    EnrolmentPaused,
    EnrolmentResumed,
    LessonCompleted,
)
from events.media import AssetDeleted, AssetReady
from events.motivation import BadgeEarned
from shared.manifest import READ, Context, Expiry, Function, Schedule, Watched

ANALYTICS = Context(
    name="analytics",
    routes=("/analytics",),
    tells=(
        CourseViewed,
        LessonViewed,
        VideoWatched,
        ExportRequested,
        ExportReady,
        ExportFailed,
        SubscribedReportReady,
    ),
    hears=(
        CourseViewed,
        LessonViewed,
        VideoWatched,
        OrganizationRegistered,
        OrganizationChanged,
        OrganizationSuspended,
        OrganizationResumed,
        OrganizationDeleted,
        MemberJoined,
        MemberRolesChanged,
        MemberDeactivated,
        MemberReactivated,
        MemberRemoved,
        CoursePublished,
        CourseArchived,
        CourseDeleted,
        ReviewsChanged,
        AssetReady,
        AssetDeleted,
        EnrolmentOpened,
        EnrolmentCancelled,
        EnrolmentExpired,
        EnrolmentPaused,
        EnrolmentResumed,
        LessonCompleted,
        CourseCompleted,
        AttemptSubmitted,
        AttemptGraded,
        SubmissionGraded,
        OrderPlaced,
        OrderPaid,
        PaymentFailed,
        RefundProcessed,
        PaymentParked,
        RefundFailed,
        CertificateIssued,
        CertificateRevoked,
        BadgeEarned,
        ExportRequested,
    ),
    asks=("identity", "catalog"),
    keeps_files=True,
    archives=True,
    expiries=(
        Expiry(prefix="archive-answers/", days=7),
        Expiry(prefix="archive-errors/", days=30),
        Expiry(prefix="reports/", days=30),
    ),
    watched=(Watched("tasks", "RoundFailed", runbook="rounds"),),
    answers=("GetItem",),
    workflows=("export",),
    schedules=(
        Schedule(task="go_rounds", every="rate(1 minute)"),
        Schedule(task="send_due_reports", every="rate(15 minutes)"),
    ),
    api=Function(table=(*READ, "PutItem", "UpdateItem", "DeleteItem"), files=("GetObject",)),
    handlers=Function(
        timeout_s=60,
        table=(*READ, "PutItem", "UpdateItem", "DeleteItem"),
        asks=("identity",),
        machines=("export",),
    ),
    tasks=Function(
        timeout_s=900,
        table=(*READ, "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"),
        layers=("tables",),
        files=("GetObject", "ListBucket", "PutObject"),
    ),
)
