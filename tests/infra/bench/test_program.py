"""The measured process: a handler, its cost, and nothing of the measuring in it."""

from pathlib import Path

import pytest

from infra.bench.process import Measured, NotAnswered

HANDLER = """
import time
def handler(event, context):
    print("a log line that nobody reads")
    until = time.process_time() + event["seconds"]
    while time.process_time() < until:
        pass
    return {"statusCode": event["status"], "body": event["rawPath"]}
"""


@pytest.fixture
def code(tmp_path: Path) -> Path:
    (tmp_path / "made_up.py").write_text(HANDLER)
    return tmp_path


def test_a_process_answers_says_what_it_spent_and_how_large_it_is(code: Path) -> None:
    with Measured("made_up", [code], {}) as function:
        busy = {"rawPath": "/busy", "seconds": 0.05, "status": 200}

        assert function.answer(busy)["body"] == "/busy"
        assert 0.05 <= function.seconds(busy, 3) < 0.1
        assert function.resident_bytes() > 1_000_000


def test_a_request_that_fails_has_no_time(code: Path) -> None:
    with Measured("made_up", [code], {}) as function:
        failing = {"rawPath": "/failing", "seconds": 0, "status": 500}

        with pytest.raises(NotAnswered, match="/failing answered 500"):
            function.seconds(failing, 2)
        with pytest.raises(NotAnswered, match="/failing"):
            function.answer(failing)


def test_a_process_that_cannot_start_says_why(code: Path) -> None:
    with pytest.raises(NotAnswered, match="No module named 'nowhere'"):
        Measured("nowhere", [code], {})
