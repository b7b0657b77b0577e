"""Reads and writes assessments and overrides."""

from collections.abc import Sequence

from functions.assessment.domain.assessments import Assessment, Override
from functions.assessment.errors import AssessmentNotFound
from functions.assessment.repository.base import TableRepository
from functions.assessment.tables import ALL, AssessmentRow, ListingRow, OverrideRow, ReceiptRow
from shared.dynamo import BATCH_GET_LIMIT, Ask, Key, Row, Transaction, chunks
from shared.idempotency import Once
from shared.listing import Listed, PageKey


class AssessmentRepository(TableRepository):
    """One tenant's assessments."""

    def asking_courses(self, assessment_ids: Sequence[str]) -> Ask[dict[str, str]]:
        """The question for the courses that some assessments belong to, by id; unknown ones are left out."""
        keys = {AssessmentRow.key(self.org_id, assessment_id): assessment_id for assessment_id in assessment_ids}
        return Ask(
            self,
            list(keys),
            lambda rows: {keys[key]: row.course_id for key, row in rows.items() if isinstance(row, AssessmentRow)},
        )

    def get(self, assessment_id: str) -> Assessment:
        """An assessment as it is now. Raises ``AssessmentNotFound``."""
        row = self._find(AssessmentRow, AssessmentRow.key(self.org_id, assessment_id), consistent=True)
        if row is None:
            raise AssessmentNotFound(assessment_id=assessment_id)
        return Assessment.model_validate(row)

    def list_by_course(self, course_id: str, *, limit: int, start: PageKey) -> Listed[Assessment]:
        """A course's assessments, in the order of their making."""
        pk, begin = AssessmentRow.index_key(self.org_id, course_id)
        page = self._query(AssessmentRow, pk, index=True, begins_with=begin, limit=limit, start=start)
        return Listed([Assessment.model_validate(row) for row in page.rows], page.next_key)

    def list_by_creator(self, user_id: str | None, *, limit: int, start: PageKey) -> Listed[Assessment]:
        """The assessments that somebody made, or all, the newest first."""
        pk, _ = ListingRow.key(self.org_id, user_id or ALL)
        page = self._query(ListingRow, pk, descending=True, limit=limit, start=start, consistent=True)
        keys = [AssessmentRow.key(self.org_id, row.sk) for row in page.rows]
        rows = self._find_many(keys, consistent=True)
        return Listed([Assessment.model_validate(rows[key]) for key in keys if key in rows], page.next_key)

    def add(self, assessment: Assessment, once: Once) -> str:
        """Store a new assessment. Returns the id of what exists now."""

        def write(transaction: Transaction) -> None:
            transaction.create(self._row(assessment))
            for row in self._listings(assessment):
                transaction.create(row)

        return once.perform(self, ReceiptRow, assessment.assessment_id, write)

    def save(self, assessment: Assessment) -> Assessment:
        """Replace an assessment that is still at this revision (``ConditionFailed`` else)."""
        row = self._row(assessment)
        self._save(row)
        return assessment.model_copy(update={"revision": row.revision})

    def saving(self, transaction: Transaction, assessment: Assessment) -> None:
        """Add the same to a transaction."""
        transaction.save(self._row(assessment), by=self)

    def remove(self, assessment: Assessment) -> None:
        """Remove an assessment that nobody has taken, if it is still at this revision (``ConditionFailed`` else)."""
        with self._transaction() as transaction:
            transaction.delete(self._row(assessment))
            for row in self._listings(assessment):
                transaction.forget(row)

    # -- overrides

    def list_overrides(self, assessment_id: str, *, limit: int, start: PageKey) -> Listed[tuple[str, Override]]:
        """What is otherwise for whom."""
        pk, begin = OverrideRow.key(self.org_id, assessment_id)
        page = self._query(OverrideRow, pk, begins_with=begin, limit=limit, start=start, consistent=True)
        return Listed([(row.user_id, Override.model_validate(row.rules)) for row in page.rows], page.next_key)

    def find_overrides(self, assessment_ids: Sequence[str], user_id: str) -> dict[str, Override]:
        """What is otherwise for one learner, by assessment; a read for every hundred."""
        found: dict[str, Override] = {}
        for some in chunks(assessment_ids, BATCH_GET_LIMIT):
            keys = {OverrideRow.key(self.org_id, one, user_id): one for one in some}
            for key, row in self._find_many(list(keys)).items():
                if isinstance(row, OverrideRow):
                    found[keys[key]] = Override.model_validate(row.rules)
        return found

    def put_override(self, assessment_id: str, user_id: str, override: Override) -> None:
        """Say what is otherwise for a learner, in the place of what was."""
        pk, sk = OverrideRow.key(self.org_id, assessment_id, user_id)
        row = OverrideRow(pk=pk, sk=sk, user_id=user_id, rules=override.model_dump(mode="json"))
        self._put(row)

    def drop_override(self, assessment_id: str, user_id: str) -> None:
        """Let a learner have the rules of everybody. Safe to repeat."""
        pk, sk = OverrideRow.key(self.org_id, assessment_id, user_id)
        with self._transaction() as transaction:
            transaction.forget(OverrideRow(pk=pk, sk=sk))

    # -- rows

    def _row(self, assessment: Assessment) -> AssessmentRow:
        pk, sk = AssessmentRow.key(self.org_id, assessment.assessment_id)
        gsi1pk, gsi1sk = AssessmentRow.index_key(self.org_id, assessment.course_id, assessment.assessment_id)
        plain = assessment.model_copy(update={"slots": (), "rules": None})
        row = AssessmentRow.of(plain, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)
        row.slots = [slot.model_dump(mode="json") for slot in assessment.slots]
        row.rules = assessment.rules.model_dump(mode="json")
        return row

    def _listings(self, assessment: Assessment) -> list[Row]:
        keys: list[Key] = [
            ListingRow.key(self.org_id, of_whom, assessment.assessment_id) for of_whom in (ALL, assessment.creator_id)
        ]
        return [ListingRow(pk=pk, sk=sk) for pk, sk in keys]
