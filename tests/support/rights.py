"""Which rights to tables each function really uses: what it asks of DynamoDB, in the terms of IAM."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from infra.local.oneprocess.running import running
from shared import aws
from shared.dynamo import connection

Right = tuple[str, str, str]
"""Function, table, action: ``("catalog-api", "lms-test-identity", "BatchGetItem")``."""

PARTS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}


@contextmanager
def used_rights() -> Iterator[set[Right]]:
    """Meanwhile, every right that a function of the product uses is added to the set."""
    used: set[Right] = set()

    def note(request: Any, **_: object) -> None:
        if running():
            operation = request.headers["x-amz-target"]
            name = operation.decode() if isinstance(operation, bytes) else operation
            used.update((running(), table, action) for table, action in rights(name.partition(".")[2], request.body))

    # A door that must start fast asks without PynamoDB.
    clients = [connection().client, aws.client("dynamodb")]
    for client in clients:
        client.meta.events.register_first("before-send.dynamodb", note)
    try:
        yield used
    finally:
        for client in clients:
            client.meta.events.unregister("before-send.dynamodb", note)


def rights(operation: str, body: str | bytes) -> Iterator[tuple[str, str]]:
    """The table and action of every right that one call needs; a transaction needs those of its parts."""
    content: Mapping[str, Any] = json.loads(body)
    if operation == "TransactWriteItems":
        for item in content["TransactItems"]:
            for part, asked in item.items():
                yield asked["TableName"], PARTS[part]
    elif operation == "BatchGetItem":
        for table in content["RequestItems"]:
            yield table, operation
    else:
        yield content["TableName"], operation
