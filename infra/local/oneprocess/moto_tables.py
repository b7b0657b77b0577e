"""moto's tables, asked without HTTP: of moto's time for a row, most goes into taking a request apart to find what it
says, and into writing the answer down by the service's model. Here both are the JSON that they are.

What moto refuses is refused the long way, so that it is written down as moto writes it.
"""

import json
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from moto.core.exceptions import ServiceException
from moto.core.request import normalize_request
from moto.dynamodb.responses import DynamoHandler
from werkzeug.exceptions import HTTPException

from infra.local.oneprocess.kept import REGION, backend
from shared.dynamo.calls import OPERATIONS, as_base64, read_answer

URL = f"https://dynamodb.{REGION}.amazonaws.com/"
TARGET = "DynamoDB_20120810."
METHODS = {name: "".join(f"_{one.lower()}" if one.isupper() else one for one in name)[1:] for name in OPERATIONS}
"""moto's names of what is asked, by AWS's."""

Response = tuple[int, dict[str, Any], str | bytes]


class _Handler(DynamoHandler):
    """One that looks its tables up once, not whenever it asks them for something."""

    dynamodb_backend: Any = None


def answer(request: AWSPreparedRequest) -> Response | None:
    """What moto's tables answer; None when something else is asked."""
    if request.url != URL:
        return None
    target = request.headers["x-amz-target"]
    method = METHODS.get((target if isinstance(target, str) else target.decode()).removeprefix(TARGET))
    if method is None:
        return None
    handler = _Handler()
    handler.dynamodb_backend = backend("dynamodb")
    handler.body = read_answer(request.body)
    try:
        found: Any = getattr(handler, method)().result
    except (ServiceException, HTTPException) as refusal:
        return _refused(request, method, refusal)
    return 200, {"content-type": "application/x-amz-json-1.0"}, json.dumps(found, default=as_base64)


def _refused(request: AWSPreparedRequest, method: str, refusal: Exception) -> Response:
    def refuse() -> None:
        raise refusal

    handler, normal = DynamoHandler(), normalize_request(request)
    setattr(handler, method, refuse)
    status, headers, body = handler._dispatch(normal, normal.raw_url, normal.headers)
    return status, headers, body
