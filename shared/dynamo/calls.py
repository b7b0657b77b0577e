"""The short way to DynamoDB: botocore's client, without what it would work out anew for each of a thousand equal calls.

The first call of each operation goes botocore's ordinary way, which finds the endpoint, the headers and the scope of
the signature, and opens the connection. Later calls take these over: they only write JSON, sign, send and read JSON,
for a third of the CPU. Whatever does not go well (a broken connection, a throttled or refused call, expired
credentials) is left to the ordinary way, with its retries and its errors; only a condition that did not hold is an
answer like any other.
"""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from botocore.awsrequest import AWSPreparedRequest, AWSRequest, HeadersDict
from botocore.credentials import ReadOnlyCredentials
from botocore.exceptions import BotoCoreError
from botocore.session import Session
from pydantic_core import from_json
from urllib3 import HTTPConnectionPool
from urllib3.exceptions import HTTPError

from shared.metering import count

OPERATIONS = frozenset(
    {
        "GetItem",
        "BatchGetItem",
        "Query",
        "PutItem",
        "UpdateItem",
        "DeleteItem",
        "TransactGetItems",
        "TransactWriteItems",
    }
)
REFUSALS = frozenset({"ConditionalCheckFailedException", "TransactionCanceledException"})
"""What a second try would only hear again."""


def shorten_calls(session: Session) -> None:
    """Let the DynamoDB clients that this session makes take the short way."""
    session.register("creating-client-class.dynamodb", _put_first)


def _put_first(base_classes: list[type], **_: object) -> None:
    base_classes.insert(0, ShortCalls)


@dataclass(frozen=True, slots=True)
class Form:
    """What all calls of one operation have in common."""

    url: str
    host: str
    target: str
    content_type: str
    user_agent: str
    region: str

    @classmethod
    def of(cls, request: AWSRequest) -> "Form | None":
        """The form of a request that botocore has signed; None for a kind of signature or address not known here."""
        signature = request.headers.get("Authorization", "")
        url = urlsplit(request.url)
        if not signature.startswith("AWS4-HMAC-SHA256 Credential=") or url.path != "/" or url.query:
            return None
        _, _, region, _, _ = signature.partition("Credential=")[2].partition(",")[0].rsplit("/", 4)
        default_port = {"https": ":443", "http": ":80"}[url.scheme]
        return cls(
            url=request.url,
            host=url.netloc.removesuffix(default_port),
            target=request.headers["X-Amz-Target"],
            content_type=request.headers["Content-Type"],
            user_agent=request.headers["User-Agent"],
            region=region,
        )

    def headers(self, body: bytes, credentials: ReadOnlyCredentials, at: datetime) -> dict[str, str]:
        """All headers of a call, signed (AWS Signature Version 4)."""
        moment = at.strftime("%Y%m%dT%H%M%SZ")
        signed = {
            "content-type": self.content_type,
            "host": self.host,
            "x-amz-date": moment,
            **({"x-amz-security-token": credentials.token} if credentials.token else {}),
            "x-amz-target": self.target,
        }
        lines = "".join(f"{name}:{value}\n" for name, value in signed.items())
        names = ";".join(signed)
        request = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
        scope = f"{moment[:8]}/{self.region}/dynamodb/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
        signature = hmac.digest(_signing_key(credentials.secret_key, scope), text.encode(), "sha256").hex()
        return {
            **signed,
            "user-agent": self.user_agent,
            "authorization": f"AWS4-HMAC-SHA256 Credential={credentials.access_key}/{scope}, "
            f"SignedHeaders={names}, Signature={signature}",
        }


class ShortCalls:
    """Stands before botocore's own client class; ``super()`` is the ordinary way."""

    meta: Any
    exceptions: Any
    _endpoint: Any
    _request_signer: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._forms: dict[str, tuple[Form, HTTPConnectionPool]] = {}
        self.meta.events.register_last("request-created.dynamodb", self._learn)

    def _learn(self, request: AWSRequest, operation_name: str, **_: object) -> None:
        session = self._endpoint.http_session
        through_proxy = session._proxy_config.proxy_url_for(request.url)
        if operation_name in OPERATIONS and not through_proxy and (form := Form.of(request)):
            pool = session._manager.connection_from_url(form.url)  # the one that the ordinary way uses
            session._setup_ssl_cert(pool, form.url, session._verify)
            self._forms[operation_name] = form, pool

    def _make_api_call(self, operation_name: str, api_params: dict[str, Any]) -> Any:
        if operation_name == "TransactWriteItems":
            # Made before the first try, so that a second one does nothing when the first was carried out after all.
            api_params.setdefault("ClientRequestToken", str(uuid4()))
        known = self._forms.get(operation_name)
        answer = self._call(*known, operation_name, api_params) if known else None
        if answer is None:
            answer = super()._make_api_call(operation_name, api_params)  # type: ignore[misc]  # botocore's client
        count(operation_name, answer)
        return answer

    def _call(self, form: Form, pool: HTTPConnectionPool, operation_name: str, api_params: Mapping[str, Any]) -> Any:
        """The answer; None when there is none that can be understood here."""
        sent = {name: value for name, value in api_params.items() if value is not None}
        body = json.dumps(sent, separators=(",", ":"), default=as_base64).encode()
        credentials = self._request_signer.get_auth_instance("dynamodb", form.region).credentials
        headers = form.headers(body, credentials, datetime.now(UTC))
        request = AWSPreparedRequest("POST", form.url, HeadersDict(headers), body, False)
        try:
            # The event through which tests put an answer in the place of the network, as in the ordinary way.
            heard = self.meta.events.emit(f"before-send.dynamodb.{operation_name}", request=request)
            if instead := next((answer for _, answer in heard if answer is not None), None):
                status, content = instead.status_code, instead.content
            else:
                response = pool.urlopen("POST", "/", body=body, headers=headers, retries=False)
                status, content = response.status, response.data
            told: Any = read_answer(content) if status in {200, 400} else None
        except (HTTPError, BotoCoreError, OSError, ValueError):
            return None
        if status == 400:
            self._raise_refusal(operation_name, told)
        return told if status == 200 else None

    def _raise_refusal(self, operation_name: str, told: Mapping[str, Any]) -> None:
        code = told.get("__type", "").rpartition("#")[2]
        if code in REFUSALS:
            error = {"Code": code, "Message": told.get("message") or told.get("Message") or ""}
            raise self.exceptions.from_code(code)({**told, "Error": error}, operation_name)


@lru_cache(maxsize=4)
def _signing_key(secret: str, scope: str) -> bytes:
    """The key of a day, region and service."""
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def as_base64(value: object) -> str:
    if isinstance(value, bytes | bytearray):
        return b64encode(value).decode()
    raise TypeError(f"{type(value)} cannot be written as JSON.")


def read_answer(content: bytes) -> Any:
    """The answer as botocore would give it: binary values, which are rare, as bytes."""
    if b'"B"' in content or b'"BS"' in content:
        return json.loads(content, object_hook=_with_bytes)
    return from_json(content, cache_strings="keys")


def _with_bytes(found: dict[str, Any]) -> dict[str, Any]:
    if len(found) == 1:
        if isinstance(text := found.get("B"), str):
            return {"B": b64decode(text)}
        if isinstance(texts := found.get("BS"), list):
            return {"BS": [b64decode(text) for text in texts]}
    return found
