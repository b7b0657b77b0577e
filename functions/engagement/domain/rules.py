"""Of what people are told: one entry for each kind of notice."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

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
from functions.engagement.domain.categories import Category
from functions.engagement.domain.sayings import ALWAYS, Placeholder
from shared.events import DomainEvent


class Audience(StrEnum):
    """Who is told. Most are a field of the event; the others are found by its course and organization.

    Nobody of the others is told of what they did themselves.
    """

    LEARNER = "user_id"
    ASKER = "requested_by"
    INSTRUCTOR = "instructor_id"
    OWNER = "owner_id"
    INSTRUCTORS = "the course's instructors"
    ADMINISTRATORS = "the organization's administrators"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of notice: the event that makes it, and what becomes of it.

    ``until`` is the event's field with a moment in time; with ``lapses``, nobody is told after it. ``given`` are values
    that the event must have. ``link`` is a page of the product, with fields of the event in it. Without ``mails`` the
    notice lies in the inbox only.
    """

    event: type[DomainEvent]
    kind: str
    audience: Audience
    category: Category
    link: str
    _: KW_ONLY
    placeholders: tuple[Placeholder, ...] = (Placeholder.COURSE,)
    until: str = ""
    lapses: bool = False
    given: tuple[tuple[str, str], ...] = ()
    mails: bool = True

    @property
    def allowed(self) -> tuple[Placeholder, ...]:
        """What may stand in its words."""
        return (*ALWAYS, *self.placeholders)

    def facts(self, event: DomainEvent) -> dict[str, Any]:
        """What a notice keeps of the event: its ids, numbers and moments, as JSON has them."""
        fields = event.model_dump(mode="json")
        return {name: value for name, value in fields.items() if isinstance(value, str | int | None)}

    def concerns(self, facts: Mapping[str, Any], now: datetime) -> bool:
        """Whether anybody is to be told of this now."""
        if any(facts.get(name) != value for name, value in self.given):
            return False
        return not (self.lapses and datetime.fromisoformat(facts[self.until]) <= now)

    def path(self, facts: Mapping[str, Any]) -> str:
        """The page that a notice leads to."""
        return self.link.format_map(facts)


_ACCESS, _PAYMENTS, _LEARNING, _TEACHING = Category
_LEARNER, _ASKER = Audience.LEARNER, Audience.ASKER
_INSTRUCTORS, _ADMINISTRATORS = Audience.INSTRUCTORS, Audience.ADMINISTRATORS
_COURSE = "/courses/{course_id}"
_LESSONS = "/courses/{course_id}/learn"
_DRAFTS = "/courses/{course_id}/question-drafts"
_SUMMARY = "/summaries/{summary_id}"
_ORDER = "/orders/{order_id}"
_REPORT = "/finance/reports/{report_id}"
_EXPORT = "/analytics/exports/{report_id}"
_CERTIFICATE = "/certificates/{certificate_id}"
_ATTEMPT = "/assessments/{assessment_id}/attempts/{attempt_id}"
_WORK = "/assignments/{assignment_id}/work"
_SUBMISSION = "/assignments/{assignment_id}/submissions/{submission_id}"
_NOTHING: tuple[Placeholder, ...] = ()
_UNTIL = (Placeholder.COURSE, Placeholder.UNTIL)
_AMOUNT = (Placeholder.COURSE, Placeholder.AMOUNT)

