"""The rows of what a course is made of."""

from functions.catalog.domain.courses import Structure
from functions.catalog.domain.lessons import Lesson, Topic
from functions.catalog.domain.positions import Order
from functions.catalog.tables import LessonRow, LocatorRow, OrderRow, StructureRow, TopicRow


def topic_row(org_id: str, topic: Topic) -> TopicRow:
    """A topic, and its place among the topics of its course."""
    pk, sk = TopicRow.key(org_id, topic.course_id, topic.topic_id)
    gsi1pk, gsi1sk = TopicRow.index_key(org_id, topic.course_id, topic.position, topic.topic_id)
    return TopicRow.of(topic, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)


def lesson_row(org_id: str, lesson: Lesson) -> LessonRow:
    """A lesson, and its place among the lessons of its topic."""
    pk, sk = LessonRow.key(org_id, lesson.course_id, lesson.lesson_id)
    gsi1pk, gsi1sk = LessonRow.index_key(org_id, lesson.topic_id, lesson.position, lesson.lesson_id)
    return LessonRow.of(lesson, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)


def structure_row(org_id: str, course_id: str, structure: Structure) -> StructureRow:
    """The structure of a course."""
    pk, sk = StructureRow.key(org_id, course_id)
    return StructureRow.of(structure, pk=pk, sk=sk)


def order_row(org_id: str, course_id: str, topic_id: str, order: Order) -> OrderRow:
    """The order of a topic's lessons."""
    pk, sk = OrderRow.key(org_id, course_id, topic_id)
    return OrderRow.of(order, pk=pk, sk=sk)


def locator(org_id: str, part_id: str, course_id: str, *, written: bool = False) -> LocatorRow:
    """Which course a part belongs to; ``written`` for one that is there already, at its only revision."""
    pk, sk = LocatorRow.key(org_id, part_id)
    row = LocatorRow(pk=pk, sk=sk, course_id=course_id)
    if written:
        row.revision = 1
    return row
