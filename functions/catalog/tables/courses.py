"""Rows of courses: what they are, what students see of them, where they are listed."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.catalog.tables.base import CatalogRow, course_partition
from shared.dynamo import IntegerAttribute, Key
from shared.receipts import ReceiptFields

ALL = "ALL"


class DetailsFields:
    """What is said about a course."""

    course_id = UnicodeAttribute()
    title = UnicodeAttribute()
    summary = UnicodeAttribute()
    language = UnicodeAttribute()
    category_id = UnicodeAttribute(null=True)
    difficulty = UnicodeAttribute(null=True)
    objectives = JSONAttribute()
    tags = JSONAttribute(default=list)
    prerequisites = JSONAttribute(default=list)
    instructor_ids = JSONAttribute()
    first_published_at = UTCDateTimeAttribute(null=True)
    published_at = UTCDateTimeAttribute(null=True)


class CourseRow(CatalogRow, DetailsFields, discriminator="Course"):
    """A course as it is edited, and which version of it is on offer."""

    status = UnicodeAttribute()
    current_version = IntegerAttribute(null=True)
    published_digest = UnicodeAttribute(null=True)
    instructors = JSONAttribute(default=list)
    approval = JSONAttribute(null=True)
    restoring = IntegerAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where a course stands."""
        return course_partition(org_id, course_id), "COURSE"


class CardRow(CatalogRow, DetailsFields, discriminator="Card"):
    """What students see of a course; there only while it is on offer."""

    version = IntegerAttribute()
    topic_count = IntegerAttribute()
    lesson_count = IntegerAttribute()
    required_count = IntegerAttribute()
    estimated_minutes = IntegerAttribute()

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where a course's card stands."""
        return course_partition(org_id, course_id), "CARD"

    @staticmethod
    def index_key(org_id: str, first_published: str = "", course_id: str = "") -> Key:
        """Where the card stands among the published courses."""
        return f"ORG#{org_id}#PUBLISHED", f"{first_published}#{course_id}"


class ListingRow(CatalogRow, discriminator="Listing"):
    """Lists a course among those of an instructor or of the organization; and there, by its status."""

    course_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, of_whom: str, status: str, course_id: str = "") -> Key:
        """Where a course is listed by its status."""
        return f"ORG#{org_id}#COURSES#{of_whom}#{status}", course_id

    @staticmethod
    def index_key(org_id: str, of_whom: str, course_id: str = "") -> Key:
        """Where it is listed whatever its status."""
        return f"ORG#{org_id}#COURSES#{of_whom}", course_id


class PrerequisitesRow(CatalogRow, discriminator="Prerequisites"):
    """Replaced by every change of which courses stand before which, so that these come one after the other."""

    @staticmethod
    def key(org_id: str) -> Key:
        """Where it stands; there is one for the organization."""
        return f"ORG#{org_id}#PREREQUISITES", "GUARD"


class TombstoneRow(CatalogRow, discriminator="Tombstone"):
    """A course was deleted; there until everybody has heard of it."""

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where the tombstone of a course stands."""
        return course_partition(org_id, course_id), "DELETED"


class ReceiptRow(CatalogRow, ReceiptFields, discriminator="Receipt"):
    """Proof of a creation that was asked for once."""
