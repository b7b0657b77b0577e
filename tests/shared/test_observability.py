"""What happened, for people who were not there, and nothing that they must not see."""

import json
from threading import Thread

import pytest

from shared.observability import Trace, current_trace, log, log_failure, metric, note_actor, tracing
from tests.support.client import Client
from tests.support.logs import Lines
from tests.support.shelf.storage import Book
from tests.support.world import at_once

SECRETS = {
    "authorization": "Bearer ada.1.tutor",
    "x-origin-secret": "the-edges-own-secret",
    "cookie": "session=monster",
    "idempotency-key": "key-of-a-client",
}


class TestATrace:
    def test_holds_inside_and_ends_outside(self) -> None:
        before = current_trace()

        with tracing(Trace("req_1", "req_0")):
            inside = current_trace()

        assert inside == Trace("req_1", "req_0", "system")
        assert current_trace() == before

    def test_ends_after_a_failure_too(self) -> None:
        before = current_trace()

        with pytest.raises(ZeroDivisionError), tracing(Trace("req_1", "req_0")):
            raise ZeroDivisionError

        assert current_trace() == before

    def test_within_another_gives_way_to_it_again(self) -> None:
        with tracing(Trace("req_1", "req_0")):
            with tracing(Trace("req_2", "req_2")):
                note_actor("usr_2")
            assert current_trace() == Trace("req_1", "req_0")

    def test_learns_who_acts(self) -> None:
        with tracing(Trace("req_1", "req_0")):
            note_actor("usr_1")

            assert current_trace() == Trace("req_1", "req_0", "usr_1")

    def test_is_each_threads_own(self) -> None:
        seen: list[Trace] = []
        with tracing(Trace("req_1", "req_0")):
            thread = Thread(target=lambda: seen.append(current_trace()))
            thread.start()
            thread.join()

        assert seen == [Trace("none", "none")]


class TestALine:
    def test_has_the_traces_ids_and_its_facts(self, logs: Lines) -> None:
        with tracing(Trace("req_1", "req_0", "usr_1")):
            log("books.counted", count=3)

        line = logs.one("books.counted")
        assert (line["request_id"], line["correlation_id"], line["actor_id"]) == ("req_1", "req_0", "usr_1")
        assert line["count"] == 3

    def test_of_a_failure_has_what_was_raised_and_where(self, logs: Lines) -> None:
        try:
            raise ZeroDivisionError("by nothing")
        except ZeroDivisionError:
            log_failure("books.uncountable", shelf=1)

        line = logs.one("books.uncountable")
        assert line["level"] == "ERROR"
        assert "ZeroDivisionError: by nothing" in line["exception"]
        assert "test_observability.py" in line["exception"]

    def test_keeps_to_one_line_whatever_it_says(self, logs: Lines) -> None:
        log("books.odd", title='two\nlines\r\x00 "quoted" \u2028 ümlaut')

        assert logs.text.count("\n") == 1
        assert logs.one("books.odd")["title"] == 'two\nlines\r\x00 "quoted" \u2028 ümlaut'

    def test_quotes_nothing_that_pydantic_quotes(self, logs: Lines) -> None:
        sent = {"book_id": ["hunter1, input_type=str hunter2"], "title": {"password": "hunter3\nhunter4"}}
        try:
            Book.model_validate(sent)
        except ValueError:
            log_failure("books.odd")

        assert "string_type" in logs.text
        assert "hunter" not in logs.text


class TestARequest:
    def test_is_one_line_with_its_route_status_and_ids(self, tutor: Client, logs: Lines) -> None:
        answer = tutor.get("/shelf/books/bok_1", headers={"x-correlation-id": "trace-12345678"})

        line = logs.one("request")
        assert line["route"] == "/api/v1/shelf/books/{book_id}"
        assert (line["method"], line["status"], line["actor_id"]) == ("GET", 404, "usr_ada")
        assert (line["request_id"], line["correlation_id"]) == (answer.headers["x-request-id"], "trace-12345678")
        assert line["duration_ms"] >= 0

    def test_never_shows_its_secrets_body_or_query(self, tutor: Client, logs: Lines) -> None:
        body = {"title": "hunter2", "note": "hunter2", "unknown": "hunter2"}
        for path in ("/shelf/books", "/shelf/crash", "/shelf/full", "/shelf/nowhere"):
            tutor.post(path, json_body=body, headers=SECRETS, params={"token": "hunter2", "cursor": "hunter2"})
        tutor.post("/shelf/crash", json_body={"title": "hunter2"})

        assert len(logs.all("request")) == 5
        for secret in ("hunter2", "Bearer", "ada.1", *SECRETS.values()):
            assert secret not in logs.text

    @pytest.mark.parametrize(
        "asked", ["short", "x" * 65, "with space inside", 'quo"te-123', "new\nline-123", "ünïcödé-123", "", "--------"]
    )
    def test_takes_no_correlation_id_that_could_say_something_else(
        self, tutor: Client, logs: Lines, asked: str
    ) -> None:
        answer = tutor.get("/shelf/books", headers={"x-correlation-id": asked})

        assert logs.one("request")["correlation_id"] == answer.headers["x-request-id"]

    def test_that_reaches_no_route_is_on_record_without_its_path(self, visitor: Client, logs: Lines) -> None:
        visitor.get("/shelf/nowhere/hunter2")

        assert logs.one("request")["route"] == "unrouted"
        assert "hunter2" not in logs.text

    def test_that_fails_on_our_side_is_counted(self, visitor: Client, capsys: pytest.CaptureFixture[str]) -> None:
        visitor.post("/shelf/crash", json_body={"title": "x"})
        visitor.post("/shelf/full")

        figures = capsys.readouterr().out
        assert figures.count('"ServerError":[1.0]') == 1
        assert figures.count('"UnhandledError":[1.0]') == 1


class TestAFigure:
    @pytest.mark.usefixtures("cloud")
    def test_is_a_line_in_the_embedded_metric_format(self, capsys: pytest.CaptureFixture[str]) -> None:
        metric("BooksCounted", 3)

        figure = json.loads(capsys.readouterr().out)
        assert figure["BooksCounted"] == [3.0]
        assert figure["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "lms"

    @pytest.mark.usefixtures("cloud")
    def test_is_not_lost_nor_mixed_with_sixteen_at_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        def count(number: int) -> None:
            for _ in range(20):
                metric(f"Figure{number}")

        at_once(16, count)

        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        names = [name for line in lines for name in line if name.startswith("Figure")]
        assert len(names) == 16 * 20
        assert {names.count(f"Figure{number}") for number in range(16)} == {20}
