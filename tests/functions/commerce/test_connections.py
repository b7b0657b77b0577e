"""Connections to the payment gateway: tried when saved, sealed, replaced with an overlap, never read again."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from functions.commerce.gateways.safe import KeyService
from functions.commerce.repository.connections import ConnectionRepository
from functions.commerce.tables import DoorRow
from infra.local.razorpay.service import Response
from shared import aws
from shared.dynamo import GlobalRepository
from tests.functions.commerce.conftest import CONNECTION
from tests.support.actors import Actor
from tests.support.world import World, at_once

PATH = "/payment-connections"
SECRETS = {CONNECTION["key_secret"], CONNECTION["webhook_secret"]}


class TestConnecting:
    def test_tries_the_key_and_tells_where_webhooks_go(self, world: World, admin: Actor) -> None:
        answer = admin.post(PATH, json_body=CONNECTION)

        connected = answer.json()
        assert (answer.status_code, answer.headers["etag"]) == (201, '"rev-1"')
        assert (connected["live"], connected["state"]) == (False, "active")
        assert connected["webhook_url"].endswith(f"/api/v1/webhooks/razorpay/{connected['connection_id']}")

    def test_refuses_a_key_that_the_gateway_does_not_accept(self, world: World, admin: Actor) -> None:
        admin.post(PATH, json_body=CONNECTION)

        answer = admin.post(PATH, json_body={**CONNECTION, "key_secret": "guessed-wrong"})

        assert (answer.status_code, answer.code) == (422, "gateway_key_refused")
        assert answer.json()["errors"][0]["pointer"] == "/key_secret"
        assert len(admin.get(PATH).json()["items"]) == 1

    @pytest.mark.parametrize("broken", [b"<html>502 Bad Gateway</html>", b"[]", b"", b'"{}"'])
    def test_says_that_the_gateway_is_not_there_whatever_it_answers(
        self, world: World, admin: Actor, monkeypatch: pytest.MonkeyPatch, broken: bytes
    ) -> None:
        monkeypatch.setattr(world.process.razorpay, "answer", lambda request: Response(502, broken, "text/html"))

        answer = admin.post(PATH, json_body=CONNECTION)

        assert (answer.status_code, answer.code) == (503, "gateway_unavailable")

    def test_takes_at_most_twenty(self, admin: Actor) -> None:
        answers = [
            admin.post(PATH, json_body={**CONNECTION, "key_id": f"rzp_test_{number:014}"}) for number in range(21)
        ]

        assert [answer.status_code for answer in answers] == [201] * 20 + [409]

    def test_the_same_request_makes_one(self, admin: Actor) -> None:
        answers = [admin.post(PATH, json_body=CONNECTION, headers={"idempotency-key": "k"}) for _ in range(2)]

        assert len({answer.json()["connection_id"] for answer in answers}) == 1

    @pytest.mark.parametrize(
        "wrong",
        [
            {"key_id": "sk_live_123"},
            {"key_secret": ""},
            {"key_secret": "with space"},
            {"webhook_secret": ""},
            {"webhook_secret": "ü" * 10},
            {"unknown": 1},
        ],
    )
    def test_names_what_is_wrong(self, admin: Actor, wrong: dict[str, object]) -> None:
        answer = admin.post(PATH, json_body={**CONNECTION, **wrong})

        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{next(iter(wrong))}")

    def test_is_for_administrators(self, world: World, admin: Actor) -> None:
        tutor = world.actor("tutor", of=admin.org)

        assert tutor.post(PATH, json_body=CONNECTION).status_code == 403
        assert tutor.get(PATH).status_code == 403


class TestSecrets:
    def test_are_in_no_answer_and_not_in_the_store(self, world: World, admin: Actor) -> None:
        connected = admin.post(PATH, json_body=CONNECTION)
        one = f"{PATH}/{connected.json()['connection_id']}"
        answers = [connected.text, admin.get(one).text, admin.get(PATH).text]
        stored = json.dumps(aws.client("dynamodb").scan(TableName="lms-test-commerce")["Items"], default=repr)

        assert not any(secret in text for secret in SECRETS for text in (*answers, stored))

    def test_open_for_their_own_organization_and_connection_only(self, world: World, admin: Actor) -> None:
        connection_id = admin.post(PATH, json_body=CONNECTION).json()["connection_id"]
        sealed = ConnectionRepository(admin.org_id).get(connection_id).sealed_key_secret
        safe = KeyService()

        assert safe.open(sealed, admin.org_id, connection_id) == CONNECTION["key_secret"]
        for org_id, other in ((admin.org_id, "con_other"), ("org_other", connection_id)):
            with pytest.raises(aws.client("kms").exceptions.InvalidCiphertextException):
                safe.open(sealed, org_id, other)


class TestReplacing:
    def test_a_key_keeps_the_one_before_for_the_overlap(self, admin: Actor) -> None:
        connected = admin.post(PATH, json_body=CONNECTION)
        one = f"{PATH}/{connected.json()['connection_id']}"
        body = {"key_id": "rzp_test_2EQ6nnPmG6H6bh", "key_secret": "anothersecret", "overlap_hours": 2}

        answer = admin.put(f"{one}/key", json_body=body, headers={"if-match": connected.headers["etag"]})

        until = datetime.fromisoformat(answer.json()["former_key_until"])
        stored = ConnectionRepository(admin.org_id).get(connected.json()["connection_id"])
        assert answer.json()["key_id"] == body["key_id"]
        assert abs(until - datetime.now(UTC) - timedelta(hours=2)) < timedelta(minutes=1)
        assert stored.former_sealed_key_secret is not None
        former = KeyService().open(stored.former_sealed_key_secret, admin.org_id, stored.connection_id)
        assert former == CONNECTION["key_secret"]

    def test_a_webhook_secret_changes_the_door_with_it(self, admin: Actor) -> None:
        connected = admin.post(PATH, json_body=CONNECTION)
        connection_id = connected.json()["connection_id"]

        answer = admin.put(
            f"{PATH}/{connection_id}/webhook-secret",
            json_body={"webhook_secret": "the-next-one"},
            headers={"if-match": connected.headers["etag"]},
        )

        door = GlobalRepository()._find(DoorRow, DoorRow.key(connection_id))
        assert answer.status_code == 200
        assert door is not None
        assert KeyService().open(door.sealed_webhook_secret, admin.org_id, connection_id) == "the-next-one"
        former = KeyService().open(door.former_sealed_webhook_secret, admin.org_id, connection_id)
        assert former == CONNECTION["webhook_secret"]

    def test_of_two_at_once_one_wins(self, admin: Actor) -> None:
        connected = admin.post(PATH, json_body=CONNECTION)
        one = f"{PATH}/{connected.json()['connection_id']}/webhook-secret"

        answers = at_once(
            4,
            lambda number: admin.put(
                one, json_body={"webhook_secret": f"secret-{number}-x"}, headers={"if-match": '"rev-1"'}
            ),
        )

        assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]

    def test_a_retired_one_takes_no_other_key(self, admin: Actor) -> None:
        connected = admin.post(PATH, json_body=CONNECTION)
        one = f"{PATH}/{connected.json()['connection_id']}"

        assert [admin.delete(one).status_code for _ in range(2)] == [204, 204]
        answer = admin.put(
            f"{one}/key",
            json_body={"key_id": "rzp_test_2EQ6nnPmG6H6bh", "key_secret": "anothersecret"},
            headers={"if-match": admin.get(one).headers["etag"]},
        )
        assert (answer.status_code, answer.code) == (409, "connection_retired")
        assert ConnectionRepository(admin.org_id).find_to_sell_through() is None


class TestOthers:
    def test_connections_are_not_there_for_another_organization(self, world: World, admin: Actor) -> None:
        one = f"{PATH}/{admin.post(PATH, json_body=CONNECTION).json()['connection_id']}"
        stranger = world.actor("org_admin")

        assert stranger.get(one).status_code == 404
        assert stranger.delete(one).status_code == 404
        assert stranger.get(PATH).json() == {"items": []}
