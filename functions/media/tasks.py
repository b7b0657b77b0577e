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
    due_service,
    inspection_service,
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


@tasks.on("look_at_due_files")
def look_at_due_files(event: dict[str, Any]) -> dict[str, Any]:
    """Look after uploads that nobody ended, and remove what deleted files leave."""
    return {"status": "done", "looked_at": due_service().look()}


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


@tasks.on("plan_video")
def plan_video(event: dict[str, Any]) -> dict[str, Any]:
    """Look what is in a file that is to be played."""
    return video_service(event["org_id"]).plan(event["asset_id"])


@tasks.on("start_video")
def start_video(event: dict[str, Any]) -> dict[str, Any]:
    """Begin to transcode; a repeated call finds the job that it began."""
    return video_service(event["org_id"]).start(_run(event), _source(event))


@tasks.on("wait_for_video")
def wait_for_video(event: dict[str, Any]) -> dict[str, Any]:
    """Note that the workflow waits, to be answered under ``task_token``."""
    video_service(event["org_id"]).wait(_run(event), event["job_id"], event["task_token"])
    return {"status": "waiting"}


@tasks.on("hear_of_video")
def hear_of_video(event: dict[str, Any]) -> dict[str, Any]:
    """Answer the workflow that waits for a job whose state has changed, as MediaConvert tells it."""
    detail = event["detail"]
    marks = detail["userMetadata"]
    job = TranscodingJob(detail["jobId"], detail["status"], detail.get("errorCode"))
    video_service(marks["org_id"]).hear(Run(marks["asset_id"], int(marks["attempt"])), job)
    return {"status": "done"}


@tasks.on("look_at_video")
def look_at_video(event: dict[str, Any]) -> dict[str, Any]:
    """What has become of a job that nobody told of."""
    return video_service(event["org_id"]).look(_run(event), event["job_id"])


@tasks.on("verify_video")
def verify_video(event: dict[str, Any]) -> dict[str, Any]:
    """Whether all is there that a player will ask for."""
    return video_service(event["org_id"]).verify(_run(event), _source(event))


@tasks.on("publish_video")
def publish_video(event: dict[str, Any]) -> dict[str, Any]:
    """Make the asset ready to be played."""
    return video_service(event["org_id"]).publish(event["asset_id"], _source(event))


@tasks.on("fail_video")
def fail_video(event: dict[str, Any]) -> dict[str, Any]:
    """Write into the asset why it cannot be played."""
    code = event.get("code", VideoFailure.TRANSCODING_FAILED.value)
    return video_service(event["org_id"]).fail(event["asset_id"], code)


def _run(event: dict[str, Any]) -> Run:
    return Run(event["asset_id"], event["attempt"])


def _source(event: dict[str, Any]) -> Source:
    rate = event["source"]["frame_rate"]
    return Source(**{**event["source"], "frame_rate": (rate[0], rate[1]) if rate else None})


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
