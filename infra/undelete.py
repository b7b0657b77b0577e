"""Brings deleted files back: ``python -m infra.undelete BUCKET PREFIX``, with ``--apply`` to do it.

Buckets are versioned, and a file that is deleted stays below a marker for 30 days. Taking the marker away is bringing
it back, as it was. A second run finds nothing to do. What was made since stays, since it has no marker.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session


def undelete(s3: Any, bucket: str, prefix: str, *, since: datetime | None = None, apply: bool = False) -> Iterator[str]:
    """The keys of files that are deleted, that begin so, and of which a version is left; each once it is back.

    ``since`` leaves alone what was deleted before. An expiry by the bucket's own rule counts as a deletion.
    """
    if not prefix:
        raise ValueError("Say how the keys begin; a bucket holds the files of all organizations.")
    pages = s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix)
    left: set[str] = set()
    markers: dict[str, str] = {}
    for page in pages:
        left |= {version["Key"] for version in page.get("Versions", [])}
        for marker in page.get("DeleteMarkers", []):
            if marker["IsLatest"] and (since is None or marker["LastModified"] >= since):
                markers[marker["Key"]] = marker["VersionId"]
    for key, marker in sorted(markers.items()):
        if key in left:
            if apply:
                s3.delete_object(Bucket=bucket, Key=key, VersionId=marker)
            yield key


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m infra.undelete", description=__doc__)
    parser.add_argument("bucket")
    parser.add_argument("prefix", help="for example files/org_…/")
    parser.add_argument("--since", type=_moment, help="only what was deleted after this moment (ISO 8601, UTC)")
    parser.add_argument("--region", default="ap-south-1")
    parser.add_argument("--apply", action="store_true")
    chosen = parser.parse_args(arguments)
    try:
        s3 = get_session().create_client("s3", region_name=chosen.region)
        keys = list(undelete(s3, chosen.bucket, chosen.prefix, since=chosen.since, apply=chosen.apply))
    except (ValueError, BotoCoreError, ClientError) as failed:
        print(failed, file=sys.stderr)
        return 1
    print("\n".join(keys))
    print(f"{len(keys)} deleted files {'are back' if chosen.apply else 'can come back'}.")
    return 0


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


if __name__ == "__main__":
    sys.exit(main())
