"""Who may see what of the books."""

from shared.permissions import Permission, Role

FETCH_DOCUMENTS = Permission("finance.fetch_documents", roles={Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN})
"""Fetch the invoices and credit notes of one's own purchases."""
SEE_EARNINGS = Permission("finance.see_earnings", roles={Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN})
"""See what one earned by teaching or by bringing buyers."""
SEE_FINANCE = Permission("finance.see", roles={Role.ORG_ADMIN})
"""Fetch everybody's documents, statements and reports, and see the balances."""
PAY_OUT = Permission("finance.pay", roles={Role.ORG_ADMIN})
"""Note that somebody was paid what they were owed."""
