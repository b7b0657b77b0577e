"""Puts finance's services together, for one organization."""

from typing import Annotated

from fastapi import Depends, Request

from functions.finance.repository.payouts import PayoutRepository
from functions.finance.repository.reports import ReportRepository
from functions.finance.service.documents import DocumentService
from functions.finance.service.payouts import PayoutService
from functions.finance.service.reports import ReportService
from shared.auth import caller_of, of_tenant
from shared.lending import LentFiles


def document_service(org_id: str) -> DocumentService:
    """The documents of one organization."""
    return DocumentService(org_id, LentFiles())


def report_service(org_id: str) -> ReportService:
    """The reports of one organization."""
    return ReportService(ReportRepository(org_id), LentFiles())


async def _payouts(request: Request) -> PayoutService:
    return PayoutService(PayoutRepository(caller_of(request).org_id))


Documents = Annotated[DocumentService, Depends(of_tenant(document_service))]
Payouts = Annotated[PayoutService, Depends(_payouts)]
Reports = Annotated[ReportService, Depends(of_tenant(report_service))]