RULES: tuple[Rule, ...] = (
    # learning
    Rule(EnrolmentOpened, "enrolment_opened", _LEARNER, _ACCESS, _LESSONS),
    Rule(EnrolmentCancelled, "enrolment_cancelled", _LEARNER, _ACCESS, _COURSE),
    Rule(EnrolmentInvited, "enrolment_invited", _LEARNER, _ACCESS, _COURSE),
    Rule(EnrolmentResumed, "enrolment_resumed", _LEARNER, _ACCESS, _LESSONS),
    Rule(EnrolmentExpired, "enrolment_expired", _LEARNER, _ACCESS, _COURSE),
    # Of an overdue payment commerce tells more.
    Rule(EnrolmentPaused, "enrolment_paused", _LEARNER, _ACCESS, _COURSE, given=(("reason", "staff"),)),
    Rule(
        SeatReserved,
        "seat_reserved",
        _LEARNER,
        _ACCESS,
        _COURSE,
        placeholders=_UNTIL,
        until="reserved_until",
        lapses=True,
        mails=False,
    ),
    Rule(
        SeatOffered, "seat_offered", _LEARNER, _ACCESS, _COURSE, placeholders=_UNTIL, until="offered_until", lapses=True
    ),
    Rule(WaitingListJoined, "waiting_list_joined", _LEARNER, _ACCESS, _COURSE),
    Rule(CourseCompleted, "course_completed", _LEARNER, _LEARNING, _LESSONS),
    Rule(CertificateIssued, "certificate_issued", _LEARNER, _LEARNING, _CERTIFICATE),
    Rule(CertificateRevoked, "certificate_revoked", _LEARNER, _LEARNING, _CERTIFICATE),
    # catalog
    Rule(CourseApprovalRequested, "course_approval_requested", _ADMINISTRATORS, _TEACHING, _COURSE),
    Rule(CourseApproved, "course_approved", _INSTRUCTORS, _TEACHING, _COURSE),
    Rule(CourseRejected, "course_rejected", _INSTRUCTORS, _TEACHING, _COURSE),
    Rule(InstructorAdded, "instructor_added", Audience.INSTRUCTOR, _TEACHING, _COURSE),
    # commerce
    Rule(OrderPaid, "order_paid", _LEARNER, _PAYMENTS, _ORDER, placeholders=_AMOUNT),
    Rule(PaymentFailed, "payment_failed", _LEARNER, _PAYMENTS, _ORDER, placeholders=_AMOUNT),
    Rule(RefundProcessed, "refund_processed", _LEARNER, _PAYMENTS, _ORDER, placeholders=_AMOUNT),
    Rule(RefundFailed, "refund_failed", _ADMINISTRATORS, _PAYMENTS, _ORDER, placeholders=_AMOUNT),
    Rule(CreditNoteIssued, "credit_note_issued", _LEARNER, _PAYMENTS, _ORDER, placeholders=_AMOUNT, mails=False),
    Rule(
        InstalmentDue,
        "instalment_due",
        _LEARNER,
        _PAYMENTS,
        _ORDER,
        placeholders=(*_AMOUNT, Placeholder.UNTIL),
        until="due_at",
    ),
    Rule(AccessPaused, "access_paused", _LEARNER, _PAYMENTS, _ORDER),
    # finance
    Rule(PayoutMade, "payout_made", _LEARNER, _PAYMENTS, "/earnings", placeholders=(Placeholder.AMOUNT,)),
    Rule(ReportReady, "report_ready", _ASKER, _PAYMENTS, _REPORT, placeholders=_NOTHING, mails=False),
    Rule(ReportFailed, "report_failed", _ASKER, _PAYMENTS, _REPORT, placeholders=_NOTHING, mails=False),
    # analytics
    Rule(ExportReady, "export_ready", _ASKER, _TEACHING, _EXPORT, placeholders=_NOTHING, mails=False),
    Rule(SubscribedReportReady, "subscribed_report_ready", _ASKER, _TEACHING, _EXPORT, placeholders=_NOTHING),
    Rule(ExportFailed, "export_failed", _ASKER, _TEACHING, _EXPORT, placeholders=_NOTHING, mails=False),
    # assessment; how it went is not said here: it may not be seen before the release allows it
    Rule(AttemptGraded, "attempt_graded", _LEARNER, _LEARNING, _ATTEMPT),
    Rule(GradingRequested, "grading_requested", _INSTRUCTORS, _TEACHING, _ATTEMPT),
    Rule(GradingOverdue, "grading_overdue", _ADMINISTRATORS, _TEACHING, _ATTEMPT),
    Rule(AppealAnswered, "appeal_answered", _LEARNER, _LEARNING, _ATTEMPT),
    Rule(SubmissionReceived, "submission_received", _INSTRUCTORS, _TEACHING, _SUBMISSION, mails=False),
    Rule(SubmissionGraded, "submission_graded", _LEARNER, _LEARNING, _WORK),
    Rule(SubmissionGradingRequested, "submission_appealed", _INSTRUCTORS, _TEACHING, _SUBMISSION),
    Rule(SubmissionGradingOverdue, "submission_appeal_overdue", _ADMINISTRATORS, _TEACHING, _SUBMISSION),
    Rule(SubmissionAppealAnswered, "submission_appeal_answered", _LEARNER, _LEARNING, _WORK),
    # motivation; by name only where they are shown, since an organization may give a badge another one
    Rule(BadgeEarned, "badge_earned", _LEARNER, _LEARNING, "/badges/{badge_id}", placeholders=_NOTHING, mails=False),
    # ai
    Rule(QuestionsDrafted, "questions_drafted", _ASKER, _TEACHING, _DRAFTS, mails=False),
    Rule(GenerationFailed, "generation_failed", _ASKER, _TEACHING, _DRAFTS, mails=False),
    Rule(SummaryReady, "summary_ready", _ASKER, _LEARNING, _SUMMARY, placeholders=_NOTHING, mails=False),
    Rule(SummaryFailed, "summary_failed", _ASKER, _LEARNING, _SUMMARY, placeholders=_NOTHING, mails=False),
    # media
    Rule(
        AssetFailed, "asset_failed", Audience.OWNER, _TEACHING, "/media/{asset_id}", placeholders=_NOTHING, mails=False
    ),
)
BY_KIND: dict[str, Rule] = {rule.kind: rule for rule in RULES}
