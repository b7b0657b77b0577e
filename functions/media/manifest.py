"""What media runs."""

from events.media import AssetDeleted, AssetFailed, AssetReady, UploadArrived, WorkFileReady
from shared.manifest import READ, Context, Expiry, Function, Notice, Schedule, Secret, Watched

MEDIA = Context(
    name="media",
    routes=("/media",),
    tells=(UploadArrived, AssetReady, WorkFileReady, AssetFailed, AssetDeleted),
    hears=(UploadArrived,),
    asks=("identity", "catalog", "learning", "assessment"),
    workflows=("inspection", "video"),
    schedules=(Schedule(task="look_at_due_files", every="rate(10 minutes)"),),
    watched=(Watched("tasks", "DeadlineFailed", runbook="deadlines"),),
    notices=(
        Notice(
            task="hear_of_video",
            source="aws.mediaconvert",
            detail_type="MediaConvert Job State Change",
            detail={"status": ["COMPLETE", "ERROR", "CANCELED"]},
        ),
    ),
    secrets=(
        Secret(name="playback", description="The private keys that sign what CloudFront shows.", generated=False),
    ),
    shows=("videos", "files"),
    keeps_files=True,
    takes_uploads=True,
    # What was never inspected goes by itself; S3 throws away parts that were never put together.
    expiries=(Expiry(prefix="quarantine/", days=2),),
    api=Function(
        table=(*READ, "PutItem", "UpdateItem", "DeleteItem"),
        secrets=("playback",),
        files=("AbortMultipartUpload", "GetObject", "ListBucket", "ListMultipartUploadParts", "PutObject"),
    ),
    handlers=Function(table=(), machines=("inspection",), asks=()),
    # Reading twenty gigabytes takes minutes; pictures want memory.
    tasks=Function(
        memory_mb=3008,
        timeout_s=900,
        table=(*READ, "PutItem", "DeleteItem"),
        files=("AbortMultipartUpload", "DeleteObject", "GetObject", "ListBucket", "PutObject"),
        asks=(),
        machines=("video",),
        answers_machines=("video",),
        transcodes=True,
        layers=("images",),
    ),
)
