"""Reads and writes uploads, with the assets that they become and the room that they take."""

from dataclasses import dataclass

from events.media import UploadArrived
from functions.media.domain.assets import Asset
from functions.media.domain.contents import Content
from functions.media.domain.uploads import Upload
from functions.media.domain.usage import Usage
from functions.media.errors import UploadNotFound
from functions.media.repository.assets import AssetRepository
from functions.media.repository.deadlines import DeadlineRepository
from functions.media.repository.rows import asset_of, upload_row
from functions.media.tables import AssetRow, ContentRow, MediaRow, ReceiptRow, UploadRow, UsageRow
from shared.deadlines import Deadline
from shared.dynamo import Repository, Transaction
from shared.idempotency import Once


@dataclass(frozen=True, slots=True)
class Pending:
    """All that the end of an upload changes."""

    upload: Upload
    asset: Asset
    content: Content | None
    """What is stored of the same file already."""
    usage: Usage


class UploadRepository(Repository):
    """One organization's uploads."""

    table = MediaRow

    def __init__(self, org_id: str, assets: AssetRepository) -> None:
        super().__init__(org_id)
        self._assets = assets

    # -- reading

    def find(self, upload_id: str) -> Upload | None:
        """An upload as it is now."""
        row = self._find(UploadRow, UploadRow.key(self.org_id, upload_id), consistent=True)
        return Upload.model_validate(row) if row else None

    def get(self, upload_id: str) -> Upload:
        """An upload as it is now. Raises ``UploadNotFound``."""
        upload = self.find(upload_id)
        if upload is None:
            raise UploadNotFound(upload_id=upload_id)
        return upload

    def get_pending(self, upload: Upload) -> Pending:
        """An upload again, with its asset, what is stored of the same file, and the usage, in one call."""
        places = (
            UploadRow.key(self.org_id, upload.upload_id),
            AssetRow.key(self.org_id, upload.asset_id),
            ContentRow.key(self.org_id, upload.sha256, upload.content_type),
            UsageRow.key(self.org_id),
        )
        rows = self._find_many(places, consistent=True)
        found, asset, content, usage = (rows.get(place) for place in places)
        if not found or not asset:
            raise UploadNotFound(upload_id=upload.upload_id)
        return Pending(
            Upload.model_validate(found),
            asset_of(asset),
            Content.model_validate(content) if content else None,
            Usage.model_validate(usage) if usage else Usage(),
        )

    # -- writing

    def add(self, upload: Upload, asset: Asset, usage: Usage, once: Once | None) -> str:
        """Store a new upload and its asset, and the usage with its reservation, in one step.

        Returns the upload's id, or that of the one which the same request made before; ``ConditionFailed`` if the
        usage was changed since it was read.
        """

        def write(transaction: Transaction) -> None:
            self._assets.put_usage(transaction, usage)
            transaction.create(upload_row(self.org_id, upload))
            self._assets.put(transaction, asset)
            self._set_deadline(transaction, upload)

        if once:
            return once.perform(self, ReceiptRow, upload.upload_id, write)
        with self._transaction() as transaction:
            write(transaction)
        return upload.upload_id

    def arrive(self, upload: Upload, asset: Asset, *, tell: bool = True) -> Upload:
        """Store that a file has arrived, told as ``UploadArrived``; ``ConditionFailed`` if that was done already."""
        row = upload_row(self.org_id, upload)
        told = UploadArrived(asset_id=upload.asset_id, upload_id=upload.upload_id)
        with self._transaction() as transaction:
            transaction.save(row, tells=told if tell else ())
            self._assets.put(transaction, asset)
            self._set_deadline(transaction, upload)
        return upload.model_copy(update={"revision": row.revision})

    def end(self, upload: Upload, asset: Asset, usage: Usage, content: Content | None = None) -> Asset:
        """Store how an upload ended, and tell what its asset has become; ``ConditionFailed`` if it ended already."""
        with self._transaction() as transaction:
            transaction.save(upload_row(self.org_id, upload))
            row = self._assets.put(transaction, asset)
            self._assets.put_usage(transaction, usage)
            if content:
                self._assets.put_content(transaction, content)
        return asset.model_copy(update={"revision": row.revision})

    def abort(self, upload: Upload, asset: Asset, usage: Usage) -> None:
        """Store that an upload was given up, and take its asset out of sight."""
        with self._transaction() as transaction:
            transaction.save(upload_row(self.org_id, upload))
            self._assets.put_deleted(transaction, asset)
            self._assets.put_usage(transaction, usage)

    def _set_deadline(self, transaction: Transaction, upload: Upload) -> None:
        deadline = Deadline(self.org_id, upload.upload_id, upload.deadline)
        DeadlineRepository(clock=self._clock).set(transaction, deadline)
