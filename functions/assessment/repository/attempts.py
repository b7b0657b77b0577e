"""Reads and writes attempts, their answers, and who has taken what."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from functions.assessment.domain.assessments import NETWORK_ALLOWANCE, Assessment, Override
from functions.assessment.domain.attempts import Attempt, AttemptState
from functions.assessment.domain.marking import Answer
from functions.assessment.errors import AssessmentNotFound, AttemptNotFound
from functions.assessment.repository.base import TableRepository
from functions.assessment.repository.deadlines import DeadlineRepository
from functions.assessment.tables import (
    AnswerRow,
    AssessmentRow,
    AssessmentTableRow,
    AttemptRow,
    OverrideRow,
    ReceiptRow,
    TakerRow,
)
from shared.deadlines import Deadline
from shared.dynamo import Row, Transaction
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.listing import Listed, PageKey
from shared.ratelimit import RateLimit

LATER = NETWORK_ALLOWANCE + timedelta(seconds=1)
"""So long after its last moment the clock looks after an attempt."""


@dataclass(frozen=True, slots=True)
class Brief:
    """An attempt in short, as its taker's row lists it."""

    attempt_id: str
    number: int
    state: AttemptState


@dataclass(frozen=True, slots=True)
class Taken:
    """One person's attempts at an assessment."""

    user_id: str
    attempts: tuple[Brief, ...] = ()
    revision: int = 0

    @property
    def running(self) -> Brief | None:
        """The one that is not handed in yet."""
        return next((one for one in self.attempts if one.state is AttemptState.RUNNING), None)


@dataclass(frozen=True, slots=True)
class Sitting:
    """An assessment as it is for one person: with what is otherwise for them, and their attempts."""

    assessment: Assessment
    override: Override | None
    taken: Taken


RUNS = RateLimit("program-runs", 60, per=timedelta(minutes=10))


