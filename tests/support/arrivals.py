"""Files as media keeps them, brought about without a browser and without an inspection."""

import base64
import hashlib

from events.media import AssetKind
from functions.media.domain.assets import Asset, AssetState
from functions.media.gateways.files import quarantine_key
from functions.media.repository.assets import AssetRepository
from functions.media.repository.uploads import UploadRepository
from shared import aws, settings
from shared.clock import system_clock
from shared.ids import new_id


def let_arrive(org_id: str, upload_id: str) -> None:
    """Let all parts of an upload arrive, whatever is in them."""
    upload = UploadRepository(org_id, AssetRepository(org_id)).get(upload_id)
    for number in range(1, (upload.part_count or 0) + 1):
        content = bytes(upload.size_of_part(number))
        aws.client("s3").upload_part(
            Bucket=settings.setting("LMS_FILES_BUCKET"),
            Key=quarantine_key(org_id, upload_id),
            UploadId=upload.multipart_id,
            PartNumber=number,
            Body=content,
            ChecksumSHA256=base64.b64encode(hashlib.sha256(content).digest()).decode(),
        )


def make_ready(org_id: str, asset_id: str) -> None:
    """Let a file be one that can be shown."""
    assets = AssetRepository(org_id)
    facts = {"source_key": "sources/none", "width": 1280, "height": 720, "duration_s": 60.0, "renditions": (720,)}
    assets.save(assets.get(asset_id).become(AssetState.READY, system_clock.now(), **facts))


def work_file(org_id: str, owner_id: str, activity_id: str) -> str:
    """A file that somebody uploaded to hand it in, and that is ready. Returns its id."""
    now = system_clock.now()
    asset = Asset(
        asset_id=new_id("ast"),
        owner_id=owner_id,
        activity_id=activity_id,
        name="The moon.pdf",
        kind=AssetKind.DOCUMENT,
        content_type="application/pdf",
        size=100,
        sha256="0" * 64,
        state=AssetState.READY,
        served_key=f"files/{org_id}/con_1/file",
        created_at=now,
        updated_at=now,
    )
    return AssetRepository(org_id).save(asset).asset_id
