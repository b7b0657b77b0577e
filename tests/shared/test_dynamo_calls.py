"""The short way to DynamoDB says and hears exactly what botocore's ordinary way does."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError, EndpointConnectionError
from botocore.session import Session
from urllib3 import HTTPConnectionPool
from urllib3.exceptions import ProtocolError

from infra.local.oneprocess import OneProcess
from shared.dynamo import connection
from shared.dynamo.calls import Form, ShortCalls, shorten_calls

KEY = {"pk": {"S": "ORG#org_1"}, "sk": {"S": "A"}}
GET = {"TableName": "t", "Key": KEY}
ITEM = {
    **KEY,
    "title": {"S": 'Ümlaut ✓ हिन्दी "B" \\ \n'},
    "pages": {"N": "123456789012345678901234567890"},
    "packed": {"B": "AP/+"},
    "packs": {"BS": ["AA==", "/w=="]},
    "flags": {"M": {"B": {"S": "B"}, "yes": {"BOOL": True}, "no": {"NULL": True}, "list": {"L": [{"N": "1"}]}}},
}


class Wire:
    """Stands where the network is: answers in turn, and remembers what was sent."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any] | Exception] = []
        self.sent: list[tuple[dict[str, str], bytes]] = []

    def urlopen(self, pool: HTTPConnectionPool, method: str, url: str, **options: Any) -> Any:
        text = {name.lower(): v.decode() if isinstance(v, bytes) else v for name, v in options["headers"].items()}
        self.sent.append((text, options["body"]))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        status, told = answer
        data = told if isinstance(told, bytes) else json.dumps(told).encode()

        def stream(*_: object, **__: object) -> Any:
            return iter([data])

        return SimpleNamespace(status=status, data=data, stream=stream, headers={"x-amzn-RequestId": "R"})


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    wire = Wire()
    monkeypatch.setattr(HTTPConnectionPool, "urlopen", lambda *args, **options: wire.urlopen(*args, **options))
    monkeypatch.setattr("time.sleep", lambda _: None)
    return wire


def client(token: str | None = None) -> Any:
    session = Session()
    session.set_credentials("AKID", "secret", token)
    shorten_calls(session)
    return session.create_client("dynamodb", "ap-south-1", endpoint_url="https://dynamodb.example:8443")


def test_the_first_call_of_an_operation_goes_the_ordinary_way_and_later_ones_the_short(wire: Wire) -> None:
    dynamodb = client()
    wire.answers = [(200, {"Item": ITEM})] * 3

    ordinary, short, shorter = (dynamodb.get_item(**GET) for _ in range(3))

    del ordinary["ResponseMetadata"]
    assert short == shorter == ordinary
    assert short["Item"]["packed"] == {"B": b"\x00\xff\xfe"}
    (first, first_body), (second, second_body), _ = wire.sent
    assert json.loads(second_body) == json.loads(first_body) == GET
    assert second["x-amz-target"] == first["x-amz-target"]
    assert second["content-type"] == first["content-type"]
    assert first["user-agent"].startswith(second["user-agent"])


