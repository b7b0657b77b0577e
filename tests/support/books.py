"""What a ledger says."""

from functions.commerce.repository.ledger import LedgerRepository
from shared.listing import each

Balances = dict[tuple[str, str], int]
"""By account and currency."""


def balances_in(books: LedgerRepository) -> Balances:
    """What all accounts amount to, by the rows that the ledger keeps."""
    found = each(lambda start: books.list_balances(limit=50, start=start))
    return {(one.account, one.currency): one.amount_minor for one in found}
