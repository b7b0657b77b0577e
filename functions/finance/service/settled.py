"""What came in and went out by the books, beside what the gateway settled.

The gateway settles days later, so both sides are read from a month before to a month after; what is said is of
movements that either side has in the months asked for.
"""

from collections.abc import Iterator, Sequence

from functions.commerce.published import books
from functions.commerce.published.books import GATEWAY, Movement, Posting, PostingKind
from functions.finance.domain.months import months_between, next_to
from shared.tabulating import Cell, Column, Kind

SETTLED_COLUMNS = [
    *map(Column, ("movement_id", "verdict", "settlement_id", "currency")),
    *(Column(name, Kind.WHOLE) for name in ("here_minor", "there_minor", "differs_minor")),
]


def settled_rows(org_id: str, months: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """Every movement with its verdict: matched, missing here, missing there, or that the amount differs.

    Holds two numbers and a name for each movement of the months and of one on either side.
    """
    wide = months_between(next_to(months[0], -1), next_to(months[-1], 1))
    asked: set[str] = set()
    settlements: dict[str, str] = {}

    def here() -> Iterator[Movement]:
        for month in wide:
            for posting in books.each_posting(org_id, month):
                movement = movement_of(posting)
                if movement:
                    if month in months:
                        asked.add(movement.movement_id)
                    yield movement

    def there() -> Iterator[Movement]:
        for month in wide:
            for settlement_id, line in books.each_settled(org_id, month):
                settlements[line.movement_id] = settlement_id
                if month in months:
                    asked.add(line.movement_id)
                yield Movement(movement_id=line.movement_id, amount_minor=line.amount_minor, currency=line.currency)

    for found in books.reconciled(here(), there()):
        if found.movement_id in asked:
            differs = (found.here_minor or 0) - (found.there_minor or 0)
            yield [
                found.movement_id,
                found.verdict,
                settlements.get(found.movement_id),
                found.currency,
                found.here_minor,
                found.there_minor,
                differs,
            ]


def movement_of(posting: Posting) -> Movement | None:
    """The payment or refund that a posting is about, by the gateway's id; None where it is about none."""
    if posting.kind in {PostingKind.SALE, PostingKind.EXCESS}:
        name = "payment_id"
    elif posting.kind in {PostingKind.REFUND, PostingKind.EXCESS_RETURNED}:
        name = "gateway_refund_id"
    else:
        return None
    movement_id, amount = posting.refs.get(name), posting.amount_of(GATEWAY)
    if movement_id is None or not amount:
        return None
    return Movement(movement_id=movement_id, amount_minor=amount, currency=posting.entries[0].currency)
