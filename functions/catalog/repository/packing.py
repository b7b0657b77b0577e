"""What may be larger than one item: compressed, and cut into parts that each fit."""

import zlib
from collections.abc import Callable, Sequence
from typing import Any

from functions.catalog.tables import CatalogRow, PartFields
from shared.dynamo import Key

PART_BYTES = 350_000
"""DynamoDB takes 400 KB per item, keys and names included."""


def pack(content: bytes, kind: type[Any], key: Callable[[int], Key]) -> list[CatalogRow]:
    """The rows that hold the content."""
    packed = zlib.compress(content, level=6)
    pieces = [packed[start : start + PART_BYTES] for start in range(0, len(packed), PART_BYTES)]
    rows: list[CatalogRow] = []
    for number, piece in enumerate(pieces):
        pk, sk = key(number)
        rows.append(kind(pk=pk, sk=sk, packed=piece, parts=len(pieces)))
    return rows


def unpack(rows: Sequence[PartFields]) -> bytes | None:
    """The content of these rows, given in order; None unless all its parts are there."""
    if not rows or len(rows) != rows[0].parts:
        return None
    return zlib.decompress(b"".join(row.packed for row in rows))
