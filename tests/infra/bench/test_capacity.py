"""Capacity units as AWS's documentation counts them."""

import json
from typing import Any

import pytest

from infra.bench.capacity import Units, size, units
from infra.bench.tape import Call, Item

PLACE: Item = {"pk": {"S": "P"}, "sk": {"S": "S"}}


def item(weight: int, **more: Any) -> Item:
    """An item of so many bytes, together with what else is given."""
    rest = {**PLACE, **more}
    filling = weight - size(rest) - len("f")
    return {**rest, "f": {"S": "x" * filling}}


def call(operation: str, asked: Any, answered: Any = None, *written: tuple[Item | None, Item | None]) -> Call:
    table = "t"
    images = [(table, was, now) for was, now in written]
    return Call(f"DynamoDB_20120810.{operation}", json.dumps(asked), 200, json.dumps(answered or {}), images)


@pytest.mark.parametrize(
    ("value", "weight"),
    [
        ({"S": "नमस्ते"}, 18),
        ({"N": "0"}, 1),
        ({"N": "12345"}, 4),
        ({"N": "-1200"}, 2),
        ({"B": "AAEC"}, 3),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"SS": ["ab", "c"]}, 3),
        ({"L": [{"S": "ab"}, {"BOOL": True}]}, 8),
        ({"M": {"ab": {"S": "c"}}}, 7),
    ],
)
def test_an_item_weighs_its_names_and_values(value: Any, weight: int) -> None:
    assert size({"name": value}) == len("name") + weight


@pytest.mark.parametrize(
    ("weight", "consistent", "read"), [(100, False, 0.5), (4096, True, 1), (4097, True, 2), (9000, False, 1.5)]
)
def test_a_read_is_counted_in_steps_of_four_kilobytes(weight: int, consistent: bool, read: float) -> None:
    got = call("GetItem", {"ConsistentRead": consistent}, {"Item": item(weight)})

    assert units([got]) == Units(read=read)


def test_nothing_found_costs_the_least() -> None:
    assert units([call("GetItem", {"ConsistentRead": True})]) == Units(read=1)


def test_named_items_are_counted_each_and_a_queried_page_together() -> None:
    small = [item(1000)] * 3
    asked = {"RequestItems": {"t": {"Keys": [PLACE] * 4, "ConsistentRead": True}}}

    assert units([call("BatchGetItem", asked, {"Responses": {"t": small}})]) == Units(read=4)
    assert units([call("Query", {"ConsistentRead": True}, {"Items": small})]) == Units(read=1)


def test_a_write_is_counted_by_the_larger_of_old_and_new() -> None:
    assert units([call("PutItem", {}, None, (item(2000), item(300)))]) == Units(written=2)
    assert units([call("DeleteItem", {}, None, (item(2000), None))]) == Units(written=2)


def test_a_transaction_costs_twice_what_it_writes() -> None:
    assert units([call("TransactWriteItems", {}, None, (None, item(1500)), (item(10), item(10)))]) == Units(written=6)


def test_an_index_entry_costs_when_it_comes_goes_or_changes() -> None:
    listed = item(900, gsi1pk={"S": "a"}, gsi1sk={"S": "1"})
    renamed = {**listed, "f": {"S": "y" * 700}}
    moved = {**listed, "gsi1sk": {"S": "2"}}

    assert units([call("PutItem", {}, None, (None, listed))]) == Units(written=2)
    assert units([call("PutItem", {}, None, (listed, renamed))]) == Units(written=2)
    assert units([call("PutItem", {}, None, (listed, moved))]) == Units(written=3)
    assert units([call("PutItem", {}, None, (listed, item(900)))]) == Units(written=2)


def test_calls_of_other_services_cost_no_units() -> None:
    assert units([Call("secretsmanager.GetSecretValue", "{}", 200, "{}")]) == Units()


@pytest.mark.parametrize(
    ("spent", "text"),
    [(Units(), "0 R"), (Units(read=1.5), "1.5 R"), (Units(written=4), "4 W"), (Units(2, 8), "2 R + 8 W")],
)
def test_units_are_told_briefly(spent: Units, text: str) -> None:
    assert str(spent) == text
