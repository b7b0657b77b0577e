"""Reads and writes the ledger. Postings are added to the transaction of what they are about, and never changed."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from zlib import crc32

from pynamodb.expressions.update import Action

from functions.commerce.domain.ledger import PAYABLE, Balance, Posting, PostingKind, balances_of, payable
from functions.commerce.domain.payouts import COUNTED, Owed, OwedMonth, OwedMovement, owed_of
from functions.commerce.tables import BalanceRow, CommerceRow, OwedRow, PostingRow
from shared.dynamo import ConditionFailed, Repository, Transaction, chunks
from shared.listing import Listed, PageKey, each

SHARDS = 8
"""Over how many rows the balance of an account is spread."""


class LedgerRepository(Repository):
    """One tenant's ledger."""

    table = CommerceRow

    def posting(self, transaction: Transaction, *postings: Posting | None) -> None:
        """Add postings that have entries, and what they change of the balances. The condition of one that was posted
        already fails, and then nothing of the transaction happens. Once in a transaction: no balance is changed twice
        in one.
        """
        moving = [one for one in postings if one and one.entries]
        for posting in moving:
            transaction.create(self._row(posting), by=self)
            for owed in owed_of(posting):
                transaction.create(self._owed_row(posting, owed), by=self)
        if moving:
            shard = crc32(moving[0].posting_id.encode()) % SHARDS
            for balance, actions in self._changes(moving, shard):
                transaction.change(balance, actions, by=self)

    def post(self, posting: Posting) -> None:
        """Post what stands by itself. Twice is once."""
        with suppress(ConditionFailed), self._transaction() as transaction:
            self.posting(transaction, posting)

    def find(self, posting_id: str) -> Posting | None:
        """A posting by its id."""
        row = self._find(PostingRow, PostingRow.key(self.org_id, posting_id), consistent=True)
        return _posting(row) if row else None

    def find_posted(self, posting_ids: Sequence[str]) -> set[str]:
        """Which of these were posted."""
        found: set[str] = set()
        for some in chunks(posting_ids, 100):
            rows = self._find_many([PostingRow.key(self.org_id, one) for one in some], consistent=True)
            found |= {row.posting_id for row in rows.values() if isinstance(row, PostingRow)}
        return found

    def list_of_month(self, month: str, *, limit: int, start: PageKey, descending: bool = False) -> Listed[Posting]:
        """The postings of a month (``2026-11``, UTC), in the order of their moments."""
        pk, _ = PostingRow.month_key(self.org_id, month)
        page = self._query(PostingRow, pk, index=True, descending=descending, limit=limit, start=start)
        return Listed([_posting(row) for row in page.rows], page.next_key)

    def each_of_month(self, month: str) -> Iterator[Posting]:
        """All postings of a month, read page by page."""
        return each(lambda start: self.list_of_month(month, limit=500, start=start))

    def list_balances(self, *, limit: int, start: PageKey) -> Listed[Balance]:
        """What every account amounts to in every currency, by its name."""
        pk, _ = BalanceRow.key(self.org_id)
        sums: dict[tuple[str, str], int] = {}
        next_key: PageKey = None
        for row in self._each(BalanceRow, pk, start=start, consistent=True):
            place = (row.account, row.currency)
            if place not in sums and len(sums) == limit:
                break
            sums[place] = sums.get(place, 0) + int(row.amount_minor)
            next_key = {"pk": pk, "sk": row.sk}
        else:
            next_key = None
        return Listed(
            [
                Balance(account=account, currency=currency, amount_minor=sums[account, currency])
                for account, currency in sums
            ],
            next_key,
        )

    # -- what is owed to people

    def months_of(self, party: str) -> list[OwedMonth]:
        """All that somebody is owed, by month and currency, oldest first."""
        pk, _ = BalanceRow.key(self.org_id)
        rows = self._query_all(BalanceRow, pk, begins_with=f"{payable(party)}#")
        return sorted(_months(rows), key=lambda one: (one.month, one.currency))

    def list_owed(self, month: str, *, limit: int, start: PageKey) -> Listed[OwedMonth]:
        """Who is owed something of a month, by id; a person's currencies stand apart."""
        pk, _ = BalanceRow.month_key(self.org_id, month)
        page = self._query(BalanceRow, pk, index=True, limit=(limit + 1) * SHARDS, start=start)
        rows, following = page.rows, page.next_key
        months = _months(rows)
        if following is not None or len(months) > limit:
            # The last may go on in what was not read.
            months = months[: min(limit, len(months) - (following is not None))]
            last = next(row for row in reversed(rows) if (row.party, row.currency) == months[-1].whose)
            following = {name: getattr(last, name) for name in ("pk", "sk", "gsi1pk", "gsi1sk")}
        return Listed(months, following)

    def list_movements(self, party: str, month: str, *, limit: int, start: PageKey) -> Listed[OwedMovement]:
        """What changed of what somebody is owed in a month, in the order of time."""
        pk, _ = OwedRow.key(self.org_id, party)
        page = self._query(OwedRow, pk, begins_with=month, limit=limit, start=start)
        return Listed([OwedMovement.model_validate(row) for row in page.rows], page.next_key)

    def each_movement_since(self, party: str, since: datetime) -> Iterator[OwedMovement]:
        """What changed since a moment, read page by page."""
        pk, _ = OwedRow.key(self.org_id, party)

        def read(start: PageKey) -> Listed[OwedMovement]:
            page = self._query(OwedRow, pk, between=(_moment(since), "9999"), limit=500, start=start)
            return Listed([OwedMovement.model_validate(row) for row in page.rows], page.next_key)

        return each(read)

    # -- rows

    def _row(self, posting: Posting) -> PostingRow:
        pk, sk = PostingRow.key(self.org_id, posting.posting_id)
        gsi1pk, gsi1sk = PostingRow.month_key(self.org_id, posting.month, _place(posting))
        return PostingRow(
            pk=pk,
            sk=sk,
            gsi1pk=gsi1pk,
            gsi1sk=gsi1sk,
            posting_id=posting.posting_id,
            posted_as=posting.kind,
            entries=posting.model_dump(mode="json")["entries"],
            refs=posting.refs,
            at=posting.at,
        )

    def _owed_row(self, posting: Posting, owed: Owed) -> OwedRow:
        pk, sk = OwedRow.key(self.org_id, owed.party, _place(posting))
        return OwedRow(
            pk=pk,
            sk=sk,
            posting_id=posting.posting_id,
            posted_as=posting.kind,
            order_id=posting.refs.get("order_id"),
            currency=owed.currency,
            amount_minor=owed.amount_minor,
            at=posting.at,
        )

    def _changes(self, postings: Sequence[Posting], shard: int) -> Iterator[tuple[BalanceRow, list[Action]]]:
        for (account, currency), amount in balances_of(postings).items():
            if not account.startswith(PAYABLE):
                row = BalanceRow.key(self.org_id, account, currency, shard)
                yield BalanceRow(pk=row[0], sk=row[1]), _added(account, currency, amount)
        months: dict[tuple[str, str, str], dict[str, int]] = {}
        for posting in postings:
            for owed in owed_of(posting):
                sums = months.setdefault((owed.party, owed.currency, posting.month), dict.fromkeys(COUNTED, 0))
                sums[owed.counted_as] += abs(owed.amount_minor)
                sums["amount_minor"] -= owed.amount_minor
        for (party, currency, month), sums in months.items():
            pk, sk = BalanceRow.key(self.org_id, payable(party), currency, shard, month)
            gsi1pk, gsi1sk = BalanceRow.month_key(self.org_id, month, party, currency, shard)
            places = {"gsi1pk": gsi1pk, "gsi1sk": gsi1sk, "party": party, "month": month}
            yield (
                BalanceRow(pk=pk, sk=sk),
                [
                    *_added(payable(party), currency, sums.pop("amount_minor")),
                    *(getattr(BalanceRow, name).add(amount) for name, amount in sums.items()),
                    *(getattr(BalanceRow, name).set(value) for name, value in places.items()),
                ],
            )


def _added(account: str, currency: str, amount: int) -> list[Action]:
    return [BalanceRow.amount_minor.add(amount), BalanceRow.account.set(account), BalanceRow.currency.set(currency)]


def _months(rows: Sequence[BalanceRow]) -> list[OwedMonth]:
    """What the rows say together, a value for each person, month and currency, in the order of the rows."""
    sums: dict[tuple[str, str, str], OwedMonth] = {}
    for row in rows:
        place = (row.party, row.month, row.currency)
        one = OwedMonth.model_validate(row)
        sums[place] = sums[place].plus(one) if place in sums else one
    return list(sums.values())


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"


def _place(posting: Posting) -> str:
    return f"{_moment(posting.at)}#{posting.posting_id}"


def _posting(row: PostingRow) -> Posting:
    kind = PostingKind(row.posted_as)
    return Posting(posting_id=row.posting_id, kind=kind, entries=row.entries, refs=row.refs, at=row.at)
