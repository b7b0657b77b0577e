"""Reads and writes the ledger. Postings are added to the transaction of what they are about, and never changed."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from zlib import crc32

from functions.commerce.domain.ledger import Posting, PostingKind
from functions.commerce.tables import BalanceRow, CommerceRow, PostingRow
from shared.dynamo import ConditionFailed, Repository, Transaction

SHARDS = 8
"""Over how many rows the balance of an account is spread."""
Balances = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class PostingPage:
    """Some postings, and where the next page starts."""

    postings: list[Posting]
    next_key: Mapping[str, str] | None


class LedgerRepository(Repository):
    """One tenant's ledger."""

    table = CommerceRow

    def posting(self, transaction: Transaction, posting: Posting) -> int:
        """Add a posting, and what it changes of the balances. Returns its position, whose condition fails where it was
        posted already; then nothing of the transaction happens.
        """
        pk, sk = PostingRow.key(self.org_id, posting.posting_id)
        month = f"{posting.at.astimezone(UTC):%Y-%m}"
        place = f"{posting.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}#{posting.posting_id}"
        gsi1pk, gsi1sk = PostingRow.month_key(self.org_id, month, place)
        written = posting.model_dump(mode="json")
        row = PostingRow(
            pk=pk,
            sk=sk,
            gsi1pk=gsi1pk,
            gsi1sk=gsi1sk,
            posting_id=posting.posting_id,
            posted_as=posting.kind,
            entries=written["entries"],
            refs=posting.refs,
            at=posting.at,
        )
        position = transaction.create(row, by=self)
        shard = crc32(posting.posting_id.encode()) % SHARDS
        for entry in posting.entries:
            pk, sk = BalanceRow.key(self.org_id, entry.account, entry.currency, shard)
            transaction.change(
                BalanceRow(pk=pk, sk=sk),
                [
                    BalanceRow.amount_minor.add(entry.amount_minor),
                    BalanceRow.account.set(entry.account),
                    BalanceRow.currency.set(entry.currency),
                ],
                by=self,
            )
        return position

    def post(self, posting: Posting) -> None:
        """Post what stands by itself. Twice is once."""
        with suppress(ConditionFailed), self._transaction() as transaction:
            self.posting(transaction, posting)

    def find(self, posting_id: str) -> Posting | None:
        """A posting by its id."""
        row = self._find(PostingRow, PostingRow.key(self.org_id, posting_id), consistent=True)
        return _posting(row) if row else None

    def list_of_month(
        self, month: str, *, limit: int, start: Mapping[str, str] | None, descending: bool = False
    ) -> PostingPage:
        """The postings of a month (``2026-11``, UTC), in the order of their moments."""
        pk, _ = PostingRow.month_key(self.org_id, month)
        page = self._query(PostingRow, pk, index=True, descending=descending, limit=limit, start=start)
        return PostingPage([_posting(row) for row in page.rows], page.next_key)

    def each_of_month(self, month: str) -> Iterator[Posting]:
        """All postings of a month, read page by page."""
        start: Mapping[str, str] | None = None
        while True:
            page = self.list_of_month(month, limit=500, start=start)
            yield from page.postings
            start = page.next_key
            if start is None:
                return

    def balances(self) -> Balances:
        """What every account amounts to in every currency."""
        sums: Balances = {}
        for row in self._query_all(BalanceRow, BalanceRow.key(self.org_id)[0]):
            sums[row.account, row.currency] = sums.get((row.account, row.currency), 0) + int(row.amount_minor)
        return sums


def _posting(row: PostingRow) -> Posting:
    kind = PostingKind(row.posted_as)
    return Posting(posting_id=row.posting_id, kind=kind, entries=row.entries, refs=row.refs, at=row.at)
