"""A bare function that makes the same calls to DynamoDB as a request of ours, the way PynamoDB's documentation shows.

It does nothing with what it gets: no authentication, no rules, no log line, an answer of one number.
"""

import json
import os
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from mangum import Mangum
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.connection import Connection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

# For each measured request, its calls: [["GetItem", [pk, sk]], ["Query", [pk, begin, limit]], ...].
PLANS: dict[str, list[tuple[str, list[Any]]]] = json.loads(Path(os.environ["BENCH_PLANS"]).read_text())


class Thing(Model):
    """An item with some attributes that most of ours have; the others are read and dropped."""

    class Meta:
        table_name = "things"

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    title = UnicodeAttribute(null=True)
    status = UnicodeAttribute(null=True)
    revision = NumberAttribute(null=True)
    user_id = UnicodeAttribute(null=True)
    course_id = UnicodeAttribute(null=True)
    created_at = UTCDateTimeAttribute(null=True)
    hits = NumberAttribute(null=True)


app = FastAPI()


@app.api_route("/{request}", methods=["GET", "POST", "PUT"])
def repeat(request: str) -> dict[str, int]:
    """Make the calls of one request."""
    return {"items": sum(_call(operation, what) for operation, what in PLANS[request])}


def _call(operation: str, what: list[Any]) -> int:
    if operation == "GetItem":
        try:
            Thing.get(*what)
        except Thing.DoesNotExist:
            return 0
        return 1
    if operation == "BatchGetItem":
        return len(list(Thing.batch_get([tuple(key) for key in what])))
    if operation == "Query":
        pk, begin, limit = what
        # One page, as ours: a query that is read to its end would make more calls.
        page = Thing.query(pk, Thing.sk.startswith(begin) if begin else None, limit=limit)
        return len(list(page))
    if operation == "PutItem":
        Thing(*what, title="A title", status="active").save()
        return 1
    if operation == "UpdateItem":
        Thing(*what).update(actions=[Thing.hits.add(1)])
        return 1
    if operation == "DeleteItem":
        Thing(*what).delete()
        return 1
    with TransactWrite(connection=_connection()) as transaction:
        for key in what:
            transaction.save(Thing(*key, title="A title", status="active"))
    return len(what)


_connections: list[Connection] = []


def _connection() -> Connection:
    if not _connections:
        _connections.append(Connection())
    return _connections[0]


handler = Mangum(app, lifespan="off")
