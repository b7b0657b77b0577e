"""The one connection to DynamoDB that a process has."""

from functools import cache
from typing import cast

from pynamodb.connection import Connection, TableConnection
from pynamodb.models import Model

from shared.dynamo.calls import shorten_calls
from shared.remembering import forget_memories


@cache
def connection() -> Connection:
    """One connection for every table: a client costs some 60 ms to make, and each would keep its own sockets."""
    connection = Connection(connect_timeout_seconds=1, read_timeout_seconds=5, max_retry_attempts=3)
    shorten_calls(connection.session)
    # Made here, because PynamoDB has a session per thread, and only this one's is shortened.
    _ = connection.client
    return connection


@cache
def table_connection(table: str, schema_of: type[Model]) -> TableConnection:
    made = Model._get_connection.__func__(schema_of)  # type: ignore[attr-defined]  # the unbound original
    shared = connection()
    shared._tables.setdefault(table, made.connection.get_meta_table(table))
    made.connection = shared
    return cast(TableConnection, made)


def forget_connections() -> None:
    """Drop every connection, and what was read through it; for tests that move to another account."""
    connection.cache_clear()
    table_connection.cache_clear()
    forget_memories()
