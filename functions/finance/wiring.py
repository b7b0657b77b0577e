"""Puts finance's services together, for one organization."""

from typing import Annotated

from fastapi import Depends, Request

from functions.finance.gateways.files import FinanceFiles
from functions.finance.service.documents import DocumentService
from shared.auth import caller_of


def document_service(org_id: str) -> DocumentService:
    """The documents of one organization."""
    return DocumentService(org_id, FinanceFiles())


async def _documents(request: Request) -> DocumentService:
    return document_service(caller_of(request).org_id)


Documents = Annotated[DocumentService, Depends(_documents)]
