"""Media's workflow door: inspecting, lending and adopting files, and what runs by the clock."""

from typing import Any

from functions.media.domain.assets import AssetState
from functions.media.domain.video import Source, VideoFailure
from functions.media.errors import UploadNotFound
from functions.media.gateways.transcoder import TranscodingJob
from functions.media.service.archives import Adopted, Lent, Offered, adopted_id
from functions.media.service.video import Run, start_transcoding
from functions.media.wiring import (
    archive_service,
    inspection_service,
    sweeping_service,
    upload_service,
    video_service,
)
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("inspect_upload")
def inspect_upload(event: dict[str, Any]) -> dict[str, Any]:
    """Accept or refuse a file that has arrived; a repeated call does nothing twice."""
    try:
        asset = inspection_service(event["org_id"]).inspect(event["upload_id"])
    except UploadNotFound as gone:
        return {"status": "failed", "error_code": gone.code}
    if asset is None or asset.state is AssetState.FAILED:
        return {"status": "failed", "error_code": asset.failure if asset else "deleted"}
    if asset.state is AssetState.PROCESSING:
        start_transcoding(event["org_id"], asset.asset_id)
    return {"status": "done"}


@tasks.on("abandon_upload")
def abandon_upload(event: dict[str, Any]) -> dict[str, Any]:
    """Write into the asset that its inspection did not come to an end."""
    uploads = upload_service(event["org_id"])
    uploads.give_up(event["upload_id"])
    return {"status": "failed"}


@tasks.on("sweep_uploads")
def sweep_uploads(event: dict[str, Any]) -> dict[str, Any]:
    """Look after uploads that nobody ended, and remove what deleted files leave."""
    return {"status": "done", "swept": sweeping_service().sweep()}


@tasks.on("lend_files")
def lend_files(event: dict[str, Any]) -> dict[str, Any]:
    """Files for an archive: where each can be read for an hour, and which of them cannot be had."""
    lent = archive_service(event["org_id"]).lend(event["asset_ids"])
    there = {one.asset.asset_id for one in lent}
    missing = [asset_id for asset_id in event["asset_ids"] if asset_id not in there]
    return {"status": "done", "files": [_lent(one) for one in lent], "missing": missing}


@tasks.on("adopt_files")
def adopt_files(event: dict[str, Any]) -> dict[str, Any]:
    """Files from an archive: each becomes an asset, the same one when it is adopted for the same import again."""
    archives = archive_service(event["org_id"])
    adopted = [
        archives.adopt(Offered(**offered), owner_id=event["owner_id"], import_id=event["import_id"])
        for offered in event["files"]
    ]
    for asset in (one.asset for one in adopted):
        if asset and asset.state is AssetState.PROCESSING:
            start_transcoding(event["org_id"], asset.asset_id)
    return {"status": "done", "adopted": [_adopted(one) for one in adopted]}


@tasks.on("drop_files")
def drop_files(event: dict[str, Any]) -> dict[str, Any]:
    """Delete what was adopted for an import that failed: by id, or what the import's files became or would have."""
    offered = [Offered(**offered) for offered in event.get("files", [])]
    asset_ids = {*event.get("asset_ids", []), *(adopted_id(event["import_id"], one) for one in offered)}
    archive_service(event["org_id"]).drop(sorted(asset_ids))
    return {"status": "done"}


def _lent(lent: Lent) -> dict[str, Any]:
    asset = lent.asset
    return {
        "asset_id": asset.asset_id,
        "url": lent.url,
        "sha256": asset.sha256,
        "size": asset.size,
        "content_type": asset.content_type,
        "name": asset.name,
    }


def _adopted(adopted: Adopted) -> dict[str, Any]:
    asset = adopted.asset
    return {
        "sha256": adopted.sha256,
        "asset_id": asset.asset_id if asset else None,
        "state": asset.state.value if asset else None,
        "failure": adopted.problem or (asset.failure if asset else None),
    }


handler = tasks.handler
