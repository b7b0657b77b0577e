"""An organization's rows: ``python -m infra.organization_data STAGE --organization ORG --bucket BUCKET > rows.jsonl``.

Each room's table is exported to the bucket as it is now, which reads nothing of what serves people, and the
organization's rows are taken from there: a line of JSON each, with its room, its kind and its values. The files, which
hold everybody's rows, are deleted again; take a bucket without versions. With ``--room`` only that room is asked. What
is global (people, with their addresses) belongs to the people and is not in it; nor are files, which have addresses in
the API. Secrets are in it as they are stored: sealed.
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from infra.config import STAGES
from infra.contexts import CONTEXTS
from infra.lost_rows import Wanted
from infra.names import Names
from shared.ids import new_id

LOOKED_AT_EVERY_S = 10
FOLDER = "organization-data"


class ExportFailed(Exception):
    """A table could not be exported."""


def rows(dynamodb: Any, s3: Any, *, table: str, bucket: str, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """The organization's rows in one table, as plain values, without what is left to be told."""
    prefix = f"{FOLDER}/{new_id('exp')}"
    _export(dynamodb, table, bucket, prefix)
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=f"{prefix}/")
    keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
    try:
        for key in keys:
            if "/data/" in key:
                yield from _rows_in(s3.get_object(Bucket=bucket, Key=key)["Body"], wanted)
    finally:
        for key in keys:
            s3.delete_object(Bucket=bucket, Key=key)


def plain(value: Mapping[str, Any]) -> Any:
    """A value without DynamoDB's types: numbers as numbers, sets as sorted lists, bytes as base64."""
    ((kind, content),) = value.items()
    if kind == "N":
        return _number(content)
    if kind == "NS":
        return sorted(map(_number, content))
    if kind in {"SS", "BS"}:
        return sorted(content)
    if kind == "L":
        return [plain(one) for one in content]
    if kind == "M":
        return {name: plain(one) for name, one in content.items()}
    return None if kind == "NULL" else content


def _export(dynamodb: Any, table: str, bucket: str, prefix: str) -> None:
    arn = dynamodb.describe_table(TableName=table)["Table"]["TableArn"]
    export = dynamodb.export_table_to_point_in_time(
        TableArn=arn, S3Bucket=bucket, S3Prefix=prefix, ExportFormat="DYNAMODB_JSON"
    )["ExportDescription"]
    while export["ExportStatus"] == "IN_PROGRESS":
        time.sleep(LOOKED_AT_EVERY_S)
        export = dynamodb.describe_export(ExportArn=export["ExportArn"])["ExportDescription"]
    if export["ExportStatus"] != "COMPLETED":
        raise ExportFailed(f"{table}: {export.get('FailureCode')} {export.get('FailureMessage')}")


def _rows_in(packed: Any, wanted: Wanted) -> Iterator[dict[str, Any]]:
    with gzip.open(packed, "rt", encoding="utf-8") as lines:
        for line in lines:
            # Most lines are others': parsing them would be most of the work.
            if wanted.scope not in line:
                continue
            item = json.loads(line)["Item"]
            if wanted.holds(item["pk"]["S"]):
                yield {name: plain(value) for name, value in item.items() if name != "tells"}


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdecimal() else float(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line."""
    every_room = [context.name for context in CONTEXTS if context.keeps_rows]
    parser = argparse.ArgumentParser(prog="python -m infra.organization_data", description=__doc__)
    parser.add_argument("stage", choices=sorted(STAGES))
    parser.add_argument("--organization", required=True, metavar="ORG")
    parser.add_argument("--bucket", required=True, help="where the export lies meanwhile")
    parser.add_argument("--room", choices=every_room)
    chosen = parser.parse_args(arguments)
    stage = STAGES[chosen.stage]
    session = get_session()
    try:
        wanted = Wanted(organization=chosen.organization)
        dynamodb, s3 = (session.create_client(name, region_name=stage.region) for name in ("dynamodb", "s3"))
        for room in [chosen.room] if chosen.room else every_room:
            table = Names(stage).of(room)
            for row in rows(dynamodb, s3, table=table, bucket=chosen.bucket, wanted=wanted):
                print(json.dumps({"room": room, **row}, ensure_ascii=False))
    except (ValueError, ExportFailed, BotoCoreError, ClientError) as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
