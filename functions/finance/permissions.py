"""Who may see what of the books."""

from shared.permissions import Permission, Role

FETCH_DOCUMENTS = Permission("finance.documents", roles={Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN})
"""Fetch the invoices and credit notes of one's own purchases."""
SEE_FINANCE = Permission("finance.see", roles={Role.ORG_ADMIN})
"""Fetch everybody's documents, statements and reports, and see the ledger."""
