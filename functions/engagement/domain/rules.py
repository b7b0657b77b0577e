"""Of what people are told: one entry for each kind of notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from events.ai import GenerationFailed, QuestionsDrafted, SummaryReady
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


@dataclass(frozen=True, slots=True, kw_only=True)
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
_LEARNER = Audience.LEARNER
_COURSE = "/courses/{course_id}"
_LESSONS = "/courses/{course_id}/learn"
_ORDER = "/orders/{order_id}"
_EXPORT = "/analytics/exports/{report_id}"
_UNTIL = (Placeholder.COURSE, Placeholder.UNTIL)
_AMOUNT = (Placeholder.COURSE, Placeholder.AMOUNT)

RULES: tuple[Rule, ...] = (
    # learning
    Rule(event=EnrolmentOpened, kind="enrolment_opened", audience=_LEARNER, category=_ACCESS, link=_LESSONS),
    Rule(event=EnrolmentCancelled, kind="enrolment_cancelled", audience=_LEARNER, category=_ACCESS, link=_COURSE),
    Rule(event=EnrolmentInvited, kind="enrolment_invited", audience=_LEARNER, category=_ACCESS, link=_COURSE),
    Rule(event=EnrolmentResumed, kind="enrolment_resumed", audience=_LEARNER, category=_ACCESS, link=_LESSONS),
    Rule(event=EnrolmentExpired, kind="enrolment_expired", audience=_LEARNER, category=_ACCESS, link=_COURSE),
    Rule(
        # Of an overdue payment commerce tells more.
        event=EnrolmentPaused,
        kind="enrolment_paused",
        audience=_LEARNER,
        category=_ACCESS,
        link=_COURSE,
        given=(("reason", "staff"),),
    ),
    Rule(
        event=SeatReserved,
        kind="seat_reserved",
        audience=_LEARNER,
        category=_ACCESS,
        link=_COURSE,
        placeholders=_UNTIL,
        until="reserved_until",
        lapses=True,
        mails=False,
    ),
    Rule(
        event=SeatOffered,
        kind="seat_offered",
        audience=_LEARNER,
        category=_ACCESS,
        link=_COURSE,
        placeholders=_UNTIL,
        until="offered_until",
        lapses=True,
    ),
    Rule(event=WaitingListJoined, kind="waiting_list_joined", audience=_LEARNER, category=_ACCESS, link=_COURSE),
    Rule(event=CourseCompleted, kind="course_completed", audience=_LEARNER, category=_LEARNING, link=_LESSONS),
    Rule(
        event=CertificateIssued,
        kind="certificate_issued",
        audience=_LEARNER,
        category=_LEARNING,
        link="/certificates/{certificate_id}",
    ),
    Rule(
        event=CertificateRevoked,
        kind="certificate_revoked",
        audience=_LEARNER,
        category=_LEARNING,
        link="/certificates/{certificate_id}",
    ),
    # catalog
    Rule(
        event=CourseApprovalRequested,
        kind="course_approval_requested",
        audience=Audience.ADMINISTRATORS,
        category=_TEACHING,
        link=_COURSE,
    ),
    Rule(
        event=CourseApproved,
        kind="course_approved",
        audience=Audience.INSTRUCTORS,
        category=_TEACHING,
        link=_COURSE,
    ),
    Rule(
        event=CourseRejected,
        kind="course_rejected",
        audience=Audience.INSTRUCTORS,
        category=_TEACHING,
        link=_COURSE,
    ),
    Rule(
        event=InstructorAdded,
        kind="instructor_added",
        audience=Audience.INSTRUCTOR,
        category=_TEACHING,
        link=_COURSE,
    ),
    # commerce
    Rule(
        event=OrderPaid,
        kind="order_paid",
        audience=_LEARNER,
        category=_PAYMENTS,
        link=_ORDER,
        placeholders=_AMOUNT,
    ),
    Rule(
        event=PaymentFailed,
        kind="payment_failed",
        audience=_LEARNER,
        category=_PAYMENTS,
        link=_ORDER,
        placeholders=_AMOUNT,
    ),
    Rule(
        event=RefundProcessed,
        kind="refund_processed",
        audience=_LEARNER,
        category=_PAYMENTS,
        link=_ORDER,
        placeholders=_AMOUNT,
    ),
    Rule(
        event=RefundFailed,
        kind="refund_failed",
        audience=Audience.ADMINISTRATORS,
        category=_PAYMENTS,
        link=_ORDER,
        placeholders=_AMOUNT,
    ),
    Rule(
        event=CreditNoteIssued,
        kind="credit_note_issued",
        audience=_LEARNER,
        category=_PAYMENTS,
        link=_ORDER,
        placeholders=_AMOUNT,
        mails=False,
    ),
    Rule(
        event=InstalmentDue,
        kind="instalment_due",
        audience=_LEARNER,
        category=_PAYMENTS,
        link=_ORDER,
        placeholders=(*_AMOUNT, Placeholder.UNTIL),
        until="due_at",
    ),
    Rule(event=AccessPaused, kind="access_paused", audience=_LEARNER, category=_PAYMENTS, link=_ORDER),
    # finance
    Rule(
        event=PayoutMade,
        kind="payout_made",
        audience=_LEARNER,
        category=_PAYMENTS,
        link="/earnings",
        placeholders=(Placeholder.AMOUNT,),
    ),
    Rule(
        event=ReportReady,
        kind="report_ready",
        audience=Audience.ASKER,
        category=_PAYMENTS,
        link="/finance/reports/{report_id}",
        placeholders=(),
        mails=False,
    ),
    Rule(
        event=ReportFailed,
        kind="report_failed",
        audience=Audience.ASKER,
        category=_PAYMENTS,
        link="/finance/reports/{report_id}",
        placeholders=(),
        mails=False,
    ),
    # analytics
    Rule(
        event=ExportReady,
        kind="export_ready",
        audience=Audience.ASKER,
        category=_TEACHING,
        link=_EXPORT,
        placeholders=(),
        mails=False,
    ),
    Rule(
        event=SubscribedReportReady,
        kind="subscribed_report_ready",
        audience=Audience.ASKER,
        category=_TEACHING,
        link=_EXPORT,
        placeholders=(),
    ),
    Rule(
        event=ExportFailed,
        kind="export_failed",
        audience=Audience.ASKER,
        category=_TEACHING,
        link=_EXPORT,
        placeholders=(),
        mails=False,
    ),
    # assessment; how it went is not said here: it may not be seen before the release allows it
    Rule(
        event=AttemptGraded,
        kind="attempt_graded",
        audience=_LEARNER,
        category=_LEARNING,
        link="/assessments/{assessment_id}/attempts/{attempt_id}",
    ),
    Rule(
        event=GradingRequested,
        kind="grading_requested",
        audience=Audience.INSTRUCTORS,
        category=_TEACHING,
        link="/assessments/{assessment_id}/attempts/{attempt_id}",
    ),
    Rule(
        event=GradingOverdue,
        kind="grading_overdue",
        audience=Audience.ADMINISTRATORS,
        category=_TEACHING,
        link="/assessments/{assessment_id}/attempts/{attempt_id}",
    ),
    Rule(
        event=AppealAnswered,
        kind="appeal_answered",
        audience=_LEARNER,
        category=_LEARNING,
        link="/assessments/{assessment_id}/attempts/{attempt_id}",
    ),
    Rule(
        event=SubmissionReceived,
        kind="submission_received",
        audience=Audience.INSTRUCTORS,
        category=_TEACHING,
        link="/assignments/{assignment_id}/submissions/{submission_id}",
        mails=False,
    ),
    Rule(
        event=SubmissionGraded,
        kind="submission_graded",
        audience=_LEARNER,
        category=_LEARNING,
        link="/assignments/{assignment_id}/work",
    ),
    Rule(
        event=SubmissionGradingRequested,
        kind="submission_appealed",
        audience=Audience.INSTRUCTORS,
        category=_TEACHING,
        link="/assignments/{assignment_id}/submissions/{submission_id}",
    ),
    Rule(
        event=SubmissionGradingOverdue,
        kind="submission_appeal_overdue",
        audience=Audience.ADMINISTRATORS,
        category=_TEACHING,
        link="/assignments/{assignment_id}/submissions/{submission_id}",
    ),
    Rule(
        event=SubmissionAppealAnswered,
        kind="submission_appeal_answered",
        audience=_LEARNER,
        category=_LEARNING,
        link="/assignments/{assignment_id}/work",
    ),
    # motivation; by name only where they are shown, since an organization may give a badge another one
    Rule(
        event=BadgeEarned,
        kind="badge_earned",
        audience=_LEARNER,
        category=_LEARNING,
        link="/badges/{badge_id}",
        placeholders=(),
        mails=False,
    ),
    # ai
    Rule(
        event=QuestionsDrafted,
        kind="questions_drafted",
        audience=Audience.ASKER,
        category=_TEACHING,
        link="/courses/{course_id}/question-drafts",
        mails=False,
    ),
    Rule(
        event=GenerationFailed,
        kind="generation_failed",
        audience=Audience.ASKER,
        category=_TEACHING,
        link="/courses/{course_id}/question-drafts",
        mails=False,
    ),
    Rule(
        event=SummaryReady,
        kind="summary_ready",
        audience=Audience.ASKER,
        category=_LEARNING,
        link="/summaries/{summary_id}",
        placeholders=(),
        mails=False,
    ),
    # media
    Rule(
        event=AssetFailed,
        kind="asset_failed",
        audience=Audience.OWNER,
        category=_TEACHING,
        link="/media/{asset_id}",
        placeholders=(),
        mails=False,
    ),
)
BY_KIND: dict[str, Rule] = {rule.kind: rule for rule in RULES}
