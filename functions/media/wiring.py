"""Puts media's services together, for one organization."""

from typing import TYPE_CHECKING, Annotated

from fastapi import Depends

from functions.catalog.published import courses as catalog
from functions.media.gateways.files import MediaFiles
from functions.media.gateways.signing import CloudFront
from functions.media.repository.assets import AssetRepository
from functions.media.repository.deadlines import DeadlineRepository
from functions.media.repository.uploads import UploadRepository
from functions.media.service.assets import AssetService
from functions.media.service.playback import PlaybackService
from functions.media.service.uploads import UploadService
from functions.media.service.works import WorkFileService
from shared.auth import of_tenant
from shared.fetching import fetched

if TYPE_CHECKING:
    from functions.media.service.archives import ArchiveService
    from functions.media.service.due import DueService
    from functions.media.service.inspection import InspectionService
    from functions.media.service.video import VideoService


def upload_service(org_id: str) -> UploadService:
    """Uploads of one organization."""
    assets = AssetRepository(org_id)
    return UploadService(org_id, UploadRepository(org_id, assets), assets, MediaFiles(), catalog.find_course)


def _assets(org_id: str) -> AssetService:
    return AssetService(org_id, AssetRepository(org_id))


def _playback(org_id: str) -> PlaybackService:
    return PlaybackService(AssetRepository(org_id), CloudFront())


def _work_files(org_id: str) -> WorkFileService:
    assets = AssetRepository(org_id)
    return WorkFileService(upload_service(org_id), assets, PlaybackService(assets, CloudFront()))


WorkFiles = Annotated[WorkFileService, Depends(of_tenant(_work_files))]
Playback = Annotated[PlaybackService, Depends(of_tenant(_playback))]
Uploads = Annotated[UploadService, Depends(of_tenant(upload_service))]
Assets = Annotated[AssetService, Depends(of_tenant(_assets))]


# What reads pictures is imported by the function whose layer has it.
def inspection_service(org_id: str) -> "InspectionService":
    """Looking at what has arrived."""
    from functions.media.service.inspection import InspectionService

    assets = AssetRepository(org_id)
    return InspectionService(org_id, UploadRepository(org_id, assets), assets, MediaFiles())


def video_service(org_id: str) -> "VideoService":
    """Making streams of videos."""
    from functions.media.gateways.streams import Streams
    from functions.media.gateways.transcoder import MediaConvert
    from functions.media.repository.videos import VideoRepository
    from functions.media.service.video import VideoService
    from shared.workflows import WaitingMachines

    return VideoService(AssetRepository(org_id), VideoRepository(org_id), MediaConvert(), Streams(), WaitingMachines())


def archive_service(org_id: str) -> "ArchiveService":
    """Lending files to archives and adopting them."""
    from functions.media.service.archives import ArchiveService

    assets = AssetRepository(org_id)
    return ArchiveService(
        org_id,
        UploadRepository(org_id, assets),
        assets,
        MediaFiles(),
        upload_service(org_id),
        AssetService(org_id, assets),
        inspection_service(org_id),
        fetched,
    )


def due_service() -> "DueService":
    """Looking after what nobody ended."""
    from functions.media.service.due import Desk, DueService

    def desk_of(org_id: str) -> Desk:
        assets = AssetRepository(org_id)
        uploads = UploadRepository(org_id, assets)
        return Desk(uploads, assets, upload_service(org_id), inspection_service(org_id))

    return DueService(DeadlineRepository(), MediaFiles(), desk_of)
