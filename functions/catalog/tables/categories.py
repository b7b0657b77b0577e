"""Rows of what courses are found by: categories and tags."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute

from functions.catalog.tables.base import CatalogRow
from shared.dynamo import IntegerAttribute, Key


class CategoriesRow(CatalogRow, discriminator="Categories"):
    """All categories of an organization: at most 1,000 with those that were deleted, some 100 KB."""

    items = JSONAttribute()
    retired = JSONAttribute()

    @staticmethod
    def key(org_id: str) -> Key:
        """Where they stand."""
        return f"ORG#{org_id}#CATEGORIES", "LIST"


class TagRow(CatalogRow, discriminator="Tag"):
    """A tag, and how many of the courses on offer have it; there only while one has."""

    tag = UnicodeAttribute()
    course_count = IntegerAttribute()

    @staticmethod
    def key(org_id: str, tag: str = "") -> Key:
        """Where a tag stands."""
        return f"ORG#{org_id}#TAGS", tag
