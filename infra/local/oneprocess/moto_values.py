"""The values in moto's tables are compared and weighed without doing the same over and over."""

from functools import cache
from typing import Any

from moto.dynamodb.exceptions import ItemSizeTooLarge
from moto.dynamodb.models.dynamo_type import DynamoType, LimitedSizeDict
from moto.dynamodb.models.utilities import bytesize

MOST_BYTES = 405_000
"""The size from which on moto refuses an item."""


def teach_values() -> None:
    """Do it once for the process."""
    _quick_texts()
    _values_weighed_once()


def _quick_texts() -> None:
    """Most values, and all keys, are texts, which are compared as they are. moto asks for five other types first."""
    content = DynamoType.cast_value.fget  # type: ignore[attr-defined]  # it is a property

    def cast_value(value: DynamoType) -> Any:
        return value.value if value.type == "S" else content(value)

    def equal(one: DynamoType, other: DynamoType) -> bool:
        return one.type == other.type and (one.value == other.value or one.cast_value == other.cast_value)

    DynamoType.cast_value = property(cast_value)  # type: ignore[method-assign, assignment]  # as above
    DynamoType.__eq__ = equal  # type: ignore[method-assign]  # as above


def _values_weighed_once() -> None:
    """For every attribute that is set, moto weighs all others anew; most are texts and numbers, which never change."""
    size = DynamoType.size
    weight_of_name = cache(bytesize)

    def weight(value: DynamoType) -> int:
        if value.type not in {"S", "N", "B", "BOOL", "NULL"}:
            return size(value)
        known: dict[str, Any] = vars(value)
        if "weight" not in known:
            known["weight"] = size(value)
        return int(known["weight"])

    def set_weighed(row: LimitedSizeDict, name: str, value: Any) -> None:
        values = (*row.values(), value)
        weights = (one.size() if type(one) is DynamoType else bytesize(str(one)) for one in values)
        if sum(map(weight_of_name, (*row, name))) + sum(weights) > MOST_BYTES:
            raise ItemSizeTooLarge
        dict.__setitem__(row, name, value)

    DynamoType.size = weight  # type: ignore[method-assign, assignment]  # moto has no hook
    LimitedSizeDict.__setitem__ = set_weighed  # type: ignore[method-assign]  # as above
