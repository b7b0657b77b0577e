"""Keeping notes and bookmarks."""

from functions.learning.domain.notes import Note, NoteKind
from functions.learning.repository.notes import NoteRepository
from functions.learning.service.courses import CourseService
from functions.learning.service.progress import ProgressService
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed
from shared.errors import PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


class NoteService:
    """One tenant's learners' notes. Everybody has only their own."""

    def __init__(
        self, notes: NoteRepository, progress: ProgressService, courses: CourseService, clock: Clock = system_clock
    ) -> None:
        self._notes = notes
        self._progress = progress
        self._courses = courses
        self._clock = clock

    def add(
        self,
        course_id: str,
        lesson_id: str,
        kind: NoteKind,
        text: str,
        *,
        block_id: str | None,
        at_s: int | None,
        by: Caller,
        once: Once,
    ) -> Note:
        """Keep something at a place in a lesson of a course that one is enrolled in."""
        self._progress.study(course_id, by=by).lesson(lesson_id)
        now = self._clock.now()
        note = Note(
            note_id=new_id("not"),
            course_id=course_id,
            lesson_id=lesson_id,
            kind_of=kind,
            block_id=block_id,
            at_s=at_s,
            text=text,
            created_at=now,
            updated_at=now,
            revision=0,
        )
        return self._notes.get(by.user_id, self._notes.add(by.user_id, note, once))

    def list(self, course_id: str | None, words: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Note]:
        """The caller's notes, all or those of a course, with these words; the newest first."""
        if course_id is not None:
            self._courses.known(course_id)
        return self._notes.list(by.user_id, course_id, words, limit=limit, start=start)

    def get(self, note_id: str, *, by: Caller) -> Note:
        """One of the caller's notes."""
        return self._notes.get(by.user_id, note_id)

    def put(self, note_id: str, text: str, *, by: Caller, expected: int) -> Note:
        """Replace a note's text, if it is still at the expected revision."""
        note = self._notes.get(by.user_id, note_id)
        if note.revision != expected:
            raise PreconditionFailed(note_id=note_id)
        try:
            return self._notes.save(by.user_id, note.model_copy(update={"text": text, "updated_at": self._clock.now()}))
        except ConditionFailed:
            raise PreconditionFailed(note_id=note_id) from None

    def remove(self, note_id: str, *, by: Caller) -> None:
        """Throw one of the caller's notes away."""
        self._notes.get(by.user_id, note_id)
        self._notes.remove(by.user_id, note_id)
