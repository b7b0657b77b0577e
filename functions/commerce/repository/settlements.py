"""Reads and writes what the gateway settled, line by line."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from functions.commerce.domain.sweeps import ListedSettlement, SettledLine
from functions.commerce.tables import CommerceRow, SettledRow
from shared.dynamo import Repository, chunks
from shared.listing import Listed, PageKey, each

LINES_OF_ROW = 1_000
"""About 110 bytes each: a row may have 400 KB."""


class SettlementRepository(Repository):
    """What was settled of one tenant."""

    table = CommerceRow

    def keep(self, settlement: ListedSettlement, lines: Sequence[SettledLine]) -> None:
        """Store the lines of a settlement. Safe to repeat: the same lines at the same places."""
        month = f"{datetime.fromtimestamp(settlement.created_at, UTC):%Y-%m}"
        ordered = sorted(lines, key=lambda line: line.movement_id)
        for number, some in enumerate(chunks(ordered, LINES_OF_ROW)):
            pk, sk = SettledRow.key(self.org_id, month, settlement.settlement_id, number)
            kept = [list(line.model_dump().values()) for line in some]
            with self._transaction() as transaction:
                row = SettledRow(pk=pk, sk=sk, settlement_id=settlement.settlement_id, lines=kept)
                transaction.overwrite(row)

    def each_of_month(self, month: str) -> Iterator[tuple[str, SettledLine]]:
        """The lines that were settled in a month (``2026-11``, UTC), each with its settlement; page by page."""
        pk, _ = SettledRow.key(self.org_id, month)

        def read(start: PageKey) -> Listed[SettledRow]:
            page = self._query(SettledRow, pk, limit=10, start=start)
            return Listed(page.rows, page.next_key)

        for row in each(read):
            for values in row.lines:
                yield row.settlement_id, SettledLine(**dict(zip(SettledLine.model_fields, values, strict=True)))
