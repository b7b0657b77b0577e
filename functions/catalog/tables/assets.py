"""Rows of what the catalog heard of the organization's files."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from functions.catalog.tables.base import CatalogRow
from shared.dynamo import IntegerAttribute, Key


class AssetRow(CatalogRow, discriminator="Asset"):
    """A file, as media told of it. One that was deleted stays known as deleted."""

    asset_id = UnicodeAttribute()
    asset_kind = UnicodeAttribute(null=True)
    state = UnicodeAttribute()
    duration_s = NumberAttribute(null=True)
    told = IntegerAttribute()

    @staticmethod
    def key(org_id: str, asset_id: str) -> Key:
        """Where a file stands."""
        return f"ORG#{org_id}#ASSET#{asset_id}", "ASSET"
