"""Work files: what people upload to hand it in, and who sees it. Assessment says both, each time anew."""

from dataclasses import dataclass, replace

from functions.media.domain.assets import AssetState
from functions.media.domain.playback import GRANTED_FOR, Grant
from functions.media.domain.types import accepted_type
from functions.media.errors import AssetNotFound, AssetNotReady, FileNotAccepted, FilesNotTaken
from functions.media.repository.assets import AssetRepository
from functions.media.service.playback import PlaybackService
from functions.media.service.uploads import Announced, Progress, UploadService
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.errors import FieldError
from shared.idempotency import Once


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A work file that somebody may open for some minutes."""

    grant: Grant
    name: str | None
    """What its author called it; None for a reviewer, to whom that may tell who it was."""
    content_type: str
    size: int


class WorkFileService:
    """One organization's work files."""

    def __init__(
        self,
        uploads: UploadService,
        assets: AssetRepository,
        playback: PlaybackService,
        clock: Clock = system_clock,
    ) -> None:
        self._uploads = uploads
        self._assets = assets
        self._playback = playback
        self._org_id = assets.org_id
        self._clock = clock

    def announce(self, activity_id: str, announced: Announced, *, by: Caller, once: Once) -> Progress:
        """Reserve room for a file to hand in. Raises ``FilesNotTaken``, ``FileNotAccepted`` or ``QuotaExceeded``."""
        from functions.assessment.published import files as assessment

        limits = assessment.find_file_limits(self._org_id, activity_id, by=by)
        if limits is None:
            raise FilesNotTaken(activity_id=activity_id)
        kind = accepted_type(announced.content_type, announced.size).kind
        if kind not in limits.kinds:
            raise _refused("/content_type", "kind_not_taken", f"Files of the kind {kind.value} are not taken here.")
        if announced.size > limits.largest_bytes:
            raise _refused("/size", "too_large", f"A file has at most {limits.largest_bytes} bytes here.")
        return self._uploads.announce(replace(announced, activity_id=activity_id), by=by, once=once)

    def open(self, asset_id: str, work_id: str | None, *, by: Caller) -> ShownFile:
        """What opens a file for the next minutes: one's own, or one in a work that one may read.

        Raises ``AssetNotFound`` for everybody else, ``AssetNotReady`` until it was inspected.
        """
        asset = self._assets.find(asset_id)
        if asset is None or asset.activity_id is None:
            raise AssetNotFound(asset_id=asset_id)
        from functions.assessment.published import files as assessment

        is_named = True
        if asset.owner_id != by.user_id:
            reader = (
                assessment.find_reader(self._org_id, asset.activity_id, work_id, asset_id, by=by) if work_id else None
            )
            if reader is None:
                raise AssetNotFound(asset_id=asset_id)
            is_named = not reader.is_blind
        if asset.state is not AssetState.READY:
            raise AssetNotReady(asset_id=asset_id, state=asset.state.value)
        grant = self._playback.signed(asset, self._clock.now() + GRANTED_FOR)
        return ShownFile(grant, asset.name if is_named else None, asset.content_type, asset.size)


def _refused(pointer: str, code: str, message: str) -> FileNotAccepted:
    return FileNotAccepted(message, errors=[FieldError(pointer, code, message)])
