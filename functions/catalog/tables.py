"""How the catalog is stored.

Kind       pk                                     sk                gsi1pk                       gsi1sk
Course     ORG#<org>#COURSE#<course>              COURSE
Card       ORG#<org>#COURSE#<course>              CARD              ORG#<org>#PUBLISHED          <since>#<course>
Structure  ORG#<org>#COURSE#<course>              STRUCTURE
Topic      ORG#<org>#COURSE#<course>              TOPIC#<topic>     ORG#<org>#COURSE#<course>    <position>#<topic>
Order      ORG#<org>#COURSE#<course>              ORDER#<topic>
Lesson     ORG#<org>#COURSE#<course>              LESSON#<lesson>   ORG#<org>#TOPIC#<topic>      <position>#<lesson>
Locator    ORG#<org>#PLACE#<topic or lesson>      LOCATOR
Listing    ORG#<org>#COURSES#<of whom>#<status>   <course>          ORG#<org>#COURSES#<of whom>  <course>
Body       ORG#<org>#COURSE#<course>#BODIES       <body>#<part>
Outline    ORG#<org>#COURSE#<course>#VERSION#<n>  OUTLINE#<part>
Tombstone  ORG#<org>#COURSE#<course>              DELETED
Receipt    ORG#<org>#RECEIPT#<user>               <key or digest>

<of whom> is an instructor, or ALL for the organization; <since> the time of the first publication. Structure counts the
course's lessons and holds the order of its topics; Order is the order of one topic's lessons. Whatever changes a list
replaces the row of its order. A body or an outline that is too large for one item has several parts. Ids sort by time.

Access pattern                                Answered by
a course                                      get    pk=ORG#<org>#COURSE#<course>, sk=COURSE
  with its card / a topic / a lesson / orders batch  the rows of the course's partition
everything that is drafted in a course        query  pk=ORG#<org>#COURSE#<course>
which course a topic or lesson belongs to     get    pk=ORG#<org>#PLACE#<id>, sk=LOCATOR
an instructor's (or all) courses, newest      query  gsi1 where gsi1pk=ORG#<org>#COURSES#<of whom>, descending;
                                              batch  the courses
  in one status                               query  pk=ORG#<org>#COURSES#<of whom>#<status>, descending;
                                              batch  the courses
published courses, newest                     query  gsi1 where gsi1pk=ORG#<org>#PUBLISHED, descending
a course's topics in order                    query  gsi1 where gsi1pk=ORG#<org>#COURSE#<course>
a topic's lessons in order                    query  gsi1 where gsi1pk=ORG#<org>#TOPIC#<topic>
  what stands right behind a position         query  the same, from there
a body                                        query  pk=ORG#<org>#COURSE#<course>#BODIES, sk begins <body>#
an outline                                    query  pk=ORG#<org>#COURSE#<course>#VERSION#<n>
"""

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.dynamo import ByGsi1, IntegerAttribute, Key, Row, TableOf
from shared.idempotency import ReceiptFields

ALL = "ALL"


class CatalogRow(Row):
    """Any row of the catalog's table."""

    class Meta(TableOf):
        context = "catalog"

    by_gsi1 = ByGsi1()


def course_partition(org_id: str, course_id: str) -> str:
    """Where everything that is drafted in a course stands."""
    return f"ORG#{org_id}#COURSE#{course_id}"


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


class PartFields:
    """One part of something packed that may be too large for one item."""

    packed = BinaryAttribute(legacy_encoding=False)
    parts = IntegerAttribute()


class BodyRow(CatalogRow, PartFields, discriminator="Body"):
    """A lesson's content, or a part of it. Never changes."""

    @staticmethod
    def key(org_id: str, course_id: str, body_id: str = "", part: int | str = "") -> Key:
        """Where a part of a body stands."""
        return f"{course_partition(org_id, course_id)}#BODIES", f"{body_id}#{part}" if body_id else ""


class OutlineRow(CatalogRow, PartFields, discriminator="Outline"):
    """A published version's outline, or a part of it. Never changes."""

    @staticmethod
    def key(org_id: str, course_id: str, version: int, part: int | str = "") -> Key:
        """Where a part of an outline stands."""
        return f"{course_partition(org_id, course_id)}#VERSION#{version}", f"OUTLINE#{part}"


class TombstoneRow(CatalogRow, discriminator="Tombstone"):
    """A course was deleted; there until everybody has heard of it."""

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where the tombstone of a course stands."""
        return course_partition(org_id, course_id), "DELETED"


class ReceiptRow(CatalogRow, ReceiptFields, discriminator="Receipt"):
    """Proof of a creation that was asked for once."""
