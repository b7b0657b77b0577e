"""Reads and writes the evidence, and what follows from it for learners and for how hard things are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.mastery.domain.evidence import Attempt, Said
from functions.mastery.domain.learners import Learner
from functions.mastery.repository.forms import pack_attempt, pack_learner, unpack_attempt, unpack_learner
from functions.mastery.tables import AnswererRow, AttemptRow, HardnessRow, LearnerRow, MasteryRow
from shared.dynamo import BATCH_GET_LIMIT, Ask, Key, Repository, Row, chunks
from shared.listing import Listed, PageKey

FORGOTTEN_AT_ONCE = 90


@dataclass(frozen=True, slots=True)
class Kept:
    """What an attempt goes into, with the revisions at which it was read; 0 for what is not there yet."""

    learner: Learner
    learner_revision: int
    attempt: Attempt | None
    attempt_revision: int
    has_answered: bool
    """Whether the learner is known in the course."""
    hardness: Mapping[str, Said]


class LearnerRepository(Repository):
    """One tenant's learners."""

    table = MasteryRow

    def asking(self, user_ids: Sequence[str]) -> Ask[dict[str, Learner]]:
        """The question for what these people are believed to be able to do; nobody is unknown."""
        keys = {user_id: LearnerRow.key(self.org_id, user_id) for user_id in user_ids}

        def make(found: dict[Key, Row]) -> dict[str, Learner]:
            return {user_id: _learner(found.get(key)) for user_id, key in keys.items()}

        return Ask(self, list(keys.values()), make)

    def asking_answerer(self, course_id: str, user_id: str) -> Ask[bool]:
        """The question whether somebody has answered in a course."""
        return Ask(self, [AnswererRow.key(self.org_id, course_id, user_id)], bool)

    def list_answerers(self, course_id: str, *, limit: int, start: PageKey) -> Listed[str]:
        """Who has answered in a course, in the order of their ids."""
        pk, begin = AnswererRow.key(self.org_id, course_id)
        page = self._query(AnswererRow, pk, begins_with=begin, limit=limit, start=start)
        return Listed([row.user_id for row in page.rows], page.next_key)

    def read(self, user_id: str, course_id: str, attempt_id: str, subjects: Sequence[str]) -> Kept:
        """What an attempt goes into, as it is now."""
        learner_key, attempt_key = (
            LearnerRow.key(self.org_id, user_id),
            AttemptRow.key(self.org_id, user_id, attempt_id),
        )
        answerer_key = AnswererRow.key(self.org_id, course_id, user_id)
        hardness_keys = {name: HardnessRow.key(self.org_id, name) for name in subjects}
        found: dict[Key, Row] = {}
        for batch in chunks([learner_key, attempt_key, answerer_key, *hardness_keys.values()], BATCH_GET_LIMIT):
            found |= self._find_many(batch, consistent=True)
        learner, attempt = found.get(learner_key), found.get(attempt_key)
        return Kept(
            _learner(learner),
            learner.revision if learner else 0,
            _attempt(attempt) if attempt else None,
            attempt.revision if attempt else 0,
            answerer_key in found,
            {name: _said(found.get(key)) for name, key in hardness_keys.items()},
        )

    def list_attempts(self, user_id: str) -> list[Attempt]:
        """All attempts of a learner, the oldest first; only for what came late or again."""
        pk, begin = AttemptRow.key(self.org_id, user_id)
        return [_attempt(row) for row in self._query_all(AttemptRow, pk, begins_with=begin)]

    def keep(self, user_id: str, kept: Kept, attempt: Attempt, learner: Learner, hardness: Mapping[str, Said]) -> None:
        """Store an attempt and what follows from it: the learner as they now are, and what is to be added to how hard
        things are. ``ConditionFailed`` if the learner or the attempt was changed since they were read.
        """
        learner_pk, learner_sk = LearnerRow.key(self.org_id, user_id)
        attempt_pk, attempt_sk = AttemptRow.key(self.org_id, user_id, attempt.attempt_id)
        with self._transaction() as transaction:
            transaction.store(
                LearnerRow(pk=learner_pk, sk=learner_sk, packed=pack_learner(learner), revision=kept.learner_revision)
            )
            transaction.store(
                AttemptRow(
                    pk=attempt_pk,
                    sk=attempt_sk,
                    attempt_id=attempt.attempt_id,
                    packed=pack_attempt(attempt),
                    revision=kept.attempt_revision,
                )
            )
            if not kept.has_answered:
                pk, sk = AnswererRow.key(self.org_id, attempt.course_id, user_id)
                transaction.create(AnswererRow(pk=pk, sk=sk, user_id=user_id))
            for name, said in hardness.items():
                pk, sk = HardnessRow.key(self.org_id, name)
                transaction.change(
                    HardnessRow(pk=pk, sk=sk),
                    [HardnessRow.precision.add(said.precision), HardnessRow.shift.add(said.shift)],
                )

    def forget(self, user_id: str) -> None:
        """Remove a learner, their attempts, and that they answered in courses. Safe to repeat."""
        pk, _ = LearnerRow.key(self.org_id, user_id)
        rows: list[Row] = list(self._query_all(MasteryRow, pk))
        courses = {_attempt(row).course_id for row in rows if isinstance(row, AttemptRow)}
        rows += [
            AnswererRow(pk=pk, sk=sk, user_id=user_id)
            for pk, sk in (AnswererRow.key(self.org_id, course_id, user_id) for course_id in sorted(courses))
        ]
        # The attempts go last: they name the courses, should this stop half-way.
        rows.sort(key=lambda row: isinstance(row, AttemptRow))
        for some in chunks(rows, FORGOTTEN_AT_ONCE):
            with self._transaction() as transaction:
                for row in some:
                    transaction.forget(row)


def _learner(row: Row | None) -> Learner:
    return unpack_learner(row.packed) if isinstance(row, LearnerRow) else Learner()


def _attempt(row: Row) -> Attempt:
    assert isinstance(row, AttemptRow)  # noqa: S101  # only such rows have these keys
    return unpack_attempt(row.attempt_id, row.packed)


def _said(row: Row | None) -> Said:
    return Said(int(row.precision), int(row.shift)) if isinstance(row, HardnessRow) else Said()
