"""Lessons: what is learned, in the order of their topic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.catalog.domain.blocks import Block
from functions.catalog.domain.content import Body, assets_of, differing_blocks
from functions.catalog.domain.lessons import Lesson, LessonDetails
from functions.catalog.domain.positions import Order
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.drafts import Draft, DraftRepository
from functions.catalog.service.editing import (
    Changes,
    Place,
    altered,
    anchors,
    put,
    require_editor,
    require_reader,
    require_revision,
)
from functions.catalog.service.releasing import require_openable
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson with its content."""

    lesson: Lesson
    body: Body


@dataclass(frozen=True, slots=True)
class LessonWish:
    """How a lesson is to be; what is None stays as it is."""

    changes: Changes
    blocks: Sequence[Block] | None = None
    topic_id: str | None = None
    place: Place | None = None


class LessonService:
    """The lessons of one tenant's courses."""

    def __init__(self, drafts: DraftRepository, bodies: BodyRepository, clock: Clock = system_clock) -> None:
        self._drafts = drafts
        self._bodies = bodies
        self._clock = clock

    def list(self, topic_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Lesson]:
        """A topic's lessons, in order and without their content, for who edits the course."""
        draft = self._drafts.read(self._drafts.course_of_topic(topic_id), topics=[topic_id])
        require_reader(draft.course, by)
        draft.topic(topic_id)
        return self._drafts.list_lessons(topic_id, limit=limit, start=start)

    def read(self, lesson_id: str, *, by: Caller, html: bool = False) -> LessonView:
        """A lesson with its content as it is drafted, for who edits the course; documents as HTML if they like."""
        draft = self._drafts.read(self._drafts.course_of_lesson(lesson_id), lessons=[lesson_id])
        require_reader(draft.course, by)
        lesson = draft.lesson(lesson_id)
        body = self._bodies.get(lesson.course_id, lesson.body_id)
        return LessonView(lesson, body.shown(solutions=True, html=html))

    def create(
        self,
        topic_id: str,
        details: LessonDetails,
        blocks: Sequence[Block],
        place: Place | None,
        *,
        by: Caller,
        once: Once,
    ) -> Lesson:
        """Add a lesson to a topic, at the end unless a place is named."""
        body = Body.of(blocks)
        course_id = self._drafts.course_of_topic(topic_id)
        lesson_id = new_id("les")

        def attempt() -> Lesson:
            draft = self._drafts.read(
                course_id, structure=True, topics=[topic_id], orders=[topic_id], lessons=anchors(place)
            )
            require_editor(draft.course, by)
            draft.topic(topic_id)
            structure, ordinal = draft.of_topics().with_lesson()
            order, position = self._put(draft, topic_id, draft.order(topic_id), place, but=lesson_id)
            now = self._clock.now()
            lesson = Lesson(
                lesson_id=lesson_id,
                course_id=course_id,
                topic_id=topic_id,
                ordinal=ordinal,
                **dict(details),
                body_id=body.body_id,
                assets=assets_of(blocks),
                position=position,
                created_at=now,
                updated_at=now,
            )
            require_openable(self._drafts, lesson)
            self._bodies.add(course_id, body)
            made = self._drafts.add_lesson(lesson, structure, order.grown(1), once)
            if made != lesson_id:
                return self._drafts.read(course_id, lessons=[made]).lesson(made)
            return lesson.model_copy(update={"revision": 1})

        return undisturbed(attempt)

    def change(
        self,
        lesson_id: str,
        wish: LessonWish,
        *,
        by: Caller,
        expected: int,
    ) -> Lesson:
        """Change a lesson, or put it elsewhere in its course, if it is still at the expected revision."""
        body = Body.of(wish.blocks) if wish.blocks is not None else None
        shown = {"body_id": body.body_id, "assets": assets_of(wish.blocks or ())} if body else {}
        wanted = {**wish.changes, **shown}
        course_id = self._drafts.course_of_lesson(lesson_id)

        def attempt() -> Lesson:
            draft = self._drafts.read(course_id, lessons=[lesson_id, *anchors(wish.place)])
            require_editor(draft.course, by)
            lesson = draft.lesson(lesson_id)
            require_revision(lesson.revision, expected, lesson, wanted, lambda: self._differing(lesson, body))
            to = wish.topic_id or lesson.topic_id
            moves = wish.place is not None or to != lesson.topic_id
            orders, where = self._move(draft, lesson, to, wish.place) if moves else ({}, {})
            changed = altered(lesson, {**wanted, **where}, self._clock.now())
            if changed is lesson:
                return lesson
            if "release" in wanted:
                require_openable(self._drafts, changed)
            if body:
                self._bodies.add(course_id, body)
            return self._drafts.save_lesson(changed, lesson, orders)

        return undisturbed(attempt)

    def delete(self, lesson_id: str, *, by: Caller) -> None:
        """Remove a lesson from the draft. Published versions keep it."""
        course_id = self._drafts.course_of_lesson(lesson_id)

        def attempt() -> None:
            draft = self._drafts.read(course_id, lessons=[lesson_id])
            require_editor(draft.course, by)
            lesson = draft.lesson(lesson_id)
            counts = self._drafts.read(course_id, structure=True, orders=[lesson.topic_id])
            order = counts.order(lesson.topic_id).grown(-1)
            self._drafts.delete_lesson(lesson, counts.of_topics().without_lesson(), order)

        undisturbed(attempt)

    def _differing(self, lesson: Lesson, body: Body | None) -> Mapping[str, object]:
        """Which blocks of what is there now are not as they would be saved."""
        if body is None:
            return {}
        return {"differing_blocks": differing_blocks(self._bodies.get(lesson.course_id, lesson.body_id), body)}

    def _move(self, draft: Draft, lesson: Lesson, to: str, place: Place | None) -> tuple[Mapping[str, Order], Changes]:
        """The orders that change when the lesson is put there, and what changes of the lesson."""
        orders = self._drafts.read(lesson.course_id, orders={lesson.topic_id, to})
        order, position = self._put(draft, to, orders.order(to), place, but=lesson.lesson_id)
        if to == lesson.topic_id:
            return {to: order}, {"position": position}
        left = orders.order(lesson.topic_id).grown(-1)
        return {to: order.grown(1), lesson.topic_id: left}, {"position": position, "topic_id": to}

    def _put(self, draft: Draft, topic_id: str, order: Order, place: Place | None, *, but: str) -> tuple[Order, str]:
        members = {
            other.lesson_id: other
            for other in draft.lessons.values()
            if other.topic_id == topic_id and other.lesson_id != but
        }
        return put(
            order,
            place,
            members,
            lambda anchor: self._drafts.lessons_behind(topic_id, anchor),
            lambda: self._drafts.space_lessons(self._drafts.read_all(draft.course.course_id), topic_id),
        )
