"""Dashboards as files, over HTTP: at once, or every week or month."""

from typing import Annotated

from fastapi import status

from functions.analytics.errors import (
    CourseNotFound,
    FiguresExportNotFound,
    FiguresExportNotReady,
    FiguresExportUnsound,
    LearnerNotFound,
    LessonNotFound,
    NotYourCourse,
    ReportSubscriptionNotFound,
    TooManyReportSubscriptions,
)
from functions.analytics.permissions import EXPORT_FIGURES
from functions.analytics.schemas.exports import (
    FiguresExportIn,
    FiguresExportLinkOut,
    FiguresExportOut,
    ReportSubscriptionIn,
    ReportSubscriptionOut,
    ReportSubscriptionsOut,
)
from functions.analytics.wiring import Exports, Subscriptions
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/analytics", tag="Analytics")

Reader = Annotated[Caller, permitted(EXPORT_FIGURES)]
UNSEEN = (CourseNotFound, LearnerNotFound, LessonNotFound, NotYourCourse)


@router.post(
    "/exports",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(FiguresExportUnsound, IdempotencyKeyReused, *UNSEEN),
)
def request_figures_export(body: FiguresExportIn, caller: Reader, exports: Exports, once: OnceOnly) -> FiguresExportOut:
    """Ask for a dashboard as a file. `GET /api/v1/jobs/{job_id}` tells how far it is; you are told when it is made."""
    return FiguresExportOut.of(exports.request(body.wish(), body.days, by=caller, once=once))


@router.get("/exports", responses=problems())
def list_figures_exports(caller: Reader, exports: Exports, paging: Paging) -> PageOut[FiguresExportOut]:
    """List what you asked for or are subscribed to, newest first. Files are kept for 30 days."""
    query = f"exports|{caller.user_id}"
    page = exports.list_own(by=caller, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, FiguresExportOut.of, query, org_id=caller.org_id)


@router.get("/exports/{figures_export_id}", responses=problems(FiguresExportNotFound))
def read_figures_export(figures_export_id: PathId, caller: Reader, exports: Exports) -> FiguresExportOut:
    """Read how far an export of yours is, and its totals."""
    return FiguresExportOut.of(exports.read_own(figures_export_id, by=caller))


@router.get(
    "/exports/{figures_export_id}/file", responses=problems(FiguresExportNotFound, FiguresExportNotReady, *UNSEEN)
)
def fetch_figures_export(figures_export_id: PathId, caller: Reader, exports: Exports) -> FiguresExportLinkOut:
    """Fetch the file by a link that lives fifteen minutes, as long as you may see the dashboard."""
    return FiguresExportLinkOut.model_validate(exports.lend_own(figures_export_id, by=caller))


@router.post(
    "/report-subscriptions",
    status_code=status.HTTP_201_CREATED,
    responses=problems(FiguresExportUnsound, IdempotencyKeyReused, TooManyReportSubscriptions, *UNSEEN),
)
def subscribe_to_report(
    body: ReportSubscriptionIn, caller: Reader, subscriptions: Subscriptions, once: OnceOnly
) -> ReportSubscriptionOut:
    """Have a dashboard as a file for each week or month, made on the morning after it. At most 20 for one person."""
    return ReportSubscriptionOut.of(subscriptions.subscribe(body.wish(), body.rhythm, by=caller, once=once))


@router.get("/report-subscriptions", responses=problems())
def list_report_subscriptions(caller: Reader, subscriptions: Subscriptions) -> ReportSubscriptionsOut:
    """List your subscriptions."""
    return ReportSubscriptionsOut(items=[ReportSubscriptionOut.of(one) for one in subscriptions.list_own(by=caller)])


@router.get("/report-subscriptions/{report_subscription_id}", responses=problems(ReportSubscriptionNotFound))
def read_report_subscription(
    report_subscription_id: PathId, caller: Reader, subscriptions: Subscriptions
) -> ReportSubscriptionOut:
    """Read a subscription of yours."""
    return ReportSubscriptionOut.of(subscriptions.read_own(report_subscription_id, by=caller))


@router.delete(
    "/report-subscriptions/{report_subscription_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(ReportSubscriptionNotFound),
)
def end_report_subscription(report_subscription_id: PathId, caller: Reader, subscriptions: Subscriptions) -> None:
    """End a subscription of yours. What was made for it stays as long as its files do."""
    subscriptions.end(report_subscription_id, by=caller)
