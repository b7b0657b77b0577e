"""DynamoDB as the rooms use it: one shape of table, rows told apart by kind, repositories bound to one tenant.

Every write goes through ``Repository``, which refuses a key outside its tenant and lets a write carry the events it
tells in the row itself: fact and news are one atomic write, and the table's relay sends the news from the stream.
"""

from shared.dynamo.asks import Ask, answer
from shared.dynamo.conflicts import ConditionFailed, undisturbed
from shared.dynamo.connections import connection, forget_connections
from shared.dynamo.limits import BATCH_GET_LIMIT, TRANSACTION_LIMIT, chunks
from shared.dynamo.repositories import GlobalRepository, Page, Repository
from shared.dynamo.rows import ByGsi1, IntegerAttribute, Key, R, Row, TableOf
from shared.dynamo.transactions import Transaction

__all__ = [
    "BATCH_GET_LIMIT",
    "TRANSACTION_LIMIT",
    "Ask",
    "ByGsi1",
    "ConditionFailed",
    "GlobalRepository",
    "IntegerAttribute",
    "Key",
    "Page",
    "R",
    "Repository",
    "Row",
    "TableOf",
    "Transaction",
    "answer",
    "chunks",
    "connection",
    "forget_connections",
    "undisturbed",
]
