"""What can go wrong, as types. Each class is one problem that a client can tell apart (RFC 9457).

Problem
├── BadRequest 400            the request cannot be understood
├── Unauthenticated 401       nobody, or nobody any more
├── Forbidden 403             known, but not allowed
├── NotFound 404              not there, or another tenant's
├── Conflict 409              the state of things forbids it
├── Gone 410                  it was there once
├── PreconditionFailed 412    somebody else was faster
├── TooLarge 413              more than is taken at once
├── UnsupportedMediaType 415  another kind of body is wanted
├── Unprocessable 422         understood, but a field is wrong
├── PreconditionRequired 428  say which version you mean
├── TooManyRequests 429       later
└── Unavailable 503           not now, through no fault of the client

A room's errors derive from these. ``code`` is the class name in snake case, ``title`` its docstring's first line,
``detail`` the message; keyword facts become members of the answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

Fact = str | int | bool | None | list[str]


@dataclass(frozen=True, slots=True)
class FieldError:
    """One fault at one place of the payload. ``pointer`` is a JSON pointer (RFC 6901), as in ``/blocks/0/type``."""

    pointer: str
    code: str
    message: str


class Problem(Exception):
    """Something went wrong."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "problem"
    title: ClassVar[str] = "Something went wrong"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.code = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", cls.__name__).lower()
        cls.title = (cls.__doc__ or cls.__name__).strip().splitlines()[0].rstrip(".")

    def __init__(self, detail: str = "", *, errors: Sequence[FieldError] = (), **facts: Fact) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or f"{self.title}."
        self.errors = tuple(errors)
        self.facts = facts

    def headers(self) -> dict[str, str]:
        """Response headers that belong to this problem."""
        return {}


class BadRequest(Problem):
    """The request cannot be understood."""

    status = 400


class Unauthenticated(Problem):
    """Sign in first: the access token is missing, expired or no longer valid."""

    status = 401

    def headers(self) -> dict[str, str]:
        """The scheme to authenticate with (RFC 6750)."""
        return {"www-authenticate": "Bearer"}


class Forbidden(Problem):
    """You are not allowed to do this."""

    status = 403


class NotFound(Problem):
    """There is no such thing here."""

    status = 404


class MethodNotAllowed(Problem):
    """This address does not take that method."""

    status = 405


class Conflict(Problem):
    """The present state does not allow it."""

    status = 409


class Gone(Problem):
    """It was here once, and is no more."""

    status = 410


class PreconditionFailed(Problem):
    """It was changed by somebody else in the meantime."""

    status = 412


class TooLarge(Problem):
    """The body is larger than is taken at once."""

    status = 413


class UnsupportedMediaType(Problem):
    """Another kind of body is wanted."""

    status = 415


class Unprocessable(Problem):
    """A field is not as it must be."""

    status = 422

    @classmethod
    def field(cls, pointer: str, code: str, message: str) -> "Unprocessable":
        """The error for a single field."""
        return cls(message, errors=[FieldError(pointer, code, message)])


class PreconditionRequired(Problem):
    """Send If-Match with the ETag of the version you changed."""

    status = 428


class TooManyRequests(Problem):
    """Too many requests: wait as long as Retry-After says."""

    status = 429

    def __init__(self, detail: str = "", *, retry_after_s: int, **facts: Fact) -> None:
        super().__init__(detail, errors=(), retry_after_s=retry_after_s, **facts)
        self.retry_after_s = retry_after_s

    def headers(self) -> dict[str, str]:
        """How long to wait."""
        return {"retry-after": str(self.retry_after_s)}


class InternalError(Problem):
    """Something went wrong on our side. It has been recorded under the request id."""

    status = 500


class Unavailable(Problem):
    """This cannot be answered right now. Try again shortly."""

    status = 503

    def headers(self) -> dict[str, str]:
        """When to try again."""
        return {"retry-after": "1"}
