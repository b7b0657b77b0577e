"""Looking after uploads that nobody ended, and removing what deleted files leave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from functions.media.domain.uploads import UploadState
from functions.media.gateways.files import MediaFiles, quarantine_key, served_key, source_key
from functions.media.repository.assets import AssetRepository
from functions.media.repository.deadlines import DeadlineRepository
from functions.media.repository.uploads import UploadRepository
from functions.media.service.inspection import InspectionService
from functions.media.service.uploads import UploadService
from shared.clock import Clock, system_clock
from shared.deadlines import Deadline, look_at_each
from shared.dynamo import ConditionFailed
from shared.observability import log

TRIED_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to look after one organization's files."""

    uploads: UploadRepository
    assets: AssetRepository
    uploading: UploadService
    inspection: InspectionService


class DueService:
    """Everybody's deadlines, the earliest first. A round that died leaves its deadlines to the next one."""

    def __init__(
        self,
        deadlines: DeadlineRepository,
        files: MediaFiles,
        desk_of: Callable[[str], Desk],
        clock: Clock = system_clock,
    ) -> None:
        self._deadlines = deadlines
        self._files = files
        self._desk_of = desk_of
        self._clock = clock

    def look(self) -> int:
        """Look after whatever's time is over. Returns how many there were; one that fails comes again later."""
        return look_at_each(self._deadlines, self._look_after, self._clock.now(), again_after=TRIED_AGAIN_AFTER)

    def _look_after(self, deadline: Deadline) -> None:
        desk = self._desk_of(deadline.org_id)
        if deadline.what.startswith("upl_"):
            self._end_upload(desk, deadline)
        else:
            self._remove_asset(desk, deadline)

    def _end_upload(self, desk: Desk, deadline: Deadline) -> None:
        """Inspect what arrived though nobody said so, end what did not arrive, clean up behind what is over."""
        upload = desk.uploads.find(deadline.what)
        if upload is None:
            return
        if upload.state is UploadState.OPEN:
            stored = self._files.find(quarantine_key(deadline.org_id, upload.upload_id))
            if stored and stored.size == upload.size:
                desk.uploading.arrive(upload)
                return
        if upload.state is UploadState.ARRIVED and upload.deadline > self._clock.now():
            return
        desk.uploading.expire(upload)
        desk.inspection.clean(upload)

    def _remove_asset(self, desk: Desk, deadline: Deadline) -> None:
        """Remove what was made for a deleted asset alone, and its content unless others refer to that."""
        asset = desk.assets.find_remains(deadline.what)
        if asset is None or asset.deleted_at is None:
            return
        self._files.delete_below(f"videos/{deadline.org_id}/{asset.asset_id}/")
        if asset.content_id is None:
            return
        content = desk.assets.find_content(asset.sha256, asset.content_type)
        if content and content.content_id == asset.content_id:
            if not content.removable(self._clock.now()):
                return
            try:
                desk.assets.forget_content(content)
            except ConditionFailed:
                return
        self._files.delete(source_key(deadline.org_id, asset.content_id))
        self._files.delete_below(served_key(deadline.org_id, asset.content_id, ""))
        log("asset.removed", asset_id=asset.asset_id)
