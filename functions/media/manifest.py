"""What media runs."""

from events.media import AssetDeleted, AssetFailed, AssetReady, UploadArrived
from shared.manifest import READ, Context, Expiry, Function, Schedule

MEDIA = Context(
    name="media",
    routes=("/media",),
    tells=(UploadArrived, AssetReady, AssetFailed, AssetDeleted),
    hears=(UploadArrived,),
    asks=("identity", "catalog"),
    workflows=("inspection",),
    schedules=(Schedule(task="sweep_uploads", every="rate(10 minutes)"),),
    keeps_files=True,
    takes_uploads=True,
    # What was never inspected goes by itself; S3 throws away parts that were never put together.
    expiries=(Expiry(prefix="quarantine/", days=2),),
    api=Function(
        table=(*READ, "PutItem", "UpdateItem", "DeleteItem"),
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
        layers=("images",),
    ),
)
