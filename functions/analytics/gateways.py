"""The archive of all that is told: compressed files of lines, by organization and day (of UTC)."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

from shared import aws, settings

ARCHIVE = "archive"


class Archive:
    """One organization's events, as Firehose keeps them: each at least once, in no order."""

    def __init__(self, org_id: str) -> None:
        self._prefix = f"{ARCHIVE}/org={org_id}/"

    def files(self, first_day: str, last_day: str, *, after: str = "") -> Iterator[str]:
        """The files of some days, in their order, from after one of them on."""
        start = max(after, f"{self._prefix}day={first_day}")
        client = aws.client("s3")
        wanted: dict[str, str] = {"Bucket": _bucket(), "Prefix": self._prefix, "StartAfter": start}
        while True:
            page = client.list_objects_v2(**wanted)
            for found in page.get("Contents", []):
                if found["Key"][len(self._prefix) :].partition("/")[0] > f"day={last_day}":
                    return
                yield found["Key"]
            if not page.get("IsTruncated"):
                return
            wanted["ContinuationToken"] = page["NextContinuationToken"]

    def events(self, key: str) -> Iterator[dict[str, Any]]:
        """What was told, as the bus brought it; no more than a piece of the file is in memory."""
        body = aws.client("s3").get_object(Bucket=_bucket(), Key=key)["Body"]
        with gzip.GzipFile(fileobj=body) as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)


def _bucket() -> str:
    return settings.setting("LMS_FILES_BUCKET")
