"""Between media's rows and what they stand for."""

from collections.abc import Iterator

from functions.media.domain.assets import Asset
from functions.media.domain.contents import Content
from functions.media.domain.uploads import KEPT, Upload
from functions.media.domain.usage import Usage
from functions.media.tables import ALL, AssetRow, ContentRow, ListingRow, UploadRow, UsageRow
from shared.clock import epoch_seconds
from shared.dynamo import R, Row


def asset_of(row: Row) -> Asset:
    """The asset of a row, whose kind has another name there: every row has a kind of its own."""
    return Asset.model_validate({**row.attribute_values, "kind": row.attribute_values["asset_kind"]})


def asset_row(org_id: str, asset: Asset) -> AssetRow:
    """The row of an asset; one that was deleted goes by itself."""
    pk, sk = AssetRow.key(org_id, asset.asset_id)
    values = {name: value for name, value in asset.model_dump(mode="python").items() if value is not None}
    values["asset_kind"] = values.pop("kind")
    if asset.deleted_at:
        values["expires_at"] = epoch_seconds(asset.deleted_at + KEPT)
    return AssetRow(pk=pk, sk=sk, **values)


def listing_rows(org_id: str, asset: Asset) -> Iterator[ListingRow]:
    """The places of an asset in the lists; these rows are only put and deleted, so they stay at their revision."""
    if asset.activity_id:
        return
    for of in (ALL, asset.kind.value):
        pk, sk = ListingRow.key(org_id, of, asset.asset_id)
        gsi1pk, gsi1sk = ListingRow.index_key(org_id, of, asset.state, asset.asset_id)
        yield ListingRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, asset_id=asset.asset_id)


def upload_row(org_id: str, upload: Upload) -> UploadRow:
    """The row of an upload, which is kept for a while after it is over."""
    pk, sk = UploadRow.key(org_id, upload.upload_id)
    return UploadRow.of(upload, pk=pk, sk=sk, expires_at=epoch_seconds(upload.created_at + KEPT))


def content_row(org_id: str, content: Content) -> ContentRow:
    """The row of a content."""
    pk, sk = ContentRow.key(org_id, content.sha256, content.content_type)
    return ContentRow.of(content, pk=pk, sk=sk)


def usage_row(org_id: str, usage: Usage) -> UsageRow:
    """The row of an organization's usage."""
    pk, sk = UsageRow.key(org_id)
    return UsageRow.of(usage, pk=pk, sk=sk)


def once_written(row: R) -> R:
    """A row to delete that is never changed, only put and deleted: it is always at its first revision."""
    row.revision = 1
    return row
