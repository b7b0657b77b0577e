"""Courses of any size, stored as the catalog stores them, but without its thousands of transactions."""

from random import Random

from fastapi import Response

from functions.catalog.domain.blocks import RichText
from functions.catalog.domain.content import Body
from functions.catalog.domain.courses import Course, Structure
from functions.catalog.domain.lessons import Lesson, Topic
from functions.catalog.domain.positions import Order
from functions.catalog.repository import rows
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.tables import CatalogRow
from shared.clock import system_clock
from shared.dynamo import Repository
from shared.idempotency import Once
from shared.ids import new_id

_LETTERS = [chr(code) for code in range(0x0905, 0x0939)]


class _Store(Repository):
    table = CatalogRow


def draft_large_course(org_id: str, user_id: str, *, lessons: int, topics: int, title_length: int = 30) -> str:
    """A draft with so many lessons, spread evenly over its topics. Returns its id."""
    store, chance, now = _Store(org_id), Random(1), system_clock.now()
    course_id = new_id("crs")
    course = Course(course_id=course_id, title="Large", instructor_ids=(user_id,), created_at=now, updated_at=now)
    CourseRepository(org_id).add(course, Once(user_id, "", "", None, Response()))
    document = {"type": "doc", "content": [{"type": "paragraph"}]}
    body = Body.of([RichText(type="rich_text", document=document)])
    BodyRepository(org_id).add(course_id, body)
    structure, ordinal = Structure(), 0
    for _ in range(topics):
        topic_id = new_id("top")
        structure, position = structure.append()
        topic = Topic(
            topic_id=topic_id, course_id=course_id, title="Topic", position=position, created_at=now, updated_at=now
        )
        store._create(rows.topic_row(org_id, topic))
        store._create(rows.locator(org_id, topic_id, course_id))
        order = Order()
        for _ in range(lessons // topics):
            order, position = order.append()
            lesson = Lesson(
                lesson_id=new_id("les"),
                course_id=course_id,
                topic_id=topic_id,
                ordinal=ordinal,
                title="".join(chance.choices(_LETTERS, k=title_length)),
                body_id=body.body_id,
                position=position,
                created_at=now,
                updated_at=now,
            )
            ordinal += 1
            store._create(rows.lesson_row(org_id, lesson))
            store._create(rows.locator(org_id, lesson.lesson_id, course_id))
        store._create(rows.order_row(org_id, course_id, topic_id, order.grown(lessons // topics)))
    counts = {"lesson_count": ordinal, "next_ordinal": ordinal, "revision": 1}
    counted = structure.grown(topics).model_copy(update=counts)
    store._save(rows.structure_row(org_id, course_id, counted))
    return course_id
