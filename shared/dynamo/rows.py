"""Rows of a room's one table, told apart by their kind."""

from collections.abc import Callable
from typing import Any, ClassVar, Self, TypeVar

import pynamodb.attributes
import pynamodb.models
from pydantic import BaseModel
from pynamodb.attributes import DiscriminatorAttribute, NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.connection import TableConnection
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from shared import settings
from shared.dynamo.connections import table_connection

Key = tuple[str, str]


_WITHOUT_COLUMNS = frozenset(Model.__mro__)


def _members(kind: type, is_wanted: Callable[[Any], bool]) -> list[tuple[str, Any]]:
    """What ``inspect.getmembers`` finds for PynamoDB, which reads every attribute of a class to find its columns, twice
    for each of the hundred kinds of row that a start brings: 15 ms. PynamoDB's own classes have none.
    """
    bases = [base for base in reversed(kind.__mro__) if base not in _WITHOUT_COLUMNS]
    held = {name: value for base in bases for name, value in vars(base).items()}
    return sorted((name, value) for name, value in held.items() if is_wanted(value))


pynamodb.attributes.getmembers = pynamodb.models.getmembers = _members  # type: ignore[attr-defined, assignment]  # not theirs to export


class _LateNamed(type):
    """Gives a table its name when it is asked for, so that importing a model needs no environment."""

    context: str

    @property
    def table_name(cls) -> str:
        return settings.table_name(cls.context)


class TableOf(metaclass=_LateNamed):
    """Base of a model's ``Meta``: names the room whose table it is."""

    context: ClassVar[str]
    connect_timeout_seconds = 1
    read_timeout_seconds = 5
    max_retry_attempts = 3


class ByGsi1(GlobalSecondaryIndex[Any]):
    """The second way into a table."""

    class Meta:
        index_name = "gsi1"
        projection = AllProjection()

    gsi1pk = UnicodeAttribute(hash_key=True)
    gsi1sk = UnicodeAttribute(range_key=True)


class IntegerAttribute(NumberAttribute):
    """A whole number; PynamoDB's own numbers come back as floats."""

    def deserialize(self, value: str) -> int:
        """The exact number that was stored."""
        return int(value)


class Row(Model):
    """One item. A room's base row adds ``Meta``; its kinds of row add their attributes and a discriminator.

    ``tells`` holds the events of the latest write; every write sets or removes it. ``expires_at`` is DynamoDB's time to
    live, which deletes days late: no rule depends on it.
    """

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    gsi1pk = UnicodeAttribute(null=True)
    gsi1sk = UnicodeAttribute(null=True)
    kind = DiscriminatorAttribute()
    revision = VersionAttribute()
    expires_at = IntegerAttribute(null=True)
    tells = UnicodeAttribute(null=True)

    def __init__(self, *keys: Any, revision: int | None = None, **values: Any) -> None:
        """A row to be written. Its revision is the one that was read; 0 or None for what was never stored."""
        if revision:
            values["revision"] = revision
        super().__init__(*keys, **values)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        # A room's base row: its kinds have names of their own, so that rooms may ask each other.
        if "Meta" in vars(cls):
            cls.kind = DiscriminatorAttribute()
            cls.kind.__set_name__(cls, "kind")

    @classmethod
    def _get_connection(cls) -> TableConnection:
        return table_connection(cls.Meta.table_name, cls)

    @classmethod
    def _instantiate(cls, attribute_values: dict[str, dict[str, Any]]) -> Self:
        """The row that was stored. PynamoDB's own way sets every default and every value through three look-ups each,
        which for a page of 25 rows takes longer than the call that fetched them.
        """
        kind = cls._get_discriminator_class(attribute_values) or cls
        if not issubclass(kind, cls):
            raise ValueError(f"{kind.__name__} is not a {cls.__name__}.")
        row: Self = kind.__new__(kind)
        row.attribute_values = {}
        for name, attribute in kind.get_attributes().items():
            found = attribute_values.get(attribute.attr_name)
            if found is not None and "NULL" not in found:
                row.attribute_values[name] = attribute.deserialize(attribute.get_value(found))
            elif attribute.default is not None:
                row.attribute_values[name] = attribute.default() if callable(attribute.default) else attribute.default
        return row

    @classmethod
    def of(cls, thing: BaseModel, **keys: Any) -> Self:
        """The row of a domain object: its fields, and the keys."""
        return cls(**keys, **{name: value for name, value in thing.model_dump().items() if value is not None})


R = TypeVar("R", bound=Row)
