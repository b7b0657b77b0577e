"""Rows of what a course is made of while it is edited."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.catalog.tables.base import CatalogRow, course_partition
from shared.dynamo import IntegerAttribute, Key


class OrderFields:
    """The order of a list."""

    size = IntegerAttribute()
    last = UnicodeAttribute(null=True)
    recent = JSONAttribute()


class StructureRow(CatalogRow, OrderFields, discriminator="Structure"):
    """The order of a course's topics, and how many lessons it has and ever had."""

    lesson_count = IntegerAttribute()
    next_ordinal = IntegerAttribute()

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where a course's structure stands."""
        return course_partition(org_id, course_id), "STRUCTURE"


class OrderRow(CatalogRow, OrderFields, discriminator="Order"):
    """The order of a topic's lessons."""

    @staticmethod
    def key(org_id: str, course_id: str, topic_id: str) -> Key:
        """Where the order of a topic's lessons stands."""
        return course_partition(org_id, course_id), f"ORDER#{topic_id}"


class TopicRow(CatalogRow, discriminator="Topic"):
    """A topic as it is edited."""

    topic_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    title = UnicodeAttribute()
    summary = UnicodeAttribute()
    release = JSONAttribute(default=list)
    position = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, topic_id: str = "") -> Key:
        """Where a topic stands."""
        return course_partition(org_id, course_id), f"TOPIC#{topic_id}"

    @staticmethod
    def index_key(org_id: str, course_id: str, position: str = "", topic_id: str = "") -> Key:
        """Where a topic stands in its course's order."""
        return course_partition(org_id, course_id), f"{position}#{topic_id}"


class LessonRow(CatalogRow, discriminator="Lesson"):
    """A lesson as it is edited; its content is the body."""

    lesson_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    topic_id = UnicodeAttribute()
    ordinal = IntegerAttribute()
    title = UnicodeAttribute()
    required = BooleanAttribute()
    estimated_minutes = IntegerAttribute(null=True)
    body_id = UnicodeAttribute()
    assets = JSONAttribute(default=list)
    attachments = JSONAttribute(default=list)
    free_preview = BooleanAttribute(default=False)
    release = JSONAttribute(default=list)
    position = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, lesson_id: str = "") -> Key:
        """Where a lesson stands."""
        return course_partition(org_id, course_id), f"LESSON#{lesson_id}"

    @staticmethod
    def index_key(org_id: str, topic_id: str, position: str = "", lesson_id: str = "") -> Key:
        """Where a lesson stands in its topic's order."""
        return f"ORG#{org_id}#TOPIC#{topic_id}", f"{position}#{lesson_id}"


class LocatorRow(CatalogRow, discriminator="Locator"):
    """Which course a topic or a lesson belongs to. Never changes."""

    course_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, part_id: str) -> Key:
        """Where the locator of a topic or lesson stands."""
        return f"ORG#{org_id}#PLACE#{part_id}", "LOCATOR"
