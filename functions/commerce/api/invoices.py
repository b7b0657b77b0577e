"""Invoices over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from functions.commerce.domain.invoices import month_of
from functions.commerce.errors import InvoiceNotFound, OrderNotFound
from functions.commerce.permissions import BUY, SEE_ALL_ORDERS
from functions.commerce.schemas.invoices import BilledOut, InvoiceOut, SupplierIn, SupplierOut
from functions.commerce.wiring import Invoices
from shared.auth import Caller, permitted
from shared.clock import system_clock
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router(tag="Invoices")

Buyer = Annotated[Caller, permitted(BUY)]
Accountant = Annotated[Caller, permitted(SEE_ALL_ORDERS)]


@router.get("/orders/{order_id}/invoice", responses=problems(OrderNotFound, InvoiceNotFound))
def read_invoice(order_id: PathId, caller: Buyer, invoices: Invoices) -> BilledOut:
    """Read the invoice of a paid order of yours, with its credit notes; as an administrator of any."""
    return BilledOut.whole(invoices.read(order_id, by=caller))


@router.get("/invoices", responses=problems())
def list_invoices(
    caller: Accountant,
    invoices: Invoices,
    paging: Paging,
    month: Annotated[
        str | None,
        Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="Such as 2026-11, by India's clock; else this one."),
    ] = None,
) -> PageOut[InvoiceOut]:
    """List the invoices of a month, in the order of their numbers."""
    which = month or month_of(system_clock.now())
    query = f"invoices|{which}"
    page = invoices.list(which, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, InvoiceOut.of, query, org_id=caller.org_id)


@router.get("/invoice-settings", responses=problems())
def read_invoice_settings(_: Accountant, invoices: Invoices, response: Response) -> SupplierOut:
    """Read who sells, as it stands on invoices."""
    supplier = invoices.supplier()
    tag(response, supplier.revision)
    return SupplierOut.model_validate(supplier)


@router.put("/invoice-settings", responses=problems(PreconditionFailed, PreconditionRequired))
def change_invoice_settings(
    body: SupplierIn, _: Accountant, invoices: Invoices, expected: ExpectedRevision, response: Response
) -> SupplierOut:
    """Say who sells, as it stands on invoices from now on. Those that were issued stay as they are."""
    supplier = invoices.change_supplier(body.supplier(), expected=expected)
    tag(response, supplier.revision)
    return SupplierOut.model_validate(supplier)
