"""The catalog's nouns and rules."""

from functions.catalog.domain.approvals import Approval, ApprovalRequest, ApprovalState
from functions.catalog.domain.assets import MOST_ATTACHMENTS, Asset, AssetState, Attachment, why_unusable
from functions.catalog.domain.blocks import AssetUse, Block, RichText
from functions.catalog.domain.categories import LONGEST_CATEGORY, Categories, Category
from functions.catalog.domain.changes import BlockChange, Change, Verb, block_changes, changes
from functions.catalog.domain.content import (
    MOST_ASSETS,
    MOST_BLOCKS,
    MOST_BYTES,
    Body,
    assets_of,
    blocks_from,
    differing_blocks,
    places_of_assets,
)
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
from functions.catalog.domain.instructors import MOST_INSTRUCTORS, WHOLE_BP, Instructor, Right, Team
from functions.catalog.domain.lessons import Lesson, LessonDetails, Topic
from functions.catalog.domain.locks import find_cycle, locks, require_no_cycle, require_reachable
from functions.catalog.domain.outlines import Outline, OutlineLesson, OutlineTopic
from functions.catalog.domain.positions import TOO_LONG, Order
from functions.catalog.domain.prerequisites import MOST_BEFORE, require_known, require_no_way_back, require_room
from functions.catalog.domain.publishing import freeze
from functions.catalog.domain.release import MOST_CONDITIONS, Condition, Learner, LessonDone, PreviousLessonDone, Reason
from functions.catalog.domain.restoring import AssetsOf, Parts, Restoration, restoration, restored
from functions.catalog.domain.reviews import BEST, Ratings, Review, Reviewer, ReviewState
from functions.catalog.domain.tags import LONGEST_TAG, MOST_TAGS, TagCount, normalized
from functions.catalog.domain.versions import Version

__all__ = [
    "BEST",
    "LONGEST_CATEGORY",
    "LONGEST_TAG",
    "MOST_ASSETS",
    "MOST_ATTACHMENTS",
    "MOST_BEFORE",
    "MOST_BLOCKS",
    "MOST_BYTES",
    "MOST_CONDITIONS",
    "MOST_INSTRUCTORS",
    "MOST_LESSONS",
    "MOST_OBJECTIVES",
    "MOST_ORDINALS",
    "MOST_PREREQUISITES",
    "MOST_TAGS",
    "MOST_TOPICS",
    "TOO_LONG",
    "WHOLE_BP",
    "Approval",
    "ApprovalRequest",
    "ApprovalState",
    "Asset",
    "AssetState",
    "AssetUse",
    "AssetsOf",
    "Attachment",
    "Block",
    "BlockChange",
    "Body",
    "Card",
    "Categories",
    "Category",
    "Change",
    "Condition",
    "Course",
    "CourseDetails",
    "CourseStatus",
    "Difficulty",
    "Instructor",
    "Learner",
    "Lesson",
    "LessonDetails",
    "LessonDone",
    "Order",
    "Outline",
    "OutlineLesson",
    "OutlineTopic",
    "Parts",
    "PreviousLessonDone",
    "Ratings",
    "Reason",
    "Restoration",
    "Review",
    "ReviewState",
    "Reviewer",
    "RichText",
    "Right",
    "Structure",
    "TagCount",
    "Team",
    "Topic",
    "Verb",
    "Version",
    "assets_of",
    "block_changes",
    "blocks_from",
    "changes",
    "differing_blocks",
    "find_cycle",
    "freeze",
    "locks",
    "normalized",
    "places_of_assets",
    "require_known",
    "require_no_cycle",
    "require_no_way_back",
    "require_reachable",
    "require_room",
    "restoration",
    "restored",
    "visible",
    "why_unusable",
]
