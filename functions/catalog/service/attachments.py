"""What goes with a lesson, to be taken away."""

from functions.catalog.domain.assets import AssetUse, Attachment, why_unusable
from functions.catalog.domain.lessons import Lesson
from functions.catalog.errors import AssetNotUsable
from functions.catalog.repository.assets import AssetRepository
from functions.catalog.repository.drafts import DraftRepository
from functions.catalog.service.editing import require_editor
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.idempotency import Once
from shared.ids import new_id


class AttachmentService:
    """The attachments of one tenant's lessons. They are part of the lesson as it is drafted, and of its revisions."""

    def __init__(self, drafts: DraftRepository, assets: AssetRepository, clock: Clock = system_clock) -> None:
        self._drafts = drafts
        self._assets = assets
        self._clock = clock

    def attach(self, lesson_id: str, asset_id: str, title: str, *, by: Caller, once: Once) -> tuple[Lesson, Attachment]:
        """Attach a file that can be shown to a lesson, behind the others."""
        course_id = self._drafts.course_of_lesson(lesson_id)
        attachment = Attachment(new_id("att"), asset_id, title)

        def attempt() -> tuple[Lesson, Attachment]:
            lesson = self._lesson(course_id, lesson_id, by)
            if why := why_unusable(AssetUse(asset_id, None), self._assets.find(asset_id)):
                raise AssetNotUsable.field("/asset_id", *why)
            changed = lesson.attach(attachment, self._clock.now())
            made = self._drafts.save_lesson_once(changed, attachment.attachment_id, once)
            if made != attachment.attachment_id:
                there = self._lesson(course_id, lesson_id, by)
                return there, there.attachment(made)
            return changed.model_copy(update={"revision": lesson.revision + 1}), attachment

        return undisturbed(attempt)

    def detach(self, lesson_id: str, attachment_id: str, *, by: Caller) -> Lesson:
        """Remove an attachment from the draft. Published versions keep it."""
        course_id = self._drafts.course_of_lesson(lesson_id)

        def attempt() -> Lesson:
            lesson = self._lesson(course_id, lesson_id, by)
            changed = lesson.detach(lesson.attachment(attachment_id), self._clock.now())
            return self._drafts.save_lesson(changed, lesson, {})

        return undisturbed(attempt)

    def _lesson(self, course_id: str, lesson_id: str, by: Caller) -> Lesson:
        draft = self._drafts.read(course_id, lessons=[lesson_id])
        require_editor(draft.course, by)
        return draft.lesson(lesson_id)
