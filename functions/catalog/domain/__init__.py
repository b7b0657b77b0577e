"""The catalog's nouns and rules."""

from functions.catalog.domain.content import MOST_BLOCKS, Block, Body, RichText
from functions.catalog.domain.courses import (
    MOST_LESSONS,
    MOST_OBJECTIVES,
    MOST_ORDINALS,
    MOST_TOPICS,
    Card,
    Course,
    CourseDetails,
    CourseStatus,
    Difficulty,
    Structure,
    visible,
)
from functions.catalog.domain.lessons import Lesson, LessonDetails, Topic
from functions.catalog.domain.outlines import Outline, OutlineLesson, OutlineTopic
from functions.catalog.domain.positions import TOO_LONG, Order
from functions.catalog.domain.publishing import freeze

__all__ = [
    "MOST_BLOCKS",
    "MOST_LESSONS",
    "MOST_OBJECTIVES",
    "MOST_ORDINALS",
    "MOST_TOPICS",
    "TOO_LONG",
    "Block",
    "Body",
    "Card",
    "Course",
    "CourseDetails",
    "CourseStatus",
    "Difficulty",
    "Lesson",
    "LessonDetails",
    "Order",
    "Outline",
    "OutlineLesson",
    "OutlineTopic",
    "RichText",
    "Structure",
    "Topic",
    "freeze",
    "visible",
]
