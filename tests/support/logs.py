"""What the backend logs, as a log search would see it."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from shared.observability import logger


class Lines:
    """The log lines written so far."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        """All of it."""
        return self._stream.getvalue()

    def all(self, message: str | None = None) -> list[dict[str, Any]]:
        """The lines, parsed; those of one event's name if it is given."""
        lines = [json.loads(line) for line in self.text.split("\n") if line]
        return [line for line in lines if message in (None, line["message"])]

    def one(self, message: str) -> dict[str, Any]:
        """The only line of that event."""
        (line,) = self.all(message)
        return line


@contextmanager
def listening_in() -> Iterator[Lines]:
    """Meanwhile, the log goes here."""
    stream = io.StringIO()
    handler = cast("logging.StreamHandler[Any]", logger().registered_handler)
    before = handler.setStream(stream)
    try:
        yield Lines(stream)
    finally:
        handler.setStream(before)
