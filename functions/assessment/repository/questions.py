"""Reads and writes questions."""

from collections.abc import Callable, Iterable

from functions.assessment.domain.bank import BankQuestion, FrozenQuestion, stored
from functions.assessment.errors import QuestionNotFound
from functions.assessment.repository.base import TableRepository
from functions.assessment.tables import QuestionRow, QuestionVersionRow, ReceiptRow, TaggedRow
from shared.dynamo import BATCH_GET_LIMIT, ConditionFailed, Key, Transaction, chunks
from shared.idempotency import Once
from shared.listing import Listed, PageKey
from shared.remembering import BoundedCache

Also = Callable[[Transaction], object]
"""What else is written in the transaction that adds a question."""
MOST_DRAWN_FROM = 1000
"""A draw looks at so many questions of a tag at most."""

_versions: BoundedCache[tuple[str, str, int], tuple[FrozenQuestion, int]] = BoundedCache(
    capacity=16_000_000, weigh=lambda kept: kept[1]
)


class QuestionRepository(TableRepository):
    """One tenant's questions."""

    def get(self, course_id: str, question_id: str) -> BankQuestion:
        """A question as it is now. Raises ``QuestionNotFound``."""
        row = self._find(QuestionRow, QuestionRow.key(self.org_id, course_id, question_id), consistent=True)
        if row is None:
            raise QuestionNotFound(question_id=question_id)
        return BankQuestion.model_validate(row)

    def find_many(self, course_id: str, question_ids: Iterable[str]) -> dict[str, BankQuestion]:
        """Questions as they are now, by id; what is not there is absent."""
        found: dict[str, BankQuestion] = {}
        for batch in chunks(dict.fromkeys(question_ids), BATCH_GET_LIMIT):
            keys = [QuestionRow.key(self.org_id, course_id, one) for one in batch]
            rows = self._find_many(keys, consistent=True).values()
            found |= {row.question_id: BankQuestion.model_validate(row) for row in rows if isinstance(row, QuestionRow)}
        return found

    def definitions(self, course_id: str, wanted: Iterable[tuple[str, int]]) -> dict[str, FrozenQuestion]:
        """What questions ask in these versions, by question. Read once by a process, and kept."""
        missing: list[tuple[str, int]] = []
        found: dict[str, FrozenQuestion] = {}
        for question_id, version in dict.fromkeys(wanted):
            try:
                found[question_id] = _versions.get((self.org_id, question_id, version), _not_kept)[0]
            except KeyError:
                missing.append((question_id, version))
        for batch in chunks(missing, BATCH_GET_LIMIT):
            keys = {QuestionVersionRow.key(self.org_id, course_id, one, number): (one, number) for one, number in batch}
            for key, row in self._find_many(list(keys), consistent=True).items():
                question_id, version = keys[key]
                found[question_id] = self._keep(question_id, version, row)
        return found

    def list_bank(self, course_id: str, *, limit: int, start: PageKey) -> Listed[BankQuestion]:
        """A course's questions, in the order of their making."""
        pk, begin = QuestionRow.key(self.org_id, course_id)
        page = self._query(QuestionRow, pk, begins_with=begin, limit=limit, start=start, consistent=True)
        return Listed([BankQuestion.model_validate(row) for row in page.rows], page.next_key)

    def list_tagged(
        self, course_id: str, tag: str, difficulty: int | None, *, limit: int, start: PageKey
    ) -> Listed[BankQuestion]:
        """A course's questions with a tag, the easiest first."""
        ids, next_key = self._tagged(course_id, tag, difficulty, limit=limit, start=start)
        found = self.find_many(course_id, ids)
        return Listed([found[one] for one in ids if one in found], next_key)

    def pool(self, course_id: str, tag: str, difficulty: int | None) -> list[str]:
        """The questions with a tag that can be drawn."""
        ids, _ = self._tagged(course_id, tag, difficulty, limit=MOST_DRAWN_FROM, start=None)
        return ids

    def add(self, question: BankQuestion, definition: bytes, once: Once, also: Also | None = None) -> str:
        """Store a first version, and what ``also`` adds. Returns the id of what exists now."""

        def write(transaction: Transaction) -> None:
            self._write_version(transaction, question, definition)
            if also:
                also(transaction)

        return once.perform(self, ReceiptRow, question.question_id, write)

    def adopt(self, question: BankQuestion, definition: bytes) -> bool:
        """Store a first version under an id that somebody else gave; whether it was not there. Safe to repeat."""
        try:
            with self._transaction() as transaction:
                self._write_version(transaction, question, definition)
        except ConditionFailed:
            return False
        return True

    def change(self, question: BankQuestion, before: BankQuestion, definition: bytes | None) -> BankQuestion:
        """Replace a question that is still as ``before`` (``ConditionFailed`` else), with a new version of what it
        asks."""
        with self._transaction() as transaction:
            row = self._write_version(transaction, question, definition, before)
        return question.model_copy(update={"revision": row.revision})

    def remove(self, question: BankQuestion) -> None:
        """Take a question out of the bank. Its versions stay for the attempts that asked it."""
        with self._transaction() as transaction:
            pk, sk = QuestionRow.key(self.org_id, question.course_id, question.question_id)
            transaction.delete(QuestionRow.of(question, pk=pk, sk=sk))
            for entry in self._entries(question).values():
                transaction.forget(entry)

    # -- rows

    def _write_version(
        self,
        transaction: Transaction,
        question: BankQuestion,
        definition: bytes | None,
        before: BankQuestion | None = None,
    ) -> QuestionRow:
        pk, sk = QuestionRow.key(self.org_id, question.course_id, question.question_id)
        row = QuestionRow.of(question, pk=pk, sk=sk)
        if before is None:
            transaction.create(row)
        else:
            transaction.save(row)
        if definition is not None:
            place = self.org_id, question.course_id, question.question_id, question.version
            pk, sk = QuestionVersionRow.key(*place)
            transaction.create(
                QuestionVersionRow(pk=pk, sk=sk, definition=definition, skill_ids=list(question.skill_ids))
            )
        entries, old = self._entries(question), self._entries(before) if before else {}
        for key in entries.keys() - old.keys():
            transaction.create(entries[key])
        for key in old.keys() - entries.keys():
            transaction.forget(old[key])
        return row

    def _entries(self, question: BankQuestion) -> dict[Key, TaggedRow]:
        keys = [
            TaggedRow.key(self.org_id, question.course_id, tag, question.difficulty, question.question_id)
            for tag in question.tags
        ]
        return {key: TaggedRow(pk=key[0], sk=key[1], question_id=question.question_id) for key in keys}

    def _tagged(
        self, course_id: str, tag: str, difficulty: int | None, *, limit: int, start: PageKey
    ) -> tuple[list[str], PageKey]:
        pk, begin = TaggedRow.key(self.org_id, course_id, tag, difficulty)
        page = self._query(TaggedRow, pk, begins_with=begin, limit=limit, start=start, consistent=True)
        return [row.question_id for row in page.rows], page.next_key

    def _keep(self, question_id: str, version: int, row: object) -> FrozenQuestion:
        assert isinstance(row, QuestionVersionRow)  # noqa: S101  # only such rows have these keys
        frozen = FrozenQuestion(
            question_id=question_id,
            version=version,
            skill_ids=tuple(row.skill_ids),
            definition=stored(row.definition),
        )
        # Parsed it takes some ten times what it takes compressed.
        return _versions.get((self.org_id, question_id, version), lambda: (frozen, 10 * len(row.definition)))[0]


def _not_kept() -> tuple[FrozenQuestion, int]:
    raise KeyError
