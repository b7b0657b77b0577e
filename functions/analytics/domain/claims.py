"""What each event says should be counted.

Days are the organization's (the platform's are of UTC) at the moment at which it happened, however late it is heard.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from events.analytics import CourseViewed, LessonViewed, VideoWatched
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
from functions.analytics.domain.measures import (
    ORGANIZATION,
    PLATFORM,
    TOTAL,
    Bucket,
    Counts,
    course_subject,
    learner_subject,
    lesson_name,
    marks_name,
    minute_name,
    students_subject,
    video_subject,
)
from functions.analytics.domain.news import TRACKED, News
from functions.analytics.domain.registers import Claim, Done, rank_of_revision
from functions.analytics.domain.zones import Zones
from shared.events import DomainEvent, Envelope


def claims_of(told: Envelope[Any], zones: Zones) -> list[Claim]:
    """Everything that an event says should be counted."""
    news = News(told, zones)
    return [claim for kinds, claims in _CLAIMS if isinstance(told.data, kinds) for claim in claims(news)]


def _organization(news: News) -> Iterator[Claim]:
    runs = isinstance(news.data, OrganizationRegistered | OrganizationResumed)
    counted: dict[Bucket, Counts] = {Bucket(PLATFORM, TOTAL): {"organizations": 1}} if runs else {}
    yield news.latest(f"ORGANIZATION#{news.data.organization_id}", counted, of_platform=True)


def _member(news: News) -> Iterator[Claim]:
    data, counted = news.data, dict[Bucket, Counts]()
    if isinstance(data, MemberJoined | MemberReactivated | MemberRolesChanged):
        is_a = {"members": 1, "students": int("student" in data.roles), "tutors": int("tutor" in data.roles)}
        counted = {Bucket(ORGANIZATION, TOTAL): {name: n for name, n in is_a.items() if n}}
    yield news.latest(f"MEMBER#{data.user_id}", counted)
    if isinstance(data, MemberJoined):
        yield news.first(f"JOINED#{data.user_id}", news.spread({"joined": 1}, ORGANIZATION))


def _course(news: News) -> Iterator[Claim]:
    counted: dict[Bucket, Counts] = (
        {Bucket(ORGANIZATION, TOTAL): {"courses": 1}} if isinstance(news.data, CoursePublished) else {}
    )
    yield news.latest(f"COURSE#{news.data.course_id}", counted)


def _reviews(news: News) -> Iterator[Claim]:
    data = news.data
    counts = {"reviews": data.count, "rating_sum": data.sum}
    figures: dict[Bucket, Counts] = {
        Bucket(subject, TOTAL): counts for subject in (ORGANIZATION, course_subject(data.course_id))
    }
    yield news.latest(f"REVIEWS#{data.course_id}", figures, rank=rank_of_revision(data.revision, news.told.occurred_at))


def _asset(news: News) -> Iterator[Claim]:
    data, counted = news.data, dict[Bucket, Counts]()
    if isinstance(data, AssetReady):
        counted = {Bucket(ORGANIZATION, TOTAL): {"assets": 1, "stored_bytes": data.size}}
    yield news.latest(f"ASSET#{data.asset_id}", counted)


def _enrolment(news: News) -> Iterator[Claim]:
    data = news.data
    comes = isinstance(data, EnrolmentOpened | EnrolmentResumed)
    known: dict[str, Any] = {"standing": (news.rank, comes)}
    subjects = ORGANIZATION, course_subject(data.course_id)
    load: dict[Bucket, Counts] = {Bucket(learner_subject(data.user_id), TOTAL): {"studying": 1}} if comes else {}
    yield news.latest(f"LOAD#{data.course_id}#{data.user_id}", load)
    if isinstance(data, EnrolmentOpened):
        known |= {"enrolled": news.day.isoformat(), "opened": frozenset({news.day.toordinal()})}
        yield news.first(f"EVENT#{news.told.event_id}", news.spread({"enrolments": 1}, *subjects))
    if isinstance(data, EnrolmentCancelled | EnrolmentExpired):
        yield news.first(f"EVENT#{news.told.event_id}", news.spread({"cancellations": 1}, *subjects))
    yield news.study(user_id=data.user_id, **known)


def _lesson(news: News) -> Iterator[Claim]:
    data = news.data
    subjects = ORGANIZATION, course_subject(data.course_id)
    figures = news.spread({"lessons": 1}, *subjects)
    figures[Bucket(course_subject(data.course_id), lesson_name(data.lesson_id))] = {"completions": 1}
    figures[Bucket(students_subject(data.course_id), data.user_id)] = {"lessons": 1}
    yield news.first(f"LESSON#{data.course_id}#{data.lesson_id}#{data.user_id}", figures)
    is_half = data.lessons and 2 * data.completed >= data.lessons
    half = news.day.isoformat() if is_half else ""
    yield from news.presence(data.user_id, data.course_id, half=half, last=(news.rank, data.lesson_id))


def _completed(news: News) -> Iterator[Claim]:
    data = news.data
    subjects = ORGANIZATION, course_subject(data.course_id)
    yield news.first(f"COMPLETED#{data.course_id}#{data.user_id}", news.spread({"completions": 1}, *subjects))
    yield news.study(user_id=data.user_id, finished=news.day.isoformat())
    yield news.latest(f"LOAD#{data.course_id}#{data.user_id}", {})


def _submitted(news: News) -> Iterator[Claim]:
    data = news.data
    figures = news.spread({"attempts": 1}, ORGANIZATION, course_subject(data.course_id))
    figures[Bucket(students_subject(data.course_id), data.user_id)] = {"attempts": 1}
    yield news.first(f"SUBMITTED#{data.attempt_id}", figures)
    done = Done(data.assessment_id, news.day.toordinal(), due=news.ordinal(data.due_at))
    yield from news.presence(data.user_id, data.course_id, works=(done,))


def _graded(news: News) -> Iterator[Claim]:
    data = news.data
    counts = {"graded": 1, "score_bp": data.score_bp}
    if data.passed is not None:
        counts |= {"judged": 1, "passed": int(data.passed)}
    figures = news.spread(counts, ORGANIZATION, course_subject(data.course_id))
    figures[Bucket(students_subject(data.course_id), data.user_id)] = counts
    attempt = isinstance(data, AttemptGraded)
    work_id = data.attempt_id if attempt else data.submission_id
    asked_id = data.assessment_id if attempt else data.assignment_id
    figures[Bucket(course_subject(data.course_id), marks_name(asked_id))] = counts
    yield news.latest(f"GRADED#{work_id}", figures, rank=rank_of_revision(news.told.revision, news.told.occurred_at))
    # What has a mark was handed in by then; when that was, and was due, news of an attempt says that may come or not.
    day, due = (0, 0) if attempt else (news.ordinal(data.handed_in_at), news.ordinal(data.due_at))
    done = Done(asked_id, day or news.day.toordinal(), news.rank, data.score_bp, due)
    yield news.study(user_id=data.user_id, works=(done,))


def _certificate(news: News) -> Iterator[Claim]:
    data, counted = news.data, dict[Bucket, Counts]()
    if isinstance(data, CertificateIssued):
        subjects = ORGANIZATION, course_subject(data.course_id)
        counted = news.spread({"certificates": 1}, *subjects)
        yield news.study(user_id=data.user_id, certified=news.day.isoformat())
    yield news.latest(f"CERTIFICATE#{data.certificate_id}", counted)


def _tracked(news: News) -> Iterator[Claim]:
    data = news.data
    figures = news.spread({"views": 1}, ORGANIZATION, course_subject(data.course_id))
    if isinstance(data, LessonViewed):
        figures = {Bucket(course_subject(data.course_id), lesson_name(data.lesson_id)): {"views": 1}}
    if isinstance(data, VideoWatched):
        subject = video_subject(data.course_id, data.lesson_id)
        # A difference array: each play changes two minutes, however long it is; sums up to a minute are its plays.
        begins, ends = data.from_s // 60, (data.to_s - 1) // 60 + 1
        figures = {
            Bucket(subject, minute_name(data.block_id, begins)): {"plays": 1},
            Bucket(subject, minute_name(data.block_id, ends)): {"plays": -1},
        }
    yield news.first(f"TRACKED#{data.user_id}#{data.client_id}", figures)
    yield from news.presence(data.user_id, data.course_id if not isinstance(data, CourseViewed) else None)


def _badge(news: News) -> Iterator[Claim]:
    figures = news.spread({"badges": 1}, ORGANIZATION)
    yield news.first(f"BADGE#{news.data.badge_id}#{news.data.user_id}", figures)


def _money(news: News) -> Iterator[Claim]:
    data = news.data
    match data:
        case OrderPlaced():
            key, counts = f"PLACED#{data.order_id}", {"placed": 1}
        case OrderPaid():
            key, counts = f"SOLD#{data.order_id}", {"orders": 1, "sold_minor": data.amount_minor}
        case RefundProcessed():
            key, counts = f"REFUNDED#{data.refund_id}", {"refunds": 1, "refunded_minor": data.amount_minor}
        case _:
            key, counts = f"FAILED#{news.told.event_id}", {"payments_failed": 1}
    subjects = [ORGANIZATION, *([course_subject(data.course_id)] if data.course_id else [])]
    yield news.first(key, news.spread(counts, *subjects, currency=data.currency))
    platform = news.spread(counts, PLATFORM, currency=data.currency, day=news.day_of_platform)
    yield news.first(f"{key}#{news.told.org_id}", platform, of_platform=True)


def _trouble(news: News) -> Iterator[Claim]:
    data = news.data
    parked = isinstance(data, PaymentParked)
    key = f"PARKED#{data.gateway_id}" if parked else f"REFUND_FAILED#{data.refund_id}"
    yield news.first(key, news.spread({"payments_parked" if parked else "refunds_failed": 1}, ORGANIZATION))


_CLAIMS: tuple[tuple[tuple[type[DomainEvent], ...], Callable[[News], Iterator[Claim]]], ...] = (
    ((OrganizationRegistered, OrganizationResumed, OrganizationSuspended, OrganizationDeleted), _organization),
    ((MemberJoined, MemberRolesChanged, MemberDeactivated, MemberReactivated, MemberRemoved), _member),
    ((CoursePublished, CourseArchived, CourseDeleted), _course),
    ((ReviewsChanged,), _reviews),
    ((AssetReady, AssetDeleted), _asset),
    ((EnrolmentOpened, EnrolmentCancelled, EnrolmentExpired, EnrolmentPaused, EnrolmentResumed), _enrolment),
    (TRACKED, _tracked),
    ((LessonCompleted,), _lesson),
    ((CourseCompleted,), _completed),
    ((AttemptSubmitted,), _submitted),
    ((AttemptGraded, SubmissionGraded), _graded),
    ((CertificateIssued, CertificateRevoked), _certificate),
    ((BadgeEarned,), _badge),
    ((OrderPlaced, OrderPaid, PaymentFailed, RefundProcessed), _money),
    ((PaymentParked, RefundFailed), _trouble),
)
COUNTED: Mapping[str, type[DomainEvent]] = {kind.detail_type(): kind for kinds, _ in _CLAIMS for kind in kinds}
"""Every event that something is counted of, by its name on the bus."""
