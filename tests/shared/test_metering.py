"""What a piece of work consumes is in its log line, on the right account."""

from typing import Any

import pytest

from shared.metering import charge, count, metering
from shared.workflows import Tasks
from tests.support.client import Client
from tests.support.logs import Lines
from tests.support.shelf.storage import BookRepository


class TestAMeter:
    @pytest.mark.parametrize(
        ("operation", "told", "read", "written"),
        [
            ("GetItem", {"TableName": "t", "CapacityUnits": 0.5}, 0.5, 0),
            ("Query", {"TableName": "t", "CapacityUnits": 2.5}, 2.5, 0),
            ("BatchGetItem", [{"CapacityUnits": 1.0}, {"CapacityUnits": 2.5}], 3.5, 0),
            ("PutItem", {"CapacityUnits": 3.0}, 0, 3),
            ("TransactWriteItems", [{"CapacityUnits": 12.0, "WriteCapacityUnits": 12.0}], 0, 12),
            ("PutItem", None, 0, 0),
        ],
    )
    def test_counts_what_the_store_tells(self, operation: str, told: Any, read: float, written: float) -> None:
        with metering("org_1") as meter:
            count(operation, {"ConsumedCapacity": told} if told else {})

        assert (meter.calls, meter.read_units, meter.write_units) == (1, read, written)

    def test_counts_nothing_outside(self) -> None:
        with metering() as outer:
            with metering() as inner:
                count("GetItem", {})
            count("GetItem", {})
        count("GetItem", {})
        charge("org_1")

        assert (outer.calls, inner.calls, outer.org_id) == (1, 1, "")

    def test_is_nobodys_until_it_is_known_whose(self) -> None:
        with metering() as meter:
            before = meter.facts()
            charge("org_1")

        assert "org_id" not in before
        assert meter.facts()["org_id"] == "org_1"


class TestALine:
    def test_of_a_request_says_whose_it_was_and_what_it_took(self, tutor: Client, logs: Lines) -> None:
        tutor.get("/shelf/books/bok_1")

        line = logs.one("request")
        assert (line["org_id"], line["storage_calls"]) == ("org_1", 1)
        assert line["read_units"] > 0
        assert line["write_units"] == 0

    def test_of_a_visitor_is_on_nobodys_account(self, visitor: Client, logs: Lines) -> None:
        visitor.get("/shelf/nowhere")

        line = logs.one("request")
        assert "org_id" not in line
        assert (line["storage_calls"], line["read_units"], line["write_units"]) == (0, 0, 0)

    def test_of_a_task_is_on_the_account_that_it_was_given(self, books: BookRepository, logs: Lines) -> None:
        tasks = Tasks()

        @tasks.on("look")
        def look(payload: dict[str, Any]) -> dict[str, Any]:
            return {"found": bool(books.find("bok_1"))}

        tasks.handler({"task": "look", "org_id": "org_1"}, None)

        line = logs.one("task.done")
        assert (line["org_id"], line["storage_calls"]) == ("org_1", 1)
        assert line["duration_ms"] >= 0