@pytest.mark.parametrize("token", [None, "session-token"])
def test_a_signature_is_the_one_that_botocore_makes(
    wire: Wire, token: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    dynamodb = client(token)
    wire.answers = [(200, {}), (200, {})]
    dynamodb.get_item(**GET)
    dynamodb.get_item(**GET)
    sent, body = wire.sent[-1]
    at = datetime.strptime(sent["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda: at)
    unsigned = {name: sent[name] for name in ("content-type", "x-amz-target")}
    request = AWSRequest("POST", "https://dynamodb.example:8443/", headers=unsigned, data=body)

    SigV4Auth(Credentials("AKID", "secret", token), "dynamodb", "ap-south-1").add_auth(request)

    assert sent["authorization"] == request.headers["Authorization"]
    assert sent["host"] == "dynamodb.example:8443"


def test_binary_values_are_sent_as_botocore_sends_them(wire: Wire) -> None:
    dynamodb = client()
    wire.answers = [(200, {})] * 2

    for _ in range(2):
        dynamodb.put_item(TableName="t", Item={**KEY, "packed": {"B": b"\x00\xff\xfe"}})

    (_, ordinary), (_, short) = wire.sent
    assert json.loads(short) == json.loads(ordinary)


def refusals(dynamodb: Any, operation: str, **parameters: Any) -> list[dict[str, Any]]:
    """What three calls in a row are refused with."""
    refused = []
    for _ in range(2):
        with pytest.raises(ClientError) as error:
            getattr(dynamodb, operation)(**parameters)
        refused.append({"class": type(error.value).__name__, **error.value.response})
        del refused[-1]["Error"]["Message"]
    return refused


def test_a_condition_that_did_not_hold_is_told_in_the_same_words_and_not_asked_twice(wire: Wire) -> None:
    dynamodb = client()
    told = {"__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", "message": "It failed"}
    wire.answers = [(400, told)] * 2

    ordinary, short = refusals(dynamodb, "put_item", TableName="t", Item=KEY)

    assert short["class"] == ordinary["class"] == "ConditionalCheckFailedException"
    assert short["Error"] == ordinary["Error"]
    assert wire.answers == []


def test_a_cancelled_transaction_gives_its_reasons(wire: Wire) -> None:
    dynamodb = client()
    reasons = [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Message": "It failed"}]
    name = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException"
    wire.answers = [(400, {"__type": name, "Message": "Cancelled", "CancellationReasons": reasons})] * 2

    ordinary, short = refusals(
        dynamodb, "transact_write_items", TransactItems=[{"Put": {"TableName": "t", "Item": KEY}}]
    )

    assert short["CancellationReasons"] == ordinary["CancellationReasons"] == reasons
    assert short["class"] == ordinary["class"] == "TransactionCanceledException"


@pytest.mark.parametrize(
    "mishap",
    [
        ProtocolError("Connection broken"),
        EndpointConnectionError(endpoint_url="https://dynamodb.example"),
        TimeoutError(),
        (500, {"__type": "InternalServerError"}),
        (503, b"<html>"),
        (200, b'{"Item": {"pk"'),
        (400, b"<html>"),
        (400, {"__type": "com.amazonaws.dynamodb.v20120810#ThrottlingException"}),
        (400, {"__type": "com.amazon.coral.service#ExpiredTokenException"}),
    ],
)
def test_what_does_not_go_well_is_done_again_in_the_ordinary_way(wire: Wire, mishap: Any) -> None:
    dynamodb = client()
    wire.answers = [(200, {}), mishap, (200, {"Item": ITEM})]
    dynamodb.get_item(**GET)

    answer = dynamodb.get_item(**GET)

    assert answer["Item"]["title"] == ITEM["title"]
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_a_transaction_that_is_sent_again_is_the_same_one(wire: Wire) -> None:
    dynamodb = client()
    wire.answers = [(200, {}), ProtocolError("The answer is lost"), (200, {}), (200, {})]
    for _ in range(3):
        dynamodb.transact_write_items(TransactItems=[{"Put": {"TableName": "t", "Item": KEY}}])

    first, lost, again, next_one = (json.loads(body)["ClientRequestToken"] for _, body in wire.sent)

    assert lost == again
    assert len({first, lost, next_one}) == 3


@pytest.mark.parametrize(
    ("url", "signature"),
    [
        ("https://dynamodb.example/", "AWS4-ECDSA-P256-SHA256 Credential=AKID/20260101/dynamodb/aws4_request, …"),
        ("https://dynamodb.example/?a=b", "AWS4-HMAC-SHA256 Credential=AKID/20260101/r/dynamodb/aws4_request, …"),
        ("https://dynamodb.example/prefix", "AWS4-HMAC-SHA256 Credential=AKID/20260101/r/dynamodb/aws4_request, …"),
        ("https://dynamodb.example/", ""),
    ],
)
def test_a_request_of_another_form_is_left_to_botocore(url: str, signature: str) -> None:
    assert Form.of(AWSRequest("POST", url, headers={"Authorization": signature})) is None


def test_every_row_takes_the_short_way(cloud: OneProcess) -> None:
    assert isinstance(connection().client, ShortCalls)
