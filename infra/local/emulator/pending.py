"""What is still under way in the cloud: the answer to "may it be stopped?" and "has everything been told?"."""

from importlib import import_module
from typing import Any

Owned = tuple[str, str, dict[str, Any]]
"""A mapping with its account and region."""


def pending() -> dict[str, int]:
    """How much waits, by kind. Queues that nobody consumes (dead letters) do not count."""
    return {
        "stream records": sum(_unread(mapping) for mapping in _mappings()),
        "messages": sum(_waiting(mapping) for mapping in _mappings()),
        "workflows": sum(
            execution.get("status") == "RUNNING"
            for execution in list(_service("stepfunctions")._executions._data.values())
        ),
        "invocations": _service("lambda_svc")._inflight_total,
    }


def halt() -> None:
    """Take nothing more from streams and queues, and end the workers: what they had not finished comes again."""
    mappings = _mappings()
    _service("lambda_svc")._iter_all_esms = lambda: iter(())
    import_module("ministack.core.lambda_runtime").reset()
    for queue in (queue for mapping in mappings for queue in _queues(mapping)):
        for message in queue["messages"]:
            if message["receive_count"]:
                message["visible_at"] = 0  # Who had it is gone; nobody need wait for its time to run out.


def _mappings() -> list[Owned]:
    """Every mapping with its account and region."""
    return [
        (account, region, mapping) for (account, region, _), mapping in list(_service("lambda_svc")._esms._data.items())
    ]


def _unread(owned: Owned) -> int:
    account, region, mapping = owned
    source = mapping["EventSourceArn"]
    if ":dynamodb:" not in source:
        return 0
    table = source.partition(":table/")[2].partition("/stream/")[0]
    end = _service("dynamodb").stream_end_position(table, account_id=account, region=region)
    read = _service("lambda_svc")._dynamodb_stream_positions.get_scoped(account, region, mapping["UUID"], 0)
    return max(0, int(end) - int(read))


def _waiting(owned: Owned) -> int:
    return sum(len(queue["messages"]) for queue in _queues(owned))


def _queues(owned: Owned) -> list[dict[str, Any]]:
    """The queue that a mapping reads, if it reads one."""
    account, region, mapping = owned
    if ":sqs:" not in mapping["EventSourceArn"]:
        return []
    name = mapping["EventSourceArn"].rpartition(":")[2]
    return [
        queue
        for (owner, place, _), queue in list(_service("sqs")._queues._data.items())
        if (owner, place) == (account, region) and queue.get("name") == name
    ]


def _service(name: str) -> Any:
    return import_module(f"ministack.services.{name}")
