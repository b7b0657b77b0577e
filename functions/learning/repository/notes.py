"""Reads and writes notes."""

from functions.learning.domain.notes import Note
from functions.learning.errors import NoteNotFound
from functions.learning.tables import LearningRow, NoteRow, ReceiptRow
from shared.dynamo import Repository
from shared.idempotency import Once
from shared.listing import Listed, PageKey

READ_AT_ONCE = 200
"""So many notes are looked through for words at a time."""


class NoteRepository(Repository):
    """One tenant's learners' notes. Whose they are is part of their key."""

    table = LearningRow

    def get(self, user_id: str, note_id: str) -> Note:
        """A learner's own note. Raises ``NoteNotFound``, also for somebody else's."""
        row = self._find(NoteRow, NoteRow.key(self.org_id, user_id, note_id), consistent=True)
        if row is None:
            raise NoteNotFound(note_id=note_id)
        return Note.model_validate(row)

    def list(self, user_id: str, course_id: str | None, words: str, *, limit: int, start: PageKey) -> Listed[Note]:
        """A learner's notes, all or those of a course, the newest first: those with these words, as far as one call
        looks.
        """
        if course_id is None:
            pk, begin = NoteRow.key(self.org_id, user_id)
        else:
            pk, begin = NoteRow.index_key(self.org_id, user_id, course_id)
        page = self._query(
            NoteRow,
            pk,
            begins_with=begin,
            index=course_id is not None,
            descending=True,
            limit=READ_AT_ONCE if words else limit,
            start=start,
            consistent=course_id is None,
        )
        found = [row for row in page.rows if Note.model_validate(row).matches(words)]
        next_key = page.next_key
        if len(found) > limit:
            last = found[limit - 1]
            next_key = {"pk": last.pk, "sk": last.sk}
            if course_id is not None:
                next_key |= {"gsi1pk": last.gsi1pk, "gsi1sk": last.gsi1sk}
        return Listed([Note.model_validate(row) for row in found[:limit]], next_key)

    def add(self, user_id: str, note: Note, once: Once) -> str:
        """Store a new note. Returns its id, or that of the note which an earlier such request made."""
        return once.perform(
            self, ReceiptRow, note.note_id, lambda transaction: transaction.create(self._row(user_id, note))
        )

    def save(self, user_id: str, note: Note) -> Note:
        """Replace a note that is still at its revision; ``ConditionFailed`` else."""
        row = self._row(user_id, note)
        self._save(row)
        return note.model_copy(update={"revision": row.revision})

    def remove(self, user_id: str, note_id: str) -> None:
        """Remove a note. Safe to repeat."""
        pk, sk = NoteRow.key(self.org_id, user_id, note_id)
        with self._transaction() as transaction:
            transaction.forget(NoteRow(pk=pk, sk=sk))

    def _row(self, user_id: str, note: Note) -> NoteRow:
        pk, sk = NoteRow.key(self.org_id, user_id, note.note_id)
        gsi1pk, gsi1sk = NoteRow.index_key(self.org_id, user_id, note.course_id, note.note_id)
        return NoteRow.of(note, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)
