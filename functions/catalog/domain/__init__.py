"""The catalog's nouns and rules."""

from functions.catalog.domain.content import MOST_BLOCKS, Block, Body, RichText
from functions.catalog.domain.courses import (
    MOST_LESSONS,
    MOST_OBJECTIVES,
    MOST_ORDINALS,
    MOST_PREREQUISITES,
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
from functions.catalog.domain.locks import find_cycle, locks, require_reachable
from functions.catalog.domain.outlines import Outline, OutlineLesson, OutlineTopic
from functions.catalog.domain.positions import TOO_LONG, Order
from functions.catalog.domain.publishing import freeze
from functions.catalog.domain.release import MOST_CONDITIONS, Condition, Learner, Reason
from functions.catalog.domain.tags import LONGEST_TAG, MOST_TAGS, normalized

__all__ = [
    "LONGEST_TAG",
    "MOST_BLOCKS",
    "MOST_CONDITIONS",
    "MOST_LESSONS",
    "MOST_OBJECTIVES",
    "MOST_ORDINALS",
    "MOST_PREREQUISITES",
    "MOST_TAGS",
    "MOST_TOPICS",
    "TOO_LONG",
    "Block",
    "Body",
    "Card",
    "Condition",
    "Course",
    "CourseDetails",
    "CourseStatus",
    "Difficulty",
    "Learner",
    "Lesson",
    "LessonDetails",
    "Order",
    "Outline",
    "OutlineLesson",
    "OutlineTopic",
    "Reason",
    "RichText",
    "Structure",
    "Topic",
    "find_cycle",
    "freeze",
    "locks",
    "normalized",
    "require_reachable",
    "visible",
]
