"""Reads and writes what the catalog heard of files."""

from collections.abc import Iterable

from functions.catalog.domain.assets import Asset
from functions.catalog.tables import AssetRow, CatalogRow
from shared.dynamo import BATCH_GET_LIMIT, Repository, chunks


class AssetRepository(Repository):
    """What is known of one tenant's files."""

    table = CatalogRow

    def find(self, asset_id: str) -> Asset | None:
        """What was heard of a file."""
        row = self._find(AssetRow, AssetRow.key(self.org_id, asset_id), consistent=True)
        return Asset.model_validate(row) if row else None

    def find_many(self, asset_ids: Iterable[str]) -> dict[str, Asset]:
        """What was heard of these files, by id; a call for every hundred."""
        found: dict[str, Asset] = {}
        for some in chunks(dict.fromkeys(asset_ids), BATCH_GET_LIMIT):
            rows = self._find_many([AssetRow.key(self.org_id, asset_id) for asset_id in some], consistent=True)
            found |= {asset.asset_id: asset for asset in map(Asset.model_validate, rows.values())}
        return found

    def save(self, asset: Asset) -> None:
        """Store what was heard; ``ConditionFailed`` when something else was heard since it was read."""
        pk, sk = AssetRow.key(self.org_id, asset.asset_id)
        self._save(AssetRow.of(asset, pk=pk, sk=sk))
