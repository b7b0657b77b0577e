"""Reads and writes what a course is made of while it is edited: topics, lessons, and their orders."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pynamodb.expressions.condition import Condition

from functions.catalog.domain.courses import Course, Structure
from functions.catalog.domain.lessons import Lesson, Topic
from functions.catalog.domain.positions import Order
from functions.catalog.errors import CourseNotFound, LessonNotFound, TopicNotFound
from functions.catalog.repository import rows
from functions.catalog.tables import (
    CatalogRow,
    CourseRow,
    LessonRow,
    LocatorRow,
    OrderRow,
    ReceiptRow,
    StructureRow,
    TopicRow,
    course_partition,
)
from shared.dynamo import Repository, Row, Transaction, chunks
from shared.idempotency import Once
from shared.listing import Listed, PageKey
from shared.remembering import BoundedCache

_places: BoundedCache[tuple[str, str], str] = BoundedCache(50_000, lambda course_id: 1)
SPACED_AT_ONCE = 90


@dataclass(frozen=True, slots=True)
class Draft:
    """Parts of a course as they are now. What was not asked for, or is not there, is absent."""

    course: Course
    structure: Structure | None = None
    topics: Mapping[str, Topic] = field(default_factory=dict)
    lessons: Mapping[str, Lesson] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)

    def topic(self, topic_id: str) -> Topic:
        """A topic of the course. Raises ``TopicNotFound``."""
        if topic_id not in self.topics:
            raise TopicNotFound(topic_id=topic_id)
        return self.topics[topic_id]

    def lesson(self, lesson_id: str) -> Lesson:
        """A lesson of the course. Raises ``LessonNotFound``."""
        if lesson_id not in self.lessons:
            raise LessonNotFound(lesson_id=lesson_id)
        return self.lessons[lesson_id]

    def order(self, topic_id: str) -> Order:
        """The order of a topic's lessons. Raises ``TopicNotFound``."""
        if topic_id not in self.orders:
            raise TopicNotFound(topic_id=topic_id)
        return self.orders[topic_id]

    def of_topics(self) -> Structure:
        """The order of the topics. Raises ``CourseNotFound`` when the course was deleted a moment ago."""
        if self.structure is None:
            raise CourseNotFound(course_id=self.course.course_id)
        return self.structure


