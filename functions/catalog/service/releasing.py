"""What lessons wait for, checked when that is said. Publishing checks it again, of the course as it is frozen."""

from collections.abc import Sequence

from functions.catalog.domain.lessons import Lesson, Topic
from functions.catalog.domain.locks import require_no_cycle
from functions.catalog.domain.publishing import freeze
from functions.catalog.domain.release import Condition, LessonDone, PreviousLessonDone
from functions.catalog.repository.drafts import DraftRepository
from shared.errors import Unprocessable


def require_openable(drafts: DraftRepository, changed: Lesson | Topic) -> None:
    """Raise where this would leave lessons that wait for each other, or for one that the course does not have.

    Reads the whole course, but only for conditions about other lessons.
    """
    if not _about_lessons(changed.release):
        return
    draft = drafts.read_all(changed.course_id)
    topics, lessons = dict(draft.topics), dict(draft.lessons)
    if isinstance(changed, Lesson):
        lessons[changed.lesson_id] = changed
    else:
        topics[changed.topic_id] = changed
    for number, condition in enumerate(changed.release):
        if isinstance(condition, LessonDone) and condition.lesson_id not in lessons:
            pointer = f"/release/{number}/lesson_id"
            raise Unprocessable.field(pointer, "not_in_course", "It must be another lesson of the same course.")
    if lessons:
        require_no_cycle(freeze(draft.course, topics.values(), lessons.values(), by="", at=changed.updated_at))


def _about_lessons(release: Sequence[Condition]) -> bool:
    return any(isinstance(condition, (LessonDone, PreviousLessonDone)) for condition in release)
