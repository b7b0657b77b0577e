"""Reads and writes assignments and what is handed in for them."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from functions.assessment.domain.assignments import Assignment, AssignmentRules, Entry, Extension, Submission
from functions.assessment.errors import AssignmentNotFound, SubmissionNotFound
from functions.assessment.repository.base import TableRepository
from functions.assessment.tables import (
    AssignmentRow,
    EntryRow,
    ExtensionRow,
    ReceiptRow,
    SubmissionRow,
    TeamPlaceRow,
)
from shared.dynamo import Transaction
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class Desk:
    """An assignment as it is for one person."""

    assignment: Assignment
    extension: Extension | None
    team_id: str | None
    own: Entry | None
    """Their own entry; a team's is read apart."""

    @property
    def rules(self) -> AssignmentRules:
        """The rules for them."""
        return self.extension.applied(self.assignment.rules) if self.extension else self.assignment.rules


class AssignmentRepository(TableRepository):
    """One tenant's assignments."""

    def get(self, assignment_id: str) -> Assignment:
        """An assignment. Raises ``AssignmentNotFound``."""
        row = self._find(AssignmentRow, AssignmentRow.key(self.org_id, assignment_id), consistent=True)
        if row is None:
            raise AssignmentNotFound(assignment_id=assignment_id)
        return Assignment.model_validate(row)

    def desk(self, assignment_id: str, user_id: str) -> Desk:
        """An assignment as it is for one person, in one call. Raises ``AssignmentNotFound``."""
        place = AssignmentRow.key(self.org_id, assignment_id)
        extension = ExtensionRow.key(self.org_id, assignment_id, user_id)
        team = TeamPlaceRow.key(self.org_id, assignment_id, user_id)
        entry = EntryRow.key(self.org_id, assignment_id, user_id)
        rows = self._find_many([place, extension, team, entry], consistent=True)
        if place not in rows:
            raise AssignmentNotFound(assignment_id=assignment_id)
        given, member, own = rows.get(extension), rows.get(team), rows.get(entry)
        return Desk(
            Assignment.model_validate(rows[place]),
            Extension.model_validate(given.rules) if isinstance(given, ExtensionRow) else None,
            member.team_id if isinstance(member, TeamPlaceRow) else None,
            _entry(own) if isinstance(own, EntryRow) else None,
        )

    def list_by_course(self, course_id: str, *, limit: int, start: PageKey) -> Listed[Assignment]:
        """A course's assignments, in the order of their making."""
        pk, begin = AssignmentRow.index_key(self.org_id, course_id)
        page = self._query(AssignmentRow, pk, index=True, begins_with=begin, limit=limit, start=start)
        return Listed([Assignment.model_validate(row) for row in page.rows], page.next_key)

    def add(self, assignment: Assignment, once: Once) -> str:
        """Store a new assignment. Returns the id of what exists now."""
        return once.perform(
            self, ReceiptRow, assignment.assignment_id, lambda transaction: transaction.create(self._row(assignment))
        )

    def save(self, assignment: Assignment) -> Assignment:
        """Replace an assignment that is still at this revision (``ConditionFailed`` else)."""
        row = self._row(assignment)
        self._save(row)
        return assignment.model_copy(update={"revision": row.revision})

    def put_extension(self, assignment_id: str, user_id: str, extension: Extension) -> None:
        """Give a learner other dates, in the place of what was."""
        pk, sk = ExtensionRow.key(self.org_id, assignment_id, user_id)
        row = ExtensionRow(pk=pk, sk=sk, user_id=user_id, rules=extension.model_dump(mode="json"))
        self._put(row)

    # -- teams and entries

    def add_team(self, entry: Entry, once: Once) -> str:
        """Store a team, as an entry without submissions; ``ConditionFailed`` where somebody is in another."""

        def write(transaction: Transaction) -> None:
            transaction.create(self._entry_row(entry))
            for user_id in entry.member_ids:
                pk, sk = TeamPlaceRow.key(self.org_id, entry.assignment_id, user_id)
                transaction.create(TeamPlaceRow(pk=pk, sk=sk, user_id=user_id, team_id=entry.owner_id))

        return once.perform(self, ReceiptRow, entry.owner_id, write)

    def find_entry(self, assignment_id: str, owner_id: str) -> Entry | None:
        """What somebody or a team has handed in."""
        row = self._find(EntryRow, EntryRow.key(self.org_id, assignment_id, owner_id), consistent=True)
        return _entry(row) if row else None

    def with_entry(self, assignment_id: str, owner_id: str) -> tuple[Assignment, Entry]:
        """An assignment and what somebody or a team has handed in for it, in one call. Raises ``AssignmentNotFound``;
        ``SubmissionNotFound`` where that is nothing."""
        place = AssignmentRow.key(self.org_id, assignment_id)
        entry = EntryRow.key(self.org_id, assignment_id, owner_id)
        rows = self._find_many([place, entry], consistent=True)
        if place not in rows:
            raise AssignmentNotFound(assignment_id=assignment_id)
        found = rows.get(entry)
        if not isinstance(found, EntryRow):
            raise SubmissionNotFound(assignment_id=assignment_id)
        return Assignment.model_validate(rows[place]), _entry(found)

    def list_entries(self, assignment_id: str, *, limit: int, start: PageKey) -> Listed[Entry]:
        """What was handed in for an assignment, by owner."""
        pk, begin = EntryRow.key(self.org_id, assignment_id)
        page = self._query(EntryRow, pk, begins_with=begin, limit=limit, start=start, consistent=True)
        return Listed([_entry(row) for row in page.rows], page.next_key)

    def save_entry(self, entry: Entry, *, tells: Sequence[DomainEvent]) -> None:
        """Replace an entry that is still at this revision (``ConditionFailed`` else)."""
        self._save(self._entry_row(entry), tells=tells)

    # -- submissions

    def hand_in(self, submission: Submission, entry: Entry, once: Once, *, tells: DomainEvent) -> str:
        """Store a submission with its entry, if that is still as it was read (``ConditionFailed`` else).

        Returns the id of what exists now.
        """

        def write(transaction: Transaction) -> None:
            transaction.create(self._submission_row(submission))
            row = self._entry_row(entry)
            transaction.store(row, tells=tells)

        return once.perform(self, ReceiptRow, submission.submission_id, write)

    def find_handed_in(self, once: Once) -> str | None:
        """The id of the submission that the same request made before."""
        return once.find(self, ReceiptRow)

    def get_submission(self, submission_id: str) -> Submission:
        """A submission. Raises ``SubmissionNotFound``."""
        row = self._find(SubmissionRow, SubmissionRow.key(self.org_id, submission_id), consistent=True)
        if row is None:
            raise SubmissionNotFound(submission_id=submission_id)
        return _submission(row)

    def get_with_submission(self, assignment_id: str, submission_id: str) -> tuple[Assignment, Submission]:
        """An assignment and what was handed in for it once, in one call. Raises ``AssignmentNotFound`` and
        ``SubmissionNotFound``."""
        place = AssignmentRow.key(self.org_id, assignment_id)
        one = SubmissionRow.key(self.org_id, submission_id)
        rows = self._find_many([place, one], consistent=True)
        if place not in rows:
            raise AssignmentNotFound(assignment_id=assignment_id)
        found = rows.get(one)
        if not isinstance(found, SubmissionRow) or found.assignment_id != assignment_id:
            raise SubmissionNotFound(submission_id=submission_id)
        return Assignment.model_validate(rows[place]), _submission(found)

    # -- rows

    def _row(self, assignment: Assignment) -> AssignmentRow:
        pk, sk = AssignmentRow.key(self.org_id, assignment.assignment_id)
        gsi1pk, gsi1sk = AssignmentRow.index_key(self.org_id, assignment.course_id, assignment.assignment_id)
        plain = assignment.model_copy(update={"rules": None})
        row = AssignmentRow.of(plain, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)
        row.rules = assignment.rules.model_dump(mode="json")
        return row

    def _entry_row(self, entry: Entry) -> EntryRow:
        pk, sk = EntryRow.key(self.org_id, entry.assignment_id, entry.owner_id)
        packed = zlib.compress(entry.model_dump_json(exclude={"revision"}).encode())
        row = EntryRow(
            pk=pk,
            sk=sk,
            assignment_id=entry.assignment_id,
            owner_id=entry.owner_id,
            packed=packed,
            revision=entry.revision,
        )
        return row

    def _submission_row(self, submission: Submission) -> SubmissionRow:
        pk, sk = SubmissionRow.key(self.org_id, submission.submission_id)
        values = submission.model_dump(exclude={"text", "files"})
        values["files"] = [file.model_dump(mode="json") for file in submission.files] or None
        packed = zlib.compress(submission.text.encode())
        return SubmissionRow(pk=pk, sk=sk, packed=packed, **values)


def _submission(row: SubmissionRow) -> Submission:
    text = zlib.decompress(row.packed).decode()
    return Submission.model_validate({**row.attribute_values, "text": text, "files": row.files or ()})


def _entry(row: EntryRow) -> Entry:
    return Entry.model_validate({**json.loads(zlib.decompress(row.packed)), "revision": row.revision})