class DraftRepository(Repository):
    """What one tenant's courses are made of."""

    table = CatalogRow

    # -- reading

    def course_of_topic(self, topic_id: str) -> str:
        """The id of the topic's course. Raises ``TopicNotFound``."""
        return self._course_of(topic_id, lambda: TopicNotFound(topic_id=topic_id))

    def course_of_lesson(self, lesson_id: str) -> str:
        """The id of the lesson's course. Raises ``LessonNotFound``."""
        return self._course_of(lesson_id, lambda: LessonNotFound(lesson_id=lesson_id))

    def read(
        self,
        course_id: str,
        *,
        structure: bool = False,
        topics: Iterable[str] = (),
        lessons: Iterable[str] = (),
        orders: Iterable[str] = (),
    ) -> Draft:
        """A course with the named parts of it, in one call. Raises ``CourseNotFound``."""
        keys = [CourseRow.key(self.org_id, course_id)]
        keys += [StructureRow.key(self.org_id, course_id)] if structure else []
        keys += [TopicRow.key(self.org_id, course_id, topic_id) for topic_id in topics]
        keys += [LessonRow.key(self.org_id, course_id, lesson_id) for lesson_id in lessons]
        keys += [OrderRow.key(self.org_id, course_id, topic_id) for topic_id in orders]
        return self._draft(course_id, self._find_many(keys, consistent=True).values())

    def read_all(self, course_id: str) -> Draft:
        """A course with everything in it. Raises ``CourseNotFound``."""
        return self._draft(course_id, self._query_all(CatalogRow, course_partition(self.org_id, course_id)))

    def list_topics(self, course_id: str, *, limit: int, start: PageKey) -> Listed[Topic]:
        """A course's topics, in order."""
        pk, _ = TopicRow.index_key(self.org_id, course_id)
        page = self._query(TopicRow, pk, index=True, limit=limit, start=start)
        return Listed([Topic.model_validate(row) for row in page.rows], page.next_key)

    def list_lessons(self, topic_id: str, *, limit: int, start: PageKey) -> Listed[Lesson]:
        """A topic's lessons, in order."""
        pk, _ = LessonRow.index_key(self.org_id, topic_id)
        page = self._query(LessonRow, pk, index=True, limit=limit, start=start)
        return Listed([Lesson.model_validate(row) for row in page.rows], page.next_key)

    def topics_behind(self, course_id: str, anchor: Topic | None) -> list[str]:
        """The positions that stand right behind the topic (None: the first ones), as far as the index shows them."""
        start = _index_keys(rows.topic_row(self.org_id, anchor)) if anchor else None
        return [topic.position for topic in self.list_topics(course_id, limit=2, start=start).items]

    def lessons_behind(self, topic_id: str, anchor: Lesson | None) -> list[str]:
        """The positions that stand right behind the lesson (None: the first ones), as far as the index shows them."""
        start = _index_keys(rows.lesson_row(self.org_id, anchor)) if anchor else None
        return [lesson.position for lesson in self.list_lessons(topic_id, limit=2, start=start).items]

    # -- writing; each raises ``ConditionFailed`` when something was changed since it was read

    def add_topic(self, topic: Topic, structure: Structure, once: Once) -> str:
        """Store a new topic. Returns its id, or that of the one made by the same request."""

        def write(transaction: Transaction) -> None:
            transaction.save(rows.structure_row(self.org_id, topic.course_id, structure))
            transaction.create(rows.topic_row(self.org_id, topic))
            transaction.create(rows.order_row(self.org_id, topic.course_id, topic.topic_id, Order()))
            transaction.create(rows.locator(self.org_id, topic.topic_id, topic.course_id))

        return once.perform(self, ReceiptRow, topic.topic_id, write)

    def save_topic(self, topic: Topic, before: Topic, structure: Structure | None = None) -> Topic:
        """Replace a topic; if it was moved, with the order that gave it its position."""
        row = rows.topic_row(self.org_id, topic)
        orders = [rows.structure_row(self.org_id, topic.course_id, structure)] if structure else []
        self._save_placed(row, TopicRow.position == before.position, orders)
        return topic.model_copy(update={"revision": row.revision})

    def delete_topic(self, topic: Topic, structure: Structure, order: Order) -> None:
        """Remove a topic that has no lessons."""
        with self._transaction() as transaction:
            transaction.save(rows.structure_row(self.org_id, topic.course_id, structure))
            transaction.delete(rows.order_row(self.org_id, topic.course_id, topic.topic_id, order))
            transaction.delete(rows.topic_row(self.org_id, topic))
            transaction.delete(rows.locator(self.org_id, topic.topic_id, topic.course_id, written=True))

    def add_lesson(self, lesson: Lesson, structure: Structure, order: Order, once: Once) -> str:
        """Store a new lesson. Returns its id, or that of the one made by the same request."""

        def write(transaction: Transaction) -> None:
            transaction.save(rows.structure_row(self.org_id, lesson.course_id, structure))
            transaction.save(rows.order_row(self.org_id, lesson.course_id, lesson.topic_id, order))
            transaction.create(rows.lesson_row(self.org_id, lesson))
            transaction.create(rows.locator(self.org_id, lesson.lesson_id, lesson.course_id))

        return once.perform(self, ReceiptRow, lesson.lesson_id, write)

    def save_lesson(self, lesson: Lesson, before: Lesson, orders: Mapping[str, Order]) -> Lesson:
        """Replace a lesson; if it was moved, with the changed orders of the topics, by topic."""
        row = rows.lesson_row(self.org_id, lesson)
        changed = [rows.order_row(self.org_id, lesson.course_id, topic_id, order) for topic_id, order in orders.items()]
        self._save_placed(row, LessonRow.position == before.position, changed)
        return lesson.model_copy(update={"revision": row.revision})

    def save_lesson_once(self, lesson: Lesson, made: str, once: Once) -> str:
        """Replace a lesson that something was added to. Returns the id of what the same request added."""
        row = rows.lesson_row(self.org_id, lesson)
        return once.perform(self, ReceiptRow, made, lambda transaction: transaction.save(row))

    def delete_lesson(self, lesson: Lesson, structure: Structure, order: Order) -> None:
        """Remove a lesson from the draft. Versions keep what they froze."""
        with self._transaction() as transaction:
            transaction.save(rows.structure_row(self.org_id, lesson.course_id, structure))
            transaction.save(rows.order_row(self.org_id, lesson.course_id, lesson.topic_id, order))
            transaction.delete(rows.lesson_row(self.org_id, lesson))
            transaction.delete(rows.locator(self.org_id, lesson.lesson_id, lesson.course_id, written=True))

    def space_topics(self, draft: Draft) -> None:
        """Give all topics of a completely read course new, short positions."""
        topics = sorted(draft.topics.values(), key=lambda topic: (topic.position, topic.topic_id))
        order, positions = draft.of_topics().spaced(len(topics))
        members = [
            (rows.topic_row(self.org_id, topic.model_copy(update={"position": position})), topic.position)
            for topic, position in zip(topics, positions, strict=True)
        ]
        self._space(rows.structure_row(self.org_id, draft.course.course_id, order), members)

    def space_lessons(self, draft: Draft, topic_id: str) -> None:
        """Give all lessons of a topic of a completely read course new, short positions."""
        lessons = sorted(
            (lesson for lesson in draft.lessons.values() if lesson.topic_id == topic_id),
            key=lambda lesson: (lesson.position, lesson.lesson_id),
        )
        order, positions = draft.order(topic_id).spaced(len(lessons))
        members = [
            (rows.lesson_row(self.org_id, lesson.model_copy(update={"position": position})), lesson.position)
            for lesson, position in zip(lessons, positions, strict=True)
        ]
        self._space(rows.order_row(self.org_id, draft.course.course_id, topic_id, order), members)

    # -- rows

    def _course_of(self, part_id: str, absent: Callable[[], Exception]) -> str:
        def read() -> str:
            row = self._find(LocatorRow, LocatorRow.key(self.org_id, part_id), consistent=True)
            if row is None:
                raise absent()
            return row.course_id

        return _places.get((self.org_id, part_id), read)

    def _draft(self, course_id: str, found: Iterable[Row]) -> Draft:
        course: Course | None = None
        structure: Structure | None = None
        topics: dict[str, Topic] = {}
        lessons: dict[str, Lesson] = {}
        orders: dict[str, Order] = {}
        for row in found:
            match row:
                case CourseRow():
                    course = Course.model_validate(row)
                case StructureRow():
                    structure = Structure.model_validate(row)
                case TopicRow():
                    topics[row.topic_id] = Topic.model_validate(row)
                case LessonRow():
                    lessons[row.lesson_id] = Lesson.model_validate(row)
                case OrderRow():
                    orders[row.sk.partition("#")[2]] = Order.model_validate(row)
        if course is None:
            raise CourseNotFound(course_id=course_id)
        return Draft(course, structure, topics, lessons, orders)

    def _save_placed(self, row: Row, still_there: Condition, orders: Sequence[Row]) -> None:
        """Spacing leaves revisions as they are, so a position must be unchanged by itself."""
        if not orders:
            self._save(row, condition=still_there)
            return
        with self._transaction() as transaction:
            transaction.save(row, condition=still_there)
            for order in orders:
                transaction.save(order)

    def _space(self, order: Row, members: Sequence[tuple[TopicRow | LessonRow, str]]) -> None:
        """Piece by piece from the end, each with the order's row, so the list is in order after every piece.

        Who is editing a member does not notice: its revision stays. (A row is stored at the revision after its own.)
        """
        for piece in chunks(reversed(members), SPACED_AT_ONCE):
            with self._transaction() as transaction:
                transaction.save(order)
                for row, before in piece:
                    kind = type(row)
                    unchanged = (kind.revision == row.revision) & (kind.position == before)
                    row.revision -= 1
                    transaction.overwrite(row, unchanged)


def _index_keys(row: Row) -> Mapping[str, str]:
    return {name: str(getattr(row, name)) for name in ("pk", "sk", "gsi1pk", "gsi1sk")}
