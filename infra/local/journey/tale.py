"""Telling a story step by step: a line for each, and everything one needs to know when a step goes wrong."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from infra.local.client import Failure, Refused
from infra.local.client.uploads import NotUsable
from infra.local.people import MailMissing

__all__ = ["Broken", "Saw", "Tale", "Unexpected"]

Saw = Callable[[str], None]
Logs = Callable[[str, float], Sequence[str]]

LONGEST_ANSWER = 2000
LOG_LINES = 30
SECRET_FIELDS = ("access_token", "refresh_token")


class Unexpected(Exception):
    """The API answered, but the story goes on differently."""


class Broken(Exception):
    """A step went wrong; the message tells all that is known."""


@dataclass
class Tale:
    """Prints the steps. `logs` gives what the function behind a path has written since a moment."""

    logs: Logs = lambda path, since: ()
    say: Callable[[str], object] = print
    steps: int = 0
    _last: httpx.Response | None = field(default=None, repr=False)

    def watch(self, answer: httpx.Response) -> None:
        """To be told of every answer."""
        self._last = answer

    @contextmanager
    def step(self, title: str) -> Iterator[Saw]:
        """One step; what it checked is told to the value of the `with`."""
        seen: list[str] = []
        began, clock = time.time(), time.monotonic()
        self._last = None
        try:
            yield seen.append
        except (Failure, Unexpected, MailMissing, NotUsable) as failure:
            raise Broken(self._told(title, failure, began)) from failure
        self.steps += 1
        self.say(f"{self.steps:3} ✓ {title}: {'; '.join(seen)} ({time.monotonic() - clock:.1f} s)")

    def _told(self, title: str, failure: Exception, began: float) -> str:
        lines = [f"{self.steps + 1:3} ✗ {title}", "", str(failure)]
        answer = failure.answer if isinstance(failure, Refused) else self._last
        if answer is not None:
            lines += [
                "",
                f"The request   {answer.request.method} {answer.request.url}",
                f"The answer    {_shown(answer)}",
            ]
            lines += ["", "The function's log", *self._log(answer, began)]
        return "\n".join(lines)

    def _log(self, answer: httpx.Response, began: float) -> list[str]:
        """The lines of this very request, or else the last ones since the step began."""
        try:
            written = [line.rstrip() for line in self.logs(answer.request.url.path, began)]
        except Exception as unreadable:  # the step's own failure must be told, whatever happens to the logs
            return [f"  (cannot be read: {unreadable!r})"]
        request_id = answer.headers.get("x-request-id", "")
        own = [line for line in written if request_id and request_id in line]
        return [f"  {line}" for line in (own or written)[-LOG_LINES:]] or ["  (nothing was written)"]


def _shown(answer: httpx.Response) -> str:
    try:
        body = answer.json()
    except ValueError:
        text = answer.text
    else:
        if isinstance(body, dict):
            body = {name: "..." if name in SECRET_FIELDS else value for name, value in body.items()}
        text = json.dumps(body, ensure_ascii=False)
    return f"{answer.status_code} {text if len(text) <= LONGEST_ANSWER else text[:LONGEST_ANSWER] + ' ...'}"
