"""Rows of the published versions as they are listed, and of the requests to approve what is to be published."""

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from functions.catalog.tables.base import CatalogRow, course_partition
from shared.dynamo import IntegerAttribute, Key


class VersionRow(CatalogRow, discriminator="Version"):
    """A version in its course's history; its outline stands apart."""

    course_id = UnicodeAttribute()
    version = IntegerAttribute()
    published_by = UnicodeAttribute()
    published_at = UTCDateTimeAttribute()
    topic_count = IntegerAttribute()
    lesson_count = IntegerAttribute()
    required_count = IntegerAttribute()
    estimated_minutes = IntegerAttribute()
    note = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, version: int = 0) -> Key:
        """Where a version stands in its course's history."""
        return f"{course_partition(org_id, course_id)}#VERSIONS", f"{version:09d}"


class ApprovalRequestRow(CatalogRow, discriminator="ApprovalRequest"):
    """A request to approve a course's content; in the index while nobody has decided it."""

    request_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    digest = UnicodeAttribute()
    message = UnicodeAttribute()
    state = UnicodeAttribute()
    requested_by = UnicodeAttribute()
    requested_at = UTCDateTimeAttribute()
    decided_by = UnicodeAttribute(null=True)
    decided_at = UTCDateTimeAttribute(null=True)
    note = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, request_id: str = "") -> Key:
        """Where a request stands among those of its course."""
        return f"{course_partition(org_id, course_id)}#APPROVALS", request_id

    @staticmethod
    def index_key(org_id: str, request_id: str = "") -> Key:
        """Where it stands among all of the organization that wait."""
        return f"ORG#{org_id}#APPROVALS", request_id
