"""The Lambda door: an event of API Gateway in, its answer out, without a token."""

import json

from functions.search.api import handler
from shared.secrets import origin_secrets
from tests.functions.search.conftest import School
from tests.support.client import gateway_event


class TestHandler:
    def test_answers_in_plain_text_with_the_requests_id(self, school: School) -> None:
        school.publish("Cells")
        school.heard()
        headers = {"x-origin-secret": origin_secrets()[0]}
        event = gateway_event("GET", f"/api/v1/catalog/{school.org.slug}/courses", headers, None, {"q": "cells"})

        answer = handler(event, None)

        assert (answer["statusCode"], answer["isBase64Encoded"]) == (200, False)
        assert json.loads(answer["body"])["total"] == 1
        assert answer["headers"]["x-request-id"] == event["requestContext"]["requestId"]

    def test_refuses_what_did_not_come_through_the_edge(self, school: School) -> None:
        event = gateway_event("GET", f"/api/v1/catalog/{school.org.slug}/courses", {}, None, {})

        assert handler(event, None)["statusCode"] == 403
