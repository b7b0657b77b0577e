"""What goes wrong, as RFC 9457 answers."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from shared.contract import PROBLEM_JSON
from shared.errors import BadRequest, FieldError, InternalError, MethodNotAllowed, NotFound, Problem, Unprocessable
from shared.observability import current_trace
from shared.pointers import pointer_to

API = "/api/v1"


def render(problem: Problem) -> Response:
    """A problem as an RFC 9457 answer."""
    trace = current_trace()
    body: dict[str, Any] = {
        **problem.facts,  # first, so that no fact takes the place of a standard member
        "type": f"{API}/problems/{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "errors": [
            {"pointer": error.pointer, "code": error.code, "message": error.message} for error in problem.errors
        ],
        "request_id": trace.request_id,
    }
    return JSONResponse(body, status_code=problem.status, headers=problem.headers(), media_type=PROBLEM_JSON)


async def _problem_raised(request: Request, error: Any) -> Response:
    return render(error)


async def _http_exception(request: Request, error: Any) -> Response:
    kinds: dict[int, Problem] = {
        400: BadRequest(),
        404: NotFound("There is nothing at this address."),
        405: MethodNotAllowed(),
    }
    answer = render(kinds.get(error.status_code, InternalError()))
    answer.headers.update(error.headers or {})
    return answer


async def _validation_failed(request: Request, error: Any) -> Response:
    faults = error.errors()
    if any(fault["loc"][0] == "path" for fault in faults):
        return render(NotFound())
    errors = [_field_error(fault, error.body) for fault in faults[:50]]
    # What is wrong with the body as a whole has no name of a field: it says itself what it is.
    named = ", ".join(dict.fromkeys(error.pointer or f"the body ({error.message})" for error in errors[:5]))
    return render(Unprocessable(f"Not as it must be: {named}.", errors=errors))


def _field_error(fault: Mapping[str, Any], body: Any) -> FieldError:
    where, *steps = fault["loc"]
    pointer = pointer_to(body, steps) if where == "body" else pointer_to(None, fault["loc"])
    return FieldError(pointer, str(fault["type"]), str(fault["msg"]).removeprefix("Value error, "))


EXCEPTION_HANDLERS: dict[Any, Any] = {
    Problem: _problem_raised,
    RequestValidationError: _validation_failed,
    HTTPException: _http_exception,
}
"""How an application answers each kind of exception."""
