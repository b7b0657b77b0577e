"""Reports over HTTP."""

from typing import Annotated

from fastapi import status

from functions.finance.errors import PeriodUnsound, ReportNotFound, ReportNotReady
from functions.finance.permissions import SEE_FINANCE
from functions.finance.schemas.documents import LinkOut
from functions.finance.schemas.reports import ReportIn, ReportOut
from functions.finance.wiring import Reports
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/finance/reports", tag="Finance")

Accountant = Annotated[Caller, permitted(SEE_FINANCE)]


@router.post("", status_code=status.HTTP_202_ACCEPTED, responses=problems(PeriodUnsound, IdempotencyKeyReused))
def request_report(body: ReportIn, caller: Accountant, reports: Reports, once: OnceOnly) -> ReportOut:
    """Ask for a report. `GET /api/v1/jobs/{job_id}` tells how far it is, and you are told when it can be fetched."""
    return ReportOut.model_validate(reports.request(body.wish(), by=caller, once=once))


@router.get("", responses=problems())
def list_reports(caller: Accountant, reports: Reports, paging: Paging) -> PageOut[ReportOut]:
    """List the reports that were asked for, newest first. Their files are kept for 30 days."""
    page = reports.list(limit=paging.limit, start=paging.start("reports", org_id=caller.org_id))
    return page_out(page, ReportOut.model_validate, "reports", org_id=caller.org_id)


@router.get("/{report_id}", responses=problems(ReportNotFound))
def read_report(report_id: PathId, _: Accountant, reports: Reports) -> ReportOut:
    """Read how far a report is, and its totals."""
    return ReportOut.model_validate(reports.read(report_id))


@router.get("/{report_id}/file", responses=problems(ReportNotFound, ReportNotReady))
def fetch_report(report_id: PathId, _: Accountant, reports: Reports) -> LinkOut:
    """Fetch a report's file by a link that lives fifteen minutes."""
    return LinkOut.model_validate(reports.lend(report_id))
