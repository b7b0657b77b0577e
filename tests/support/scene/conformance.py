"""Whether an answer is one that the API's document promises, as Schemathesis judges it."""

from datetime import timedelta
from typing import Any

import httpx2
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.client import Answer
from tests.support.scene.operations import DOCUMENT, Operation

CHECKS: Any = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
API = schemathesis.openapi.from_dict(DOCUMENT)
BASE = "http://lms.example"


class UndocumentedProblem(AssertionError):
    """A problem that the operation does not say it answers with."""


def described(operation: Operation) -> Any:
    """The operation as Schemathesis knows it."""
    return API[operation.path][operation.method]


def require_conformance(operation: Operation, answer: Answer, case: Any = None) -> None:
    """Raise unless the status, the headers and the body are as the document says."""
    case = case if case is not None else described(operation).Case(path_parameters=dict.fromkeys(operation.params, "x"))
    heard = httpx2.Response(
        answer.status_code,
        headers=dict(answer.headers),
        content=answer.text.encode(),
        request=httpx2.Request(operation.method, BASE + operation.path),
    )
    heard.elapsed = timedelta(0)
    case.validate_response(heard, checks=CHECKS)
    if answer.code is not None and answer.code not in operation.about["x-problems"]:
        raise UndocumentedProblem(f"{operation} answers {answer.code}, which its document does not name.")
