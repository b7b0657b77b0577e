"""The relay: from a table's stream to the bus. One per room that tells; it knows no room.

A record that cannot be sent goes to the relay's own retry queue with its whole payload, and from there to a dead-letter
queue with an alarm, so that one bad record never blocks its shard and nothing is lost.
"""

import json
from datetime import datetime
from typing import Any

from shared import aws, settings
from shared.observability import Trace, log, log_failure, metric, tracing

PUT_EVENTS_LIMIT = 10
PUT_EVENTS_BYTES = 250_000


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The Lambda entry point, for batches of the stream and of the retry queue."""
    records = event["Records"]
    if records and records[0].get("eventSource") == "aws:sqs":
        return {"batchItemFailures": [{"itemIdentifier": i} for i in _send_again(records)]}
    _send_new(records)
    return {"batchItemFailures": []}


def news_of(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The envelopes that a stream record brings: of an insert, or of a change that changed what the row tells."""
    if record["eventName"] not in {"INSERT", "MODIFY"}:
        return []
    told = record["dynamodb"]["NewImage"].get("tells", {}).get("S")
    before = record["dynamodb"].get("OldImage", {}).get("tells", {}).get("S")
    return json.loads(told) if told and told != before else []


def _send_new(records: list[dict[str, Any]]) -> None:
    """Send what the records tell. Raises only when even the retry queue cannot be reached: then the stream delivers the
    batch again, and what was sent already is sent twice, which its event id makes harmless."""
    envelopes = [envelope for record in records for envelope in news_of(record)]
    for number in _put(envelopes):
        aws.client("sqs").send_message(
            QueueUrl=settings.setting("LMS_RELAY_RETRY_URL"),
            MessageBody=_compact(envelopes[number]),
        )
        metric("RelayRetried")


def _send_again(records: list[dict[str, Any]]) -> list[str]:
    unsent = set(_put([json.loads(record["body"]) for record in records]))
    return [record["messageId"] for number, record in enumerate(records) if number in unsent]


def _put(envelopes: list[dict[str, Any]]) -> list[int]:
    """Send the envelopes within the limits of ``PutEvents``. Returns the positions of those that were not taken."""
    unsent: list[int] = []
    for batch in _batches(envelopes):
        entries = [_entry(envelopes[number]) for number in batch]
        try:
            answer = aws.client("events").put_events(Entries=entries)
        except Exception:
            log_failure("relay.failed", events=[envelopes[number]["event_id"] for number in batch])
            unsent += batch
            continue
        for number, result in zip(batch, answer["Entries"], strict=True):
            envelope = envelopes[number]
            with tracing(Trace(envelope["request_id"], envelope["correlation_id"], envelope["actor_id"])):
                sent = "ErrorCode" not in result
                log(
                    "event.sent" if sent else "event.refused",
                    event_id=envelope["event_id"],
                    detail_type=envelope["detail_type"],
                    reason=result.get("ErrorCode"),
                )
            if not sent:
                unsent.append(number)
    return unsent


def _batches(envelopes: list[dict[str, Any]]) -> list[list[int]]:
    batches: list[list[int]] = []
    weight = 0
    for number, envelope in enumerate(envelopes):
        size = len(_compact(envelope))
        if not batches or len(batches[-1]) == PUT_EVENTS_LIMIT or weight + size > PUT_EVENTS_BYTES:
            batches.append([])
            weight = 0
        batches[-1].append(number)
        weight += size
    return batches


def _entry(envelope: dict[str, Any]) -> dict[str, Any]:
    detail = {name: value for name, value in envelope.items() if name not in {"source", "detail_type"}}
    return {
        "EventBusName": settings.setting("LMS_BUS"),
        "Source": envelope["source"],
        "DetailType": envelope["detail_type"],
        "Time": datetime.fromisoformat(envelope["occurred_at"]),
        "Detail": _compact(detail),
    }


def _compact(envelope: dict[str, Any]) -> str:
    """As light as when it was weighed before the write (``telling``), so that it fits wherever it goes."""
    return json.dumps(envelope, separators=(",", ":"))
