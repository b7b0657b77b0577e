"""Keeps every webhook as it came in, with what was made of it."""

from datetime import datetime

from functions.commerce.domain.notices import Verdict
from shared import aws, settings


class Archive:
    """Files of the room's bucket. What was refused goes by itself after a month."""

    def keep(
        self, body: bytes, verdict: Verdict, *, org_id: str, connection_id: str, notice_id: str, at: datetime
    ) -> None:
        """Store a body under its day. The same one stored again is the same file."""
        kept = "refused" if verdict is Verdict.REFUSED else "kept"
        aws.client("s3").put_object(
            Bucket=settings.setting("LMS_FILES_BUCKET"),
            Key=f"webhooks/{kept}/{org_id}/{connection_id}/{at:%Y/%m/%d}/{notice_id}.json",
            Body=body,
            ContentType="application/json",
            Metadata={"verdict": verdict.value, "received-at": at.isoformat()},
        )
