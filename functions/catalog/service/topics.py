"""Topics: the parts of a course, in order."""

from collections.abc import Mapping

from functions.catalog.domain.courses import Structure
from functions.catalog.domain.lessons import Topic
from functions.catalog.domain.release import Condition
from functions.catalog.errors import TopicNotEmpty
from functions.catalog.repository.drafts import DraftRepository
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


class TopicService:
    """The topics of one tenant's courses."""

    def __init__(self, drafts: DraftRepository, clock: Clock = system_clock) -> None:
        self._drafts = drafts
        self._clock = clock

    def list(self, course_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Topic]:
        """A course's topics, in order, for who edits it."""
        require_reader(self._drafts.read(course_id).course, by)
        return self._drafts.list_topics(course_id, limit=limit, start=start)

    def read(self, course_id: str, topic_id: str, *, by: Caller) -> Topic:
        """One topic, for who edits the course."""
        draft = self._drafts.read(course_id, topics=[topic_id])
        require_reader(draft.course, by)
        return draft.topic(topic_id)

    def create(
        self,
        course_id: str,
        title: str,
        summary: str,
        place: Place | None,
        *,
        release: tuple[Condition, ...] = (),
        by: Caller,
        once: Once,
    ) -> Topic:
        """Add a topic to a course, at the end unless a place is named."""
        topic_id = new_id("top")

        def attempt() -> Topic:
            draft = self._drafts.read(course_id, structure=True, topics=anchors(place))
            require_editor(draft.course, by)
            draft.of_topics().require_room_for_topic()
            structure, position = self._put(course_id, draft.of_topics(), place, draft.topics)
            now = self._clock.now()
            topic = Topic(
                topic_id=topic_id,
                course_id=course_id,
                title=title,
                summary=summary,
                release=release,
                position=position,
                created_at=now,
                updated_at=now,
            )
            require_openable(self._drafts, topic)
            made = self._drafts.add_topic(topic, structure.grown(1), once)
            if made != topic_id:
                return self._drafts.read(course_id, topics=[made]).topic(made)
            return topic.model_copy(update={"revision": 1})

        return undisturbed(attempt)

    def change(
        self, course_id: str, topic_id: str, changes: Changes, place: Place | None, *, by: Caller, expected: int
    ) -> Topic:
        """Change a topic, or put it elsewhere in its course, if it is still at the expected revision."""

        def attempt() -> Topic:
            draft = self._drafts.read(course_id, structure=place is not None, topics=[topic_id, *anchors(place)])
            require_editor(draft.course, by)
            topic = draft.topic(topic_id)
            require_revision(topic.revision, expected, topic, changes)
            if "release" in changes:
                require_openable(self._drafts, topic.model_copy(update=dict(changes)))
            if place is None:
                changed = altered(topic, changes, self._clock.now())
                return topic if changed is topic else self._drafts.save_topic(changed, topic)
            others = {id_: other for id_, other in draft.topics.items() if id_ != topic_id}
            structure, position = self._put(course_id, draft.of_topics(), place, others)
            moved = altered(topic, {**changes, "position": position}, self._clock.now())
            return self._drafts.save_topic(moved, topic, structure)

        return undisturbed(attempt)

    def delete(self, course_id: str, topic_id: str, *, by: Caller) -> None:
        """Remove a topic that has no lessons."""

        def attempt() -> None:
            draft = self._drafts.read(course_id, structure=True, topics=[topic_id], orders=[topic_id])
            require_editor(draft.course, by)
            topic, order = draft.topic(topic_id), draft.order(topic_id)
            if order.size:
                raise TopicNotEmpty(topic_id=topic_id, lesson_count=order.size)
            self._drafts.delete_topic(topic, draft.of_topics().grown(-1), order)

        undisturbed(attempt)

    def _put(
        self, course_id: str, structure: Structure, place: Place | None, topics: Mapping[str, Topic]
    ) -> tuple[Structure, str]:
        return put(
            structure,
            place,
            topics,
            lambda anchor: self._drafts.topics_behind(course_id, anchor),
            lambda: self._drafts.space_topics(self._drafts.read_all(course_id)),
        )
