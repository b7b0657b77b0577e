"""Reads and writes questions being made, and drafts of questions."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from events.ai import GenerationFailed, GenerationRequested, QuestionApproved, QuestionsDrafted
from functions.ai.domain.generations import DraftState, Generation, QuestionDraftKept
from functions.ai.errors import GenerationNotFound, QuestionDraftNotFound
from functions.ai.tables import AiRow, JobRow, ReceiptRow
from functions.ai.tables.questions import BatchRow, DraftRow, GenerationRow, RunningRow
from shared.dynamo import ConditionFailed, Repository, Transaction
from shared.idempotency import Once
from shared.jobs import Job, find_job, job_row
from shared.listing import Listed, PageKey

_PACKED = ("order", "used", "rejected", "shown_rejected", "failed")
COMPARED = 500
"""With how many drafts of a state new questions are compared."""


class QuestionRepository(Repository):
    """One tenant's generations and drafts."""

    table = AiRow

    # -- generations

    def get(self, generation_id: str) -> Generation:
        """A generation. Raises ``GenerationNotFound``."""
        row = self._find(GenerationRow, GenerationRow.key(self.org_id, generation_id), consistent=True)
        if row is None:
            raise GenerationNotFound(generation_id=generation_id)
        return _generation(row)

    def find_running(self, course_id: str, digest: str) -> Generation | None:
        """The generation of an order that is not over yet."""
        row = self._find(RunningRow, RunningRow.key(self.org_id, course_id, digest), consistent=True)
        if row is None:
            return None
        found = self.get(row.generation_id)
        return None if found.over else found

    def get_job(self, job_id: str) -> Job:
        """The job of a generation. Raises ``JobNotFound``."""
        return find_job(self, JobRow, job_id)

    def add(self, generation: Generation, job: Job, once: Once) -> str:
        """Store a new one with its job. Returns its id, or that of the one that the same request made.

        Raises ``ConditionFailed`` when one of the same order was begun at this moment.
        """

        def write(transaction: Transaction) -> None:
            told = GenerationRequested(generation_id=generation.generation_id)
            transaction.create(self._row(generation), tells=told)
            transaction.create(job_row(JobRow, self.org_id, job))
            transaction.create(self._running(generation))

        return once.perform(self, ReceiptRow, generation.generation_id, write)

    def save(self, generation: Generation, job: Job) -> None:
        """Replace one with its job; ``ConditionFailed`` if either was changed since it was read."""
        with self._transaction() as transaction:
            self._saving(transaction, generation, job)

    def finish(
        self,
        generation: Generation,
        job: Job,
        drafts: Iterable[QuestionDraftKept],
        tells: QuestionsDrafted | GenerationFailed | None,
    ) -> None:
        """Write down what came of a generation, and its drafts, all or nothing; ``ConditionFailed`` as ``save``."""
        with self._transaction() as transaction:
            self._saving(transaction, generation, job, tells)
            transaction.forget(self._running(generation))
            for draft in drafts:
                transaction.create(self._draft_row(draft))

    def keep_batch(self, generation_id: str, place: int, batch: Mapping[str, Any]) -> None:
        """Keep what was made of one lesson. Safe to repeat: the first one stays."""
        pk, sk = BatchRow.key(self.org_id, generation_id, place)
        try:
            self._create(BatchRow(pk=pk, sk=sk, packed=zlib.compress(json.dumps(batch).encode())))
        except ConditionFailed:
            return

    def has_batch(self, generation_id: str, place: int) -> bool:
        """Whether a lesson is done already."""
        return self._find(BatchRow, BatchRow.key(self.org_id, generation_id, place), consistent=True) is not None

    def batches(self, generation_id: str) -> list[dict[str, Any]]:
        """What was made of the lessons, in their order."""
        pk, _ = BatchRow.key(self.org_id, generation_id)
        rows = self._query_all(BatchRow, pk, begins_with="BATCH#")
        return [json.loads(zlib.decompress(row.packed)) for row in rows]

    # -- drafts

    def get_draft(self, draft_id: str) -> QuestionDraftKept:
        """A draft. Raises ``QuestionDraftNotFound``."""
        row = self._find(DraftRow, DraftRow.key(self.org_id, draft_id), consistent=True)
        if row is None:
            raise QuestionDraftNotFound(draft_id=draft_id)
        return QuestionDraftKept.model_validate(row)

    def list_drafts(
        self, course_id: str, state: DraftState, *, limit: int, start: PageKey
    ) -> Listed[QuestionDraftKept]:
        """A course's drafts in a state, in the order of their making."""
        pk, _ = DraftRow.index_key(self.org_id, course_id, state)
        page = self._query(DraftRow, pk, index=True, limit=limit, start=start)
        return Listed([QuestionDraftKept.model_validate(row) for row in page.rows], page.next_key)

    def asked(self, course_id: str) -> list[str]:
        """What a course's newest drafts ask, whatever became of them."""
        texts: list[str] = []
        for state in DraftState:
            pk, _ = DraftRow.index_key(self.org_id, course_id, state)
            page = self._query(DraftRow, pk, index=True, limit=COMPARED, descending=True)
            texts += [row.asks for row in page.rows]
        return texts

    def save_draft(self, draft: QuestionDraftKept, *, tells: Sequence[QuestionApproved] = ()) -> QuestionDraftKept:
        """Replace a draft; ``ConditionFailed`` if it was changed since it was read."""
        row = self._draft_row(draft)
        self._save(row, tells=tells)
        return draft.model_copy(update={"revision": row.revision})

    # -- rows

    def _saving(
        self,
        transaction: Transaction,
        generation: Generation,
        job: Job,
        tells: QuestionsDrafted | GenerationFailed | None = None,
    ) -> None:
        transaction.save(self._row(generation), tells=(tells,) if tells else ())
        transaction.save(job_row(JobRow, self.org_id, job))

    def _row(self, generation: Generation) -> GenerationRow:
        pk, sk = GenerationRow.key(self.org_id, generation.generation_id)
        values = generation.model_dump(exclude=set(_PACKED), exclude_none=True)
        packed = generation.model_dump_json(include=set(_PACKED)).encode()
        return GenerationRow(pk=pk, sk=sk, packed=zlib.compress(packed), **values)

    def _running(self, generation: Generation) -> RunningRow:
        pk, sk = RunningRow.key(self.org_id, generation.course_id, generation.digest)
        return RunningRow(pk=pk, sk=sk, generation_id=generation.generation_id)

    def _draft_row(self, draft: QuestionDraftKept) -> DraftRow:
        pk, sk = DraftRow.key(self.org_id, draft.draft_id)
        gsi1pk, gsi1sk = DraftRow.index_key(self.org_id, draft.course_id, draft.state, draft.draft_id)
        return DraftRow.of(draft, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)


def _generation(row: GenerationRow) -> Generation:
    values = {name: getattr(row, name) for name in Generation.model_fields if name not in _PACKED}
    return Generation.model_validate({**values, **json.loads(zlib.decompress(row.packed))})
