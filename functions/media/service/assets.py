"""Assets: listing, showing and deleting them."""

from events.media import AssetKind
from functions.media.domain.assets import Asset, AssetState
from functions.media.domain.contents import REMOVED_AFTER
from functions.media.domain.usage import Usage
from functions.media.errors import AssetNotFound, AssetNotYours, FileOnItsWay
from functions.media.permissions import MANAGE_ALL_FILES
from functions.media.repository.assets import AssetRepository
from functions.media.service.uploads import settled
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.deadlines import Deadline
from shared.listing import Listed, PageKey


class AssetService:
    """One organization's assets."""

    def __init__(self, org_id: str, assets: AssetRepository, clock: Clock = system_clock) -> None:
        self._org_id = org_id
        self._assets = assets
        self._clock = clock

    def list(self, kind: AssetKind | None, state: AssetState | None, *, limit: int, start: PageKey) -> Listed[Asset]:
        """The organization's files, the newest first."""
        return self._assets.list(kind, state, limit=limit, start=start)

    def read(self, asset_id: str) -> Asset:
        """A file of the organization as it is now; one that is handed in is none of them."""
        asset = self._assets.get(asset_id)
        if asset.activity_id:
            raise AssetNotFound(asset_id=asset_id)
        return asset

    def usage(self) -> Usage:
        """How much room is taken."""
        return self._assets.usage()

    def delete(self, asset_id: str, *, by: Caller) -> None:
        """Take a file out of sight at once; what nothing uses any more is removed later.

        Raises ``FileOnItsWay`` while it is uploaded or inspected: an upload is aborted instead.
        """

        asset = self.read(asset_id)
        if asset.owner_id != by.user_id and not by.may(MANAGE_ALL_FILES):
            raise AssetNotYours(asset_id=asset_id)
        self.drop(asset_id)

    def drop(self, asset_id: str) -> None:
        """Delete a file that nobody needs to be asked about."""

        def attempt() -> None:
            asset = self._assets.get(asset_id)
            if asset.state in {AssetState.UPLOADING, AssetState.INSPECTING}:
                raise FileOnItsWay(asset_id=asset_id, state=asset.state.value)
            now = self._clock.now()
            gone = asset.model_copy(update={"deleted_at": now})
            content = self._assets.find_content(asset.sha256, asset.content_type) if asset.content_id else None
            if content:
                content = content.used_once_less(now)
            usage = self._assets.usage().give_back(content.size) if content and content.references == 0 else None
            self._assets.delete(gone, content, usage, Deadline(self._org_id, asset_id, now + REMOVED_AFTER))

        settled(attempt)
