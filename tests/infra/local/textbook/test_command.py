"""The command: what it makes, what it prints, how it ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.local.client import Api
from infra.local.textbook import __main__ as command
from tests.infra.local.shelf import Shelf
from tests.infra.local.textbook.builders import line, write

Run = Callable[..., int]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def run(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Run:
    class Visitor:
        def __init__(self, url: str) -> None: ...

        def sign_in(self, email: str, password: str) -> Api:
            return shelf.author()

    monkeypatch.setattr(command, "Api", Visitor)

    def call(file: Path, *more: str) -> int:
        return command.main([str(file), "--email", "tutor@example.org", "--password", "p", *more])

    return call


def book(tmp_path: Path, modules: int = 3) -> Path:
    return write(tmp_path / "book.jsonl", *(line(id=f"k{number}", title=f"L{number}") for number in range(modules)))


def test_builds_and_publishes(run: Run, shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(book(tmp_path), "--publish") == 0

    printed = capsys.readouterr().out
    assert shelf.outline() == {"Knots": ["L0", "L1", "L2"]}
    assert shelf.published == ["course-1"]
    assert "Seamanship: 1 topics, 3 lessons" in printed
    assert "Built course-1" in printed
    assert "Published as version 1" in printed


def test_stops_at_the_limit(run: Run, shelf: Shelf, tmp_path: Path) -> None:
    assert run(book(tmp_path), "--limit", "2") == 0

    assert shelf.outline() == {"Knots": ["L0", "L1"]}


def test_a_copy_is_another_course(run: Run, shelf: Shelf, tmp_path: Path) -> None:
    for more in ([], [], ["--copy", "b"]):
        assert run(book(tmp_path), *more) == 0

    assert sum(item["kind"] == "course" for item in shelf.items.values()) == 2


def test_a_bad_line_ends_it_before_anything_is_made(
    run: Run, shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(write(tmp_path / "bad.jsonl", line(), line(id="k2", body=None))) == 1

    assert capsys.readouterr().err == "line 2, field body: Input should be a valid string.\n"
    assert not shelf.items


def test_a_refusal_is_told_in_full(run: Run, shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shelf.fault = lambda request: httpx.Response(403, json={"code": "forbidden", "detail": "Tutors only."})

    assert run(book(tmp_path)) == 1
    assert "answered 403 forbidden\n  Tutors only." in capsys.readouterr().err


def test_an_interruption_says_how_to_go_on(
    run: Run, shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(request: Any) -> None:
        raise KeyboardInterrupt

    shelf.fault = interrupt

    assert run(book(tmp_path)) == 130
    assert "goes on from here" in capsys.readouterr().err
