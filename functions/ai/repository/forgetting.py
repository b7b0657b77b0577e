"""Letting go of what was kept of a person: what they wrote, what was suggested for it, what they had summarized."""

from collections.abc import Iterable, Iterator

from functions.ai.tables import (
    AiRow,
    CallRow,
    JobRow,
    JudgedAnswerRow,
    JudgementRow,
    MarkedTextRow,
    SameSummaryRow,
    SummaryRow,
    TraceRow,
)
from shared.dynamo import Repository, Row, chunks
from shared.jobs import job_key

AT_ONCE = 90
"""Rows of one transaction."""


class ForgettingRepository(Repository):
    """One tenant's traces of people."""

    table = AiRow

    def forget(self, user_id: str) -> None:
        """Remove it all. Safe to repeat, and to go on with where it stopped: what leads to the rest goes last."""
        pk, _ = TraceRow.key(self.org_id, user_id)
        for trace in self._query_all(TraceRow, pk):
            kind, *names = trace.sk.split("#")
            rows = self._of_judgement(*names) if kind == "JUDGEMENT" else self._of_mark(*names)
            self._remove([*rows, trace])
        pk, _ = SummaryRow.person_key(self.org_id, user_id)
        for order in list(self._each(SummaryRow, pk, index=True)):
            self._remove(self._of_summary(order))

    def _of_judgement(self, judgement_id: str) -> Iterator[Row]:
        pk, _ = JudgementRow.key(self.org_id, judgement_id)
        begins = JudgedAnswerRow.key(self.org_id, judgement_id)[1]
        for row in self._query_all(AiRow, pk):
            yield row
            if row.sk.startswith(begins):
                yield self._call(f"{judgement_id}-{row.sk.removeprefix(begins)}")

    def _of_mark(self, question_id: str, attempt_id: str) -> Iterator[Row]:
        """The place that an attempt has; another one may have taken it since."""
        found = self._find(MarkedTextRow, MarkedTextRow.key(self.org_id, question_id, attempt_id), consistent=True)
        if found and found.attempt_id == attempt_id:
            yield found

    def _of_summary(self, order: SummaryRow) -> Iterator[Row]:
        """All of an order, itself at the end."""
        for run in range(1, int(order.run) + 1):
            for number in range(int(order.sections)):
                yield self._call(f"{order.summary_id}-{number}-{run}")
        same, job = SameSummaryRow.key(self.org_id, order.digest), job_key(self.org_id, order.job_id)
        yield SameSummaryRow(pk=same[0], sk=same[1])
        yield JobRow(pk=job[0], sk=job[1])
        rows = self._query_all(AiRow, order.pk)
        yield from sorted(rows, key=lambda row: row.sk == order.sk)

    def _call(self, call_id: str) -> CallRow:
        pk, sk = CallRow.key(self.org_id, call_id)
        return CallRow(pk=pk, sk=sk)

    def _remove(self, rows: Iterable[Row]) -> None:
        for some in chunks(rows, AT_ONCE):
            with self._transaction() as transaction:
                for row in some:
                    transaction.forget(row)
