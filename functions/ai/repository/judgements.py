"""Reads and writes judgements, and what people's marks have taught."""

import zlib
from collections.abc import Sequence

from functions.ai.domain.grading.agreement import BINS
from functions.ai.domain.grading.suggesting import Suggested
from functions.ai.domain.judgements import KEPT, LONGEST_KEPT, Judgement, MarkedText
from functions.ai.errors import JudgementNotFound
from functions.ai.tables import AiRow, JudgedAnswerRow, JudgementRow, MarkedTextRow, ReceiptRow, TallyRow, TraceRow
from shared.clock import epoch_seconds
from shared.dynamo import Repository, Transaction
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.listing import Listed, PageKey

Tally = tuple[tuple[int, int], ...]


class JudgementRepository(Repository):
    """One tenant's judgements."""

    table = AiRow

    def find(self, judgement_id: str) -> Judgement | None:
        """A judgement."""
        row = self._find(JudgementRow, JudgementRow.key(self.org_id, judgement_id), consistent=True)
        return Judgement.model_validate(row) if row else None

    def get(self, judgement_id: str) -> Judgement:
        """The same. Raises ``JudgementNotFound``."""
        found = self.find(judgement_id)
        if found is None:
            raise JudgementNotFound(judgement_id=judgement_id)
        return found

    def answers(self, judgement_id: str) -> tuple[Suggested, ...]:
        """What is suggested in a judgement, by question."""
        pk, begins = JudgedAnswerRow.key(self.org_id, judgement_id)
        rows = self._query_all(JudgedAnswerRow, pk, begins_with=begins)
        return tuple(Suggested.model_validate(row.suggested) for row in rows)

    def list_of_attempt(self, attempt_id: str, *, limit: int, start: PageKey = None) -> Listed[Judgement]:
        """The judgements of an attempt, newest first."""
        pk, _ = JudgementRow.index_key(self.org_id, attempt_id)
        page = self._query(JudgementRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([Judgement.model_validate(row) for row in page.rows], page.next_key)

    def add(self, judgement: Judgement, once: Once, *, tells: DomainEvent) -> str:
        """Store a new one. Returns its id, or that of the one that the same request made."""

        def write(transaction: Transaction) -> None:
            transaction.create(self._row(judgement), tells=tells)
            self._trace(transaction, judgement)

        return once.perform(self, ReceiptRow, judgement.judgement_id, write)

    def save(self, judgement: Judgement, answers: Sequence[Suggested] = ()) -> None:
        """Store a judgement as it was read, or a new one, with what is suggested; ``ConditionFailed`` else."""
        with self._transaction() as transaction:
            transaction.store(self._row(judgement))
            if not judgement.revision:
                self._trace(transaction, judgement)
            for one in answers:
                pk, sk = JudgedAnswerRow.key(self.org_id, judgement.judgement_id, one.question_id)
                over = epoch_seconds(judgement.created_at + KEPT)
                row = JudgedAnswerRow(pk=pk, sk=sk, suggested=one.model_dump(mode="json"), expires_at=over)
                transaction.overwrite(row)

    # -- what marks have taught

    def marked(self, question_id: str) -> list[MarkedText]:
        """The answers to a question that people marked, the newest first; at most `MOST_MARKED`."""
        pk, _ = MarkedTextRow.key(self.org_id, question_id)
        rows = self._query_all(MarkedTextRow, pk, consistent=False)
        return sorted((_marked(row) for row in rows), key=lambda one: (one.at, one.attempt_id), reverse=True)

    def keep_marked(self, question_id: str, one: MarkedText, learner_id: str) -> None:
        """Keep a marked answer of somebody, in the place of an older mark of it or of another answer."""
        pk, sk = MarkedTextRow.key(self.org_id, question_id, one.attempt_id)
        text = zlib.compress(one.text[:LONGEST_KEPT].encode())
        values = one.model_dump(exclude={"text"})
        over = epoch_seconds(one.at + KEPT)
        with self._transaction() as transaction:
            row = MarkedTextRow(pk=pk, sk=sk, text=text, expires_at=over, **values)
            transaction.overwrite(row)
            pk, sk = TraceRow.key(self.org_id, learner_id, "MARKED", question_id, one.attempt_id)
            trace = TraceRow(pk=pk, sk=sk, expires_at=over)
            transaction.overwrite(trace)

    def tally(self, course_id: str) -> Tally:
        """How often suggestions of a course were confirmed, per bin of confidence, and of how many."""
        row = self._find(TallyRow, TallyRow.key(self.org_id, course_id))
        return _bins(row)

    def count(self, judgement: Judgement, course_id: str, outcomes: Sequence[tuple[int, bool]]) -> None:
        """Add outcomes (which bin, confirmed or not) to a course's tally, once for a judgement.

        Raises ``ConditionFailed`` when something was changed at the same time.
        """
        key = TallyRow.key(self.org_id, course_id)
        row = self._find(TallyRow, key, consistent=True)
        bins = [list(one) for one in _bins(row)]
        for at, confirmed in outcomes:
            bins[at][0] += confirmed
            bins[at][1] += 1
        with self._transaction() as transaction:
            transaction.save(self._row(judgement.model_copy(update={"learned": True})))
            if row is None:
                transaction.create(TallyRow(pk=key[0], sk=key[1], bins=bins))
            else:
                row.bins = bins
                transaction.save(row)

    def claim(self, judgement: Judgement, learner_id: str) -> Judgement:
        """A judgement from before it was kept whose it is, as theirs: so it goes when they go. Safe to repeat."""
        if judgement.learner_id:
            return judgement
        pk, sk = TraceRow.key(self.org_id, learner_id, "JUDGEMENT", judgement.judgement_id)
        trace = TraceRow(pk=pk, sk=sk, expires_at=epoch_seconds(judgement.created_at + KEPT))
        with self._transaction() as transaction:
            transaction.overwrite(trace)
        return judgement.model_copy(update={"learner_id": learner_id})

    def _trace(self, transaction: Transaction, judgement: Judgement) -> None:
        if judgement.learner_id:
            pk, sk = TraceRow.key(self.org_id, judgement.learner_id, "JUDGEMENT", judgement.judgement_id)
            transaction.create(TraceRow(pk=pk, sk=sk, expires_at=epoch_seconds(judgement.created_at + KEPT)))

    def _row(self, judgement: Judgement) -> JudgementRow:
        pk, sk = JudgementRow.key(self.org_id, judgement.judgement_id)
        of_attempt = JudgementRow.index_key(self.org_id, judgement.attempt_id, judgement.judgement_id)
        over = epoch_seconds(judgement.created_at + KEPT)
        return JudgementRow.of(judgement, pk=pk, sk=sk, gsi1pk=of_attempt[0], gsi1sk=of_attempt[1], expires_at=over)


def _bins(row: TallyRow | None) -> Tally:
    return tuple((one[0], one[1]) for one in row.bins) if row else ((0, 0),) * BINS


def _marked(row: MarkedTextRow) -> MarkedText:
    return MarkedText(
        attempt_id=row.attempt_id,
        text=zlib.decompress(row.text).decode(),
        score_bp=int(row.score_bp),
        levels=row.levels,
        at=row.at,
    )
