"""What functions consume in one process: every call, with the items that it wrote."""

import base64
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from moto.core.botocore_stubber import BotocoreStubber

from infra.bench.tape import Call, Item
from infra.local.oneprocess.kept import backend
from tests.support.faults import POLLING, _name


def listen(monkeypatch: pytest.MonkeyPatch, calls: list[Call], others: Counter[str]) -> None:
    """From now on, keep every call that functions make, with the items that it wrote."""
    process = BotocoreStubber.process_request

    def heard(stubber: BotocoreStubber, request: Any) -> Any:
        tables = {name: len(table.stream_shard.items) for name, table in backend("dynamodb").tables.items()}
        answer = process(stubber, request)
        name = _name(request)
        if name in POLLING:
            return answer
        others[name if "." in name.partition(" ")[0] else f"{request.method} "] += 1
        written = [
            (table, _item(one, "OldImage"), _item(one, "NewImage"))
            for table, was in tables.items()
            for one in backend("dynamodb").tables[table].stream_shard.items[was:]
        ]
        if name == "SQS.DeleteMessageBatch":
            others["SQS.DeleteMessage"] += len(json.loads(request.body)["Entries"])
        target, body = request.headers.get("X-Amz-Target", b""), request.body or b""
        target = target.decode() if isinstance(target, bytes) else target
        asked = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)
        content = answer[2] if answer is not None else b""
        said = content.decode("utf-8", "replace") if isinstance(content, bytes) else str(content)
        calls.append(Call(target, asked, 200, said, written))
        return answer

    monkeypatch.setattr(BotocoreStubber, "process_request", heard)


def _item(record: Any, image: str) -> Item | None:
    """The item before or after; moto has bytes as they are."""
    found: Item | None = record.record["dynamodb"].get(image)
    return found and {name: _encoded(value) for name, value in found.items()}


def _encoded(value: Mapping[str, Any]) -> Mapping[str, Any]:
    raw = value.get("B")
    if raw is None:
        return value
    return {"B": base64.b64encode(raw if isinstance(raw, bytes) else str(raw).encode()).decode()}
