"""The door of webhooks: signed bytes, kept as they came, heard in any order and however often."""

import json
import subprocess
import sys
from typing import Any

import pytest

from functions.commerce.domain.orders import OrderState
from functions.commerce.hooks import handler
from functions.commerce.repository.doors import Door, DoorRepository
from functions.commerce.tables import DoorRow
from infra.local.razorpay.accounts import Event
from shared import aws
from shared.remembering import forget_memories
from shared.secrets import origin_secrets
from tests.functions.commerce.till import CONNECTION, Till, signature
from tests.support.client import Answer, gateway_event
from tests.support.news import messages
from tests.support.world import at_once

SECRET = CONNECTION["webhook_secret"]


def send(till: Till, body: bytes, connection_id: str | None = None, **headers: str) -> Answer:
    """A request as the gateway, or whoever, sends it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    path = f"/webhooks/razorpay/{connection_id or till.connection_id}"
    return till.shop.world.client.post(path, content=body, headers=named)


def signed(till: Till, body: bytes, secret: str = SECRET) -> Answer:
    return send(till, body, x_razorpay_signature=signature(body, secret))


def kept(prefix: str = "webhooks/") -> dict[str, tuple[bytes, str]]:
    """What the archive has: bodies and verdicts by key."""
    s3, bucket = aws.client("s3"), "lms-test-files"
    found = s3.list_objects_v2(Bucket=bucket, Prefix=prefix).get("Contents", [])
    objects = {one["Key"]: s3.get_object(Bucket=bucket, Key=one["Key"]) for one in found}
    return {key: (one["Body"].read(), one["Metadata"]["verdict"]) for key, one in objects.items()}


class TestTheSignature:
    def test_is_of_the_bytes_as_they_came(self, till: Till) -> None:
        for body in (b'{"event":"x.y"}', b'{ "event" : "x.y" }\n', '{"event":"x.y","n":"₹ é"}'.encode()):
            assert (signed(till, body).status_code, send(till, body + b" ").status_code) == (200, 400)

    @pytest.mark.parametrize(
        "header",
        ["", "0" * 64, "é" * 64, "0" * 63, "0" * 65, "Z" * 64, "\U0001f600" * 16, " " * 64, "None"],
    )
    def test_of_any_other_shape_is_refused(self, till: Till, header: str) -> None:
        answer = send(till, b'{"event":"x.y"}', x_razorpay_signature=header)

        assert (answer.status_code, answer.code) == (400, "bad_request")

    def test_is_not_missing(self, till: Till) -> None:
        assert send(till, b'{"event":"x.y"}').status_code == 400

    def test_is_one(self, till: Till) -> None:
        """Of a header that comes twice the API makes one with a comma."""
        body = b'{"event":"x.y"}'
        right = signature(body, SECRET)

        for header in (f"{right},{right}", f"{right}, {'0' * 64}", f'"{right}"', right.upper(), f"sha256={right}"):
            assert send(till, body, x_razorpay_signature=header).status_code == 400

    def test_of_an_empty_secret_is_refused(self, till: Till) -> None:
        assert signed(till, b'{"event":"x.y"}', secret="").status_code == 400

    def test_of_another_connection_is_refused(self, till: Till) -> None:
        other = till.shop.world.actor("org_admin")
        body = {**CONNECTION, "key_id": "rzp_test_22222222222222", "webhook_secret": "another-secret"}
        connection_id = other.post("/payment-connections", body).json()["connection_id"]
        told = b'{"event":"x.y"}'

        answer = send(till, told, connection_id, x_razorpay_signature=signature(told, SECRET))

        assert answer.status_code == 400

    def test_with_the_secret_before_counts_until_the_overlap_ends(self, till: Till) -> None:
        body = b'{"event":"x.y"}'
        assert signed(till, body).status_code == 200
        till.shop.admin.put(
            f"/payment-connections/{till.connection_id}/webhook-secret",
            {"webhook_secret": "the-next-one", "overlap_hours": 2},
            headers={"if-match": '"rev-1"'},
        )

        now = [signed(till, body, secret).status_code for secret in (SECRET, "the-next-one")]
        with till.shop.world.later(hours=3):
            then = [signed(till, body, secret).status_code for secret in (SECRET, "the-next-one")]

        assert (now, then) == ([200, 200], [400, 200])


class TestTheDoor:
    def test_is_read_as_it_is_written(self, till: Till) -> None:
        till.shop.admin.put(
            f"/payment-connections/{till.connection_id}/webhook-secret",
            {"webhook_secret": "the-next-one", "overlap_hours": 2},
            headers={"if-match": '"rev-1"'},
        )
        row = DoorRow.get(*DoorRow.key(till.connection_id))

        read = DoorRepository().find(till.connection_id)

        assert read == Door(
            row.org_id,
            row.connection_id,
            row.sealed_webhook_secret,
            row.former_sealed_webhook_secret,
            row.former_webhook_until,
        )
        assert DoorRepository().find("con_1") is None

    def test_starts_without_a_web_framework_and_without_what_asks_the_gateway_or_writes_rows(self) -> None:
        started = "import functions.commerce.hooks, sys; print(*sys.modules)"
        modules = subprocess.run([sys.executable, "-c", started], capture_output=True, text=True, check=True).stdout

        assert not {"fastapi", "starlette", "mangum", "pynamodb", "requests", "razorpay"} & set(modules.split())

    def test_is_not_there_for_a_connection_that_is_not(self, till: Till) -> None:
        for connection_id in ("con_01JD5H0TQ7W8X9Y0Z1A2B3C4D5", "..", "con_" + "A" * 60, "ord_1"):
            assert send(till, b"{}", connection_id).status_code == 404

    def test_takes_posts_only(self, till: Till) -> None:
        path = f"/webhooks/razorpay/{till.connection_id}"

        assert till.shop.world.client.get(path).status_code == 405

    def test_takes_bodies_up_to_a_megabyte(self, till: Till) -> None:
        body = json.dumps({"event": "x.y", "n": "a" * (1024 * 1024 - 30)}).encode()

        answers = [signed(till, body), signed(till, b"1" * (5 * 1024 * 1024)), signed(till, b"")]

        assert [answer.status_code for answer in answers] == [200, 413, 400]

    def test_is_behind_the_edge(self, till: Till) -> None:
        body = b'{"event":"x.y"}'
        headers = {"x-razorpay-signature": signature(body, SECRET)}
        path = f"/api/v1/webhooks/razorpay/{till.connection_id}"

        direct = handler(gateway_event("POST", path, headers, body, {}), None)
        through = handler(
            gateway_event("POST", path, {**headers, "x-origin-secret": origin_secrets()[0]}, body, {}), None
        )

        assert (direct["statusCode"], through["statusCode"]) == (403, 200)

    @pytest.mark.parametrize(
        "how",
        [
            {"headers": None},
            {"body": "not base64!"},
            {"body": "\ud800", "isBase64Encoded": False},
            {"body": None},
            {"body": "{}", "isBase64Encoded": False},
        ],
    )
    def test_refuses_what_no_gateway_sends(
        self, till: Till, how: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("LMS_ORIGIN_SECRET")
        path = f"/api/v1/webhooks/razorpay/{till.connection_id}"
        sent = gateway_event("POST", path, {"x-razorpay-signature": "0" * 64}, b"{}", {})

        assert handler({**sent, **how}, None)["statusCode"] == 400

    @pytest.mark.parametrize(
        "body",
        [
            b"\xff\xfe",
            b"null",
            b"[]",
            b'"payment.captured"',
            b'{"event":null}',
            b'{"event":["x"]}',
            b"[" * 100_000,
            b'{"event":"payment.captured","payload":[]}',
            b'{"event":"payment.captured","payload":{"payment":[]}}',
            b'{"event":"payment.captured","payload":{"payment":{"entity":7}}}',
            b'{"event":"payment.captured","payload":{"payment":{"entity":{"id":7,"amount":1e999,"status":{}}}}}',
            b'{"event":"refund.processed","payload":{"refund":{"entity":{"notes":["a"],"amount":-1}}}}',
            b'{"event":"x","created_at":' + b"9" * 400 + b"}",
            b'{"event":"x","created_at":' + b"9" * 5_000 + b"}",
            b'{"event":"payment.authorized","payload":{"payment":{"entity":{"status":"authorized","captured":[]}}}}',
            b'{"event":"payment.captured","payload":{"payment":{"entity":{"id":"pay_\\ud800","notes":null}}}}',
            b'{"event":"subscription.charged","payload":{"subscription":{"entity":{"id":{},"notes":7,"status":[]}}}}',
        ],
    )
    def test_takes_whatever_is_signed_and_keeps_it(self, till: Till, body: bytes) -> None:
        answer = signed(till, body)

        assert answer.status_code == 200
        assert body in {stored for stored, _ in kept().values()}
        till.shop.world.settle()
        assert messages("commerce-inbox") == []

    def test_keeps_every_body_with_its_verdict(self, till: Till) -> None:
        bodies = [b'{"event":"x.y"}', b'{"no":"event"}']
        for body in bodies:
            signed(till, body)
        send(till, b'{"event":"forged"}', x_razorpay_signature="0" * 64)

        assert sorted(kept("webhooks/kept/").values()) == [
            (b'{"event":"x.y"}', "accepted"),
            (b'{"no":"event"}', "unreadable"),
        ]
        assert list(kept("webhooks/refused/").values()) == [(b'{"event":"forged"}', "refused")]

    def test_answers_500_when_it_could_not_tell_so_that_the_gateway_comes_again(
        self, till: Till, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        till.pay(till.buy())
        event = till.events[-1]
        monkeypatch.setenv("LMS_BUS", "no-such-bus")

        refused = till.notify(event)
        monkeypatch.undo()

        assert (refused.status_code, refused.code) == (500, "internal_error")
        assert till.notify(event).status_code == 200


class TestHearing:
    def test_makes_an_order_paid_though_the_browser_never_returns(self, till: Till) -> None:
        order = till.buy()
        till.pay(order)

        till.deliver()

        assert till.order(order).state is OrderState.PAID

    def test_in_reverse_and_twice_comes_to_the_same(self, till: Till) -> None:
        order = till.buy()
        till.pay(order, outcome="failed")
        till.pay(order)

        till.deliver([*reversed(till.events), *till.events])

        stored = till.order(order)
        assert (stored.state, len(stored.payments), len(stored.failed_payments)) == (OrderState.PAID, 2, 1)

    def test_fifty_copies_at_once_have_one_effect(self, till: Till) -> None:
        order = till.buy()
        till.pay(order)
        captured = next(event for event in till.events if event.name == "payment.captured")

        answers = at_once(50, lambda _: till.notify(captured))
        at_once(8, lambda _: hear(captured, till))
        till.shop.world.settle()

        assert {answer.status_code for answer in answers} == {200}
        assert paid_news(order) == 1
        assert len(kept("webhooks/kept/")) == 1

    def test_of_an_unknown_order_is_parked_and_counted(self, till: Till, capsys: pytest.CaptureFixture[str]) -> None:
        made = till.account.create_order({"amount": 100_000, "currency": "INR"})
        till.account.pay(made["id"])

        till.deliver()

        assert "NoticeParked" in capsys.readouterr().out
        assert len(kept("webhooks/kept/")) == len(till.events)
        till.deliver()
        assert news_of("PaymentParked.v1", made["id"]) == 1

    def test_of_another_organizations_order_moves_nothing(self, till: Till) -> None:
        order = till.buy()
        till.pay(order)
        forget_memories()
        other = till.shop.world.actor("org_admin")
        body = {**CONNECTION, "key_id": "rzp_test_22222222222222", "webhook_secret": "another-secret"}
        connection_id = other.post("/payment-connections", body).json()["connection_id"]

        for event in till.events:
            sent = signature(event.body, "another-secret")
            assert send(till, event.body, connection_id, x_razorpay_signature=sent).status_code == 200
        till.shop.world.settle()

        assert till.order(order).state is OrderState.CREATED


def hear(event: Event, till: Till) -> dict[str, Any]:
    """The same message once more, straight to the handlers."""
    from functions.commerce import handlers
    from functions.commerce.domain.notices import read_notice
    from functions.commerce.service.noticing import _envelope
    from shared.clock import system_clock

    notice, door = read_notice(event.event_id, event.body), DoorRepository().find(till.connection_id)
    assert notice is not None
    assert door is not None
    detail = _envelope(door, notice, system_clock.now()).model_dump(mode="json", serialize_as_any=True)
    body = json.dumps({"detail-type": "GatewayNotified.v1", "detail": detail})
    answer = handlers.handler({"Records": [{"messageId": "1", "body": body}]}, None)
    assert answer == {"batchItemFailures": []}
    return answer


def paid_news(order: dict[str, Any]) -> int:
    """How often it was told that an order is paid."""
    return news_of("OrderPaid.v1", order["order_id"])


def news_of(kind: str, named: str) -> int:
    """How often something was told of what has this id, by the stream of the table."""
    streams = aws.client("dynamodbstreams")
    arn = streams.list_streams(TableName="lms-test-commerce")["Streams"][0]["StreamArn"]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    start = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    records = streams.get_records(ShardIterator=start["ShardIterator"])["Records"]
    told = [record["dynamodb"].get("NewImage", {}).get("tells", {}).get("S", "") for record in records]
    return sum(kind in text and named in text for text in told)
