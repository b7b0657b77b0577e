"""Reads and writes assets, and the lists that they are in."""

from collections.abc import Collection

from events.media import AssetDeleted, AssetKind
from functions.media.domain.assets import Asset, AssetState
from functions.media.domain.contents import Content
from functions.media.domain.usage import Usage
from functions.media.errors import AssetNotFound
from functions.media.repository.deadlines import DeadlineRepository
from functions.media.repository.rows import asset_of, asset_row, content_row, listing_rows, once_written, usage_row
from functions.media.tables import ALL, AssetRow, ContentRow, ListingRow, MediaRow, UsageRow
from shared.deadlines import Deadline
from shared.dynamo import Ask, Key, Repository, Row, Transaction
from shared.listing import Listed, PageKey


class AssetRepository(Repository):
    """One organization's assets."""

    table = MediaRow

    # -- reading

    def find(self, asset_id: str) -> Asset | None:
        """An asset as it is now; None for one that was deleted."""
        asset = self.find_remains(asset_id)
        return None if asset is None or asset.deleted_at else asset

    def asking(self, asset_id: str) -> Ask[Asset | None]:
        """The question that ``find`` answers, to be asked together with others."""
        key = AssetRow.key(self.org_id, asset_id)

        def made(rows: dict[Key, Row]) -> Asset | None:
            asset = asset_of(rows[key]) if key in rows else None
            return None if asset is None or asset.deleted_at else asset

        return Ask(self, [key], made, consistent=True)

    def find_remains(self, asset_id: str) -> Asset | None:
        """An asset as it is now, also one that was deleted a while ago."""
        row = self._find(AssetRow, AssetRow.key(self.org_id, asset_id), consistent=True)
        return asset_of(row) if row else None

    def get(self, asset_id: str) -> Asset:
        """An asset as it is now. Raises ``AssetNotFound``."""
        asset = self.find(asset_id)
        if asset is None:
            raise AssetNotFound(asset_id=asset_id)
        return asset

    def find_many(self, asset_ids: Collection[str]) -> dict[str, Asset]:
        """Assets by id, at most 100; what is not there or was deleted is left out."""
        keys = [AssetRow.key(self.org_id, asset_id) for asset_id in asset_ids]
        found = [asset_of(row) for row in self._find_many(keys, consistent=True).values()]
        return {asset.asset_id: asset for asset in found if not asset.deleted_at}

    def list(self, kind: AssetKind | None, state: AssetState | None, *, limit: int, start: PageKey) -> Listed[Asset]:
        """Assets of a kind, in a state, or all; the newest first."""
        of = kind.value if kind else ALL
        pk = ListingRow.index_key(self.org_id, of, state)[0] if state else ListingRow.key(self.org_id, of)[0]
        page = self._query(ListingRow, pk, index=state is not None, descending=True, limit=limit, start=start)
        found = self.find_many([row.asset_id for row in page.rows])
        return Listed([found[row.asset_id] for row in page.rows if row.asset_id in found], page.next_key)

    def find_content(self, sha256: str, content_type: str) -> Content | None:
        """What is stored of a checksum."""
        row = self._find(ContentRow, ContentRow.key(self.org_id, sha256, content_type), consistent=True)
        return Content.model_validate(row) if row else None

    def usage(self) -> Usage:
        """How much room is taken."""
        row = self._find(UsageRow, UsageRow.key(self.org_id), consistent=True)
        return Usage.model_validate(row) if row else Usage()

    # -- writing

    def save(self, asset: Asset) -> Asset:
        """Replace an asset that is still at its revision, in its lists too, and tell what it has become.

        ``ConditionFailed`` if it was changed since it was read.
        """
        with self._transaction() as transaction:
            row = self.put(transaction, asset)
        return asset.model_copy(update={"revision": row.revision})

    def put(self, transaction: Transaction, asset: Asset) -> AssetRow:
        """Add an asset, new or changed, to what is written."""
        row = asset_row(self.org_id, asset)
        news = asset.news() or ()
        transaction.store(row, tells=news)
        for listing in listing_rows(self.org_id, asset):
            transaction.overwrite(listing, ListingRow.pk.exists() if asset.revision else ListingRow.pk.does_not_exist())
        return row

    def put_deleted(self, transaction: Transaction, asset: Asset) -> None:
        """Add to what is written that an asset is deleted, told as ``AssetDeleted``."""
        transaction.save(asset_row(self.org_id, asset), tells=AssetDeleted(asset_id=asset.asset_id))
        for listing in listing_rows(self.org_id, asset):
            transaction.delete(once_written(listing))

    def put_usage(self, transaction: Transaction, usage: Usage) -> None:
        """Add the usage to what is written."""
        row = usage_row(self.org_id, usage)
        transaction.store(row)

    def put_content(self, transaction: Transaction, content: Content) -> None:
        """Add a content, new or changed, to what is written."""
        row = content_row(self.org_id, content)
        transaction.store(row)

    def delete(self, asset: Asset, content: Content | None, usage: Usage | None, removal: Deadline) -> None:
        """Take an asset out of sight, told as ``AssetDeleted``, and let somebody remove what it leaves at the deadline.

        ``content`` and ``usage`` are what they become, where the asset had a content. ``ConditionFailed`` if one of
        them was changed since it was read.
        """
        with self._transaction() as transaction:
            self.put_deleted(transaction, asset)
            if content:
                self.put_content(transaction, content)
            if usage:
                self.put_usage(transaction, usage)
            DeadlineRepository(clock=self._clock).set(transaction, removal)

    def forget_content(self, content: Content) -> None:
        """Remove the row of a content that nothing refers to; ``ConditionFailed`` if that changed."""
        self._delete(content_row(self.org_id, content))