class AttemptRepository(TableRepository):
    """One tenant's attempts."""

    def count_run(self, user_id: str) -> None:
        """Count one more program that somebody has run. Raises ``TooManyRequests`` where it is one too many."""
        RUNS.count(self.table, f"{self.org_id}/{user_id}")

    # -- reading

    def sitting(self, assessment_id: str, user_id: str) -> Sitting:
        """An assessment as it is for one person, in one call. Raises ``AssessmentNotFound``."""
        place = AssessmentRow.key(self.org_id, assessment_id)
        override = OverrideRow.key(self.org_id, assessment_id, user_id)
        taker = TakerRow.key(self.org_id, assessment_id, user_id)
        rows = self._find_many([place, override, taker], consistent=True)
        if place not in rows:
            raise AssessmentNotFound(assessment_id=assessment_id)
        otherwise = rows.get(override)
        return Sitting(
            Assessment.model_validate(rows[place]),
            Override.model_validate(otherwise.rules) if isinstance(otherwise, OverrideRow) else None,
            _taken(rows.get(taker), user_id),
        )

    def get(self, attempt_id: str) -> Attempt:
        """An attempt. Raises ``AttemptNotFound``."""
        row = self._find(AttemptRow, AttemptRow.key(self.org_id, attempt_id), consistent=True)
        if row is None:
            raise AttemptNotFound(attempt_id=attempt_id)
        return _attempt(row)

    def get_many(self, attempt_ids: Sequence[str]) -> list[Attempt]:
        """Attempts in this order; what is not there is left out."""
        keys = [AttemptRow.key(self.org_id, one) for one in attempt_ids]
        rows = self._find_many(keys, consistent=True)
        return [_attempt(row) for key in keys if isinstance(row := rows.get(key), AttemptRow)]

    def get_with_answers(self, attempt_id: str) -> tuple[Attempt, dict[str, Answer]]:
        """An attempt and its answers by question. Raises ``AttemptNotFound``."""
        pk, _ = AttemptRow.key(self.org_id, attempt_id)
        rows = self._query_all(AssessmentTableRow, pk)
        attempt = next((row for row in rows if isinstance(row, AttemptRow)), None)
        if attempt is None:
            raise AttemptNotFound(attempt_id=attempt_id)
        answers = [Answer.model_validate(_plain(row)) for row in rows if isinstance(row, AnswerRow)]
        return _attempt(attempt), {answer.question_id: answer for answer in answers}

    def get_with_answer(self, attempt_id: str, question_id: str) -> tuple[Attempt, Answer | None]:
        """An attempt and its answer to one question, in one call. Raises ``AttemptNotFound``."""
        place = AttemptRow.key(self.org_id, attempt_id)
        answer = AnswerRow.key(self.org_id, attempt_id, question_id)
        rows = self._find_many([place, answer], consistent=True)
        attempt, given = rows.get(place), rows.get(answer)
        if not isinstance(attempt, AttemptRow):
            raise AttemptNotFound(attempt_id=attempt_id)
        return _attempt(attempt), Answer.model_validate(_plain(given)) if isinstance(given, AnswerRow) else None

    def list_takers(self, assessment_id: str, *, limit: int, start: PageKey) -> Listed[Taken]:
        """Who has taken an assessment, the first first."""
        pk, _ = TakerRow.index_key(self.org_id, assessment_id)
        page = self._query(TakerRow, pk, index=True, limit=limit, start=start)
        return Listed([_taken(row, row.user_id) for row in page.rows], page.next_key)

    # -- writing

    def begin(self, attempt: Attempt, taken: Taken, once: Once) -> str:
        """Store a new attempt, if its taker's are still as ``taken`` (``ConditionFailed`` else).

        Returns its id, or that of the attempt which an earlier request under the same Idempotency-Key began.
        """

        def write(transaction: Transaction) -> None:
            transaction.create(_row(self.org_id, attempt))
            transaction.save(self._taker(attempt, taken))
            if deadline := self._deadline(attempt):
                DeadlineRepository(clock=self._clock).set(transaction, deadline)

        return once.perform(self, ReceiptRow, attempt.attempt_id, write)

    def save(self, attempt: Attempt, *, tells: Sequence[DomainEvent] = ()) -> Attempt:
        """Replace an attempt that is still at this revision (``ConditionFailed`` else)."""
        row = _row(self.org_id, attempt)
        self._save(row, tells=tells)
        return attempt.model_copy(update={"revision": row.revision})

    def end(self, attempt: Attempt, taken: Taken, *, tells: Sequence[DomainEvent]) -> Attempt:
        """The same for one that is over now: its taker's row says so, and its deadline is gone."""
        row = _row(self.org_id, attempt)
        with self._transaction() as transaction:
            transaction.save(row, tells=tells)
            transaction.save(self._taker(attempt, taken))
            if deadline := self._deadline(attempt):
                DeadlineRepository(clock=self._clock).lift(transaction, deadline)
        return attempt.model_copy(update={"revision": row.revision})

    def find_taken(self, assessment_id: str, user_id: str) -> Taken:
        """Somebody's attempts at an assessment."""
        row = self._find(TakerRow, TakerRow.key(self.org_id, assessment_id, user_id), consistent=True)
        return _taken(row, user_id)

    def save_answer(self, attempt_id: str, answer: Answer) -> None:
        """Store an answer, if the one there is still at the revision that was read (``ConditionFailed`` else). One
        write of one small item."""
        pk, sk = AnswerRow.key(self.org_id, attempt_id, answer.question_id)
        checks = [check.model_dump() for check in answer.checks] or None
        self._store(AnswerRow(pk=pk, sk=sk, **answer.model_dump(exclude={"checks"}), checks=checks))

    # -- rows

    def _taker(self, attempt: Attempt, taken: Taken) -> TakerRow:
        brief = {"attempt_id": attempt.attempt_id, "number": attempt.number, "state": attempt.state.value}
        others = [_brief(one) for one in taken.attempts if one.attempt_id != attempt.attempt_id]
        attempts = sorted([*others, brief], key=lambda one: str(one["attempt_id"]))
        pk, sk = TakerRow.key(self.org_id, attempt.assessment_id, taken.user_id)
        first = str(attempts[0]["attempt_id"])
        gsi1pk, gsi1sk = TakerRow.index_key(self.org_id, attempt.assessment_id, first)
        row = TakerRow(
            pk=pk,
            sk=sk,
            gsi1pk=gsi1pk,
            gsi1sk=gsi1sk,
            user_id=taken.user_id,
            attempts=attempts,
            revision=taken.revision,
        )
        return row

    def _deadline(self, attempt: Attempt) -> Deadline | None:
        last = attempt.last_moment
        return Deadline(self.org_id, attempt.attempt_id, last + LATER) if last else None


def _brief(brief: Brief) -> dict[str, object]:
    return {"attempt_id": brief.attempt_id, "number": brief.number, "state": brief.state.value}


def _taken(row: Row | None, user_id: str) -> Taken:
    if not isinstance(row, TakerRow):
        return Taken(user_id)
    briefs = [Brief(one["attempt_id"], one["number"], AttemptState(one["state"])) for one in row.attempts]
    return Taken(user_id, tuple(briefs), row.revision)


def _attempt(row: AttemptRow) -> Attempt:
    packed = json.loads(zlib.decompress(row.packed))
    return Attempt.model_validate({**row.attribute_values, **packed})


def _row(org_id: str, attempt: Attempt) -> AttemptRow:
    pk, sk = AttemptRow.key(org_id, attempt.attempt_id)
    packed = attempt.model_dump_json(include={"paper", "rules", "marks"}).encode()
    values = {
        name: value
        for name, value in attempt.model_dump(exclude={"paper", "rules", "marks"}).items()
        if value is not None
    }
    return AttemptRow(pk=pk, sk=sk, packed=zlib.compress(packed), **values)


def _plain(row: AnswerRow) -> dict[str, object]:
    values = dict(row.attribute_values)
    values["checks"] = values.get("checks") or ()
    return values
