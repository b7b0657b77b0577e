"""Rows of what never changes: the lessons' bodies and the versions' outlines."""

from pynamodb.attributes import BinaryAttribute

from functions.catalog.tables.base import CatalogRow, course_partition
from shared.dynamo import IntegerAttribute, Key


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
