"""Documents over HTTP."""

from typing import Annotated

from functions.finance.errors import DocumentNotFound, DocumentNotReady
from functions.finance.permissions import FETCH_DOCUMENTS
from functions.finance.schemas.documents import LinkOut
from functions.finance.wiring import Documents
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.schemas import PathId

router = api_router("/orders/{order_id}", tag="Invoices")

Buyer = Annotated[Caller, permitted(FETCH_DOCUMENTS)]


@router.get("/invoice/pdf", responses=problems(DocumentNotFound, DocumentNotReady))
def fetch_invoice(order_id: PathId, caller: Buyer, documents: Documents) -> LinkOut:
    """Fetch the invoice of a paid order of yours as PDF, by a link that lives five minutes; as an administrator any."""
    return LinkOut.model_validate(documents.lend_invoice(order_id, by=caller))


@router.get("/credit-notes/{refund_id}/pdf", responses=problems(DocumentNotFound, DocumentNotReady))
def fetch_credit_note(order_id: PathId, refund_id: PathId, caller: Buyer, documents: Documents) -> LinkOut:
    """Fetch the credit note of a refund of yours as PDF, by a link that lives five minutes."""
    return LinkOut.model_validate(documents.lend_credit_note(order_id, refund_id, by=caller))
