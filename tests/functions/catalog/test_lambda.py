"""The Lambda door: events of API Gateway in, its answers out."""

import json

from functions.catalog.api import handler
from shared.secrets import origin_secrets
from tests.functions.catalog.conftest import Desk, rich_text
from tests.support.client import gateway_event


class TestHandler:
    def test_sends_a_lessons_content_as_plain_text(self, desk: Desk) -> None:
        lesson_id = desk.new_lesson(desk.new_topic(), blocks=[rich_text("माइटोकॉन्ड्रिया")])
        headers = {"authorization": f"Bearer {desk.tutor.token}", "x-origin-secret": origin_secrets()[0]}
        event = gateway_event("GET", f"/api/v1/lessons/{lesson_id}", headers, None, {})

        answer = handler(event, None)

        assert (answer["statusCode"], answer["isBase64Encoded"]) == (200, False)
        assert answer["headers"]["content-type"] == "application/json"
        assert answer["headers"]["etag"] == '"rev-1"'
        assert json.loads(answer["body"])["blocks"] == [rich_text("माइटोकॉन्ड्रिया")]

    def test_refuses_what_did_not_come_through_the_edge(self, desk: Desk) -> None:
        headers = {"authorization": f"Bearer {desk.tutor.token}"}
        event = gateway_event("DELETE", f"/api/v1{desk.path}", headers, None, {})

        answer = handler(event, None)

        assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (403, "forbidden")
        assert desk.tutor.get(desk.path).status_code == 200
