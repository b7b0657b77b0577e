"""The Lambda doors: events of API Gateway, of the inbox and of the machine in, their answers out."""

import json

from functions.media import handlers, tasks
from functions.media.api import handler
from shared.secrets import origin_secrets
from tests.functions.media.files import Sender, announced, picture
from tests.support.client import gateway_event
from tests.support.news import messages
from tests.support.world import World


class TestTheApi:
    def test_answers_a_request(self, tutor: Sender) -> None:
        headers = {
            "authorization": f"Bearer {tutor.actor.token}",
            "x-origin-secret": origin_secrets()[0],
            "content-type": "application/json",
        }
        body = json.dumps(announced(picture(), "image/png"))
        event = gateway_event("POST", "/api/v1/media/uploads", headers, body.encode(), {})

        answer = handler(event, None)

        assert (answer["statusCode"], answer["isBase64Encoded"]) == (201, False)
        assert json.loads(answer["body"])["method"] == "form"


class TestTheInbox:
    def test_begins_an_inspection_however_often_it_is_told(self, world: World, tutor: Sender) -> None:
        upload = tutor.announce(picture()).json()
        tutor.put(upload["upload_id"], picture())
        tutor.complete(upload["upload_id"])
        world.settle()
        told = {
            "event_id": "evt_1",
            "occurred_at": "2026-11-22T09:30:00Z",
            "org_id": tutor.actor.org_id,
            "actor_id": tutor.actor.user_id,
            "request_id": "req_1",
            "correlation_id": "req_1",
            "revision": 2,
            "data": {"asset_id": upload["asset_id"], "upload_id": upload["upload_id"]},
        }
        record = {"messageId": "1", "body": json.dumps({"detail-type": "UploadArrived.v1", "detail": told})}

        answers = [handlers.handler({"Records": [record]}, None) for _ in range(2)]
        world.settle()

        assert answers == [{"batchItemFailures": []}] * 2
        assert messages("media-inbox") == []
        assert tutor.usage() == (len(picture()), 0)


class TestTheTasks:
    def test_are_those_that_the_machines_call(self) -> None:
        ours = {"inspect_upload", "abandon_upload", "look_at_due_files", "lend_files", "adopt_files", "drop_files"}

        assert ours <= tasks.tasks.names
