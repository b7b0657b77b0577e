"""Calls of one room's functions to another's, in one process: the task is run where the call stands."""

import importlib
import json
from typing import Any
from urllib.parse import unquote

from botocore.awsrequest import AWSPreparedRequest, AWSResponse

from infra.local.oneprocess.running import running_as
from shared import aws

TASKS = "arn:aws:lambda:ap-south-1:123456789012:function:{room}-tasks:live"


def lead_to_rooms() -> None:
    """Let the process's clients of Lambda find the rooms' tasks."""
    emitter = aws._session().get_component("event_emitter")
    emitter.register_first("before-send.lambda", _answer, unique_id="the rooms' own tasks")


def _answer(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
    address = unquote(str(request.url))
    room = address.partition(":function:")[2].partition("-tasks")[0]
    body: Any = request.body
    try:
        with running_as(f"{room}-tasks"):
            answer = importlib.import_module(f"functions.{room}.tasks").handler(json.loads(body), None)
    except Exception:
        # The task has written it into its log.
        return AWSResponse(address, 200, {"X-Amz-Function-Error": "Unhandled"}, _Raw(b"{}"))
    return AWSResponse(address, 200, {}, _Raw(json.dumps(answer).encode()))


class _Raw:
    """A body as botocore reads it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, *_: Any, **__: Any) -> list[bytes]:
        """All of it."""
        content, self._content = self._content, b""
        return [content]

    def read(self, *_: Any, **__: Any) -> bytes:
        """All of it, once."""
        content, self._content = self._content, b""
        return content
