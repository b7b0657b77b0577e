"""What can come of a request instead of what was wanted.

Failure            something did not work; catch this one
├── Unreachable    nobody answered: the address, the network, or a stack that is not running
└── Refused        the API answered with an error; has `.status` and `.problem`
"""

from __future__ import annotations

import json
from typing import Any

import httpx

__all__ = ["Failure", "Json", "Refused", "Unreachable"]

Json = dict[str, Any]

SECRET_FIELDS = frozenset({"password", "token", "refresh_token", "access_token"})


class Failure(Exception):
    """A request came to nothing. Carries the request, so that it can be shown."""

    def __init__(self, message: str, *, request: httpx.Request) -> None:
        super().__init__(message)
        self.request = request


class Unreachable(Failure):
    """Nobody answered at this address."""


class Refused(Failure):
    """The API answered, and the answer was an error."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self.status = answer.status_code
        self.problem = _problem(answer)
        super().__init__(_story(answer, self.problem), request=answer.request)

    @property
    def code(self) -> str:
        """The problem's machine-readable name, such as `course_not_found`."""
        return str(self.problem.get("code", ""))

    @property
    def request_id(self) -> str:
        """What the function's log lines of this request are found by."""
        return str(self.problem.get("request_id") or self.answer.headers.get("x-request-id", ""))


def _problem(answer: httpx.Response) -> Json:
    try:
        problem = answer.json()
    except ValueError:
        return {"detail": answer.text[:2000]}
    return problem if isinstance(problem, dict) else {"detail": str(problem)}


def _story(answer: httpx.Response, problem: Json) -> str:
    """Request and answer, in the lines that a person needs to find the fault."""
    lines = [
        f"{answer.request.method} {answer.request.url} answered {answer.status_code} "
        f"{problem.get('code') or answer.reason_phrase}"
    ]
    if problem.get("detail"):
        lines.append(f"  {problem['detail']}")
    lines += [
        f"  {error.get('pointer', '')}: {error.get('message', '')} ({error.get('code', '')})"
        for error in problem.get("errors") or []
    ]
    if sent := _sent(answer.request):
        lines.append(f"  sent: {sent}")
    if problem.get("request_id"):
        lines.append(f"  request_id: {problem['request_id']}")
    return "\n".join(lines)


def _sent(request: httpx.Request, longest: int = 600) -> str:
    try:
        body = json.loads(request.content)
    except (ValueError, httpx.RequestNotRead):
        return ""
    if isinstance(body, dict):
        body = {name: "..." if name in SECRET_FIELDS else value for name, value in body.items()}
    text = json.dumps(body, ensure_ascii=False)
    return text if len(text) <= longest else text[:longest] + " ..."
