"""The Lambda door: events of API Gateway in, its answers out."""

import json

from functions.learning.api import handler
from shared.secrets import origin_secrets
from tests.functions.learning.conftest import School
from tests.support.client import gateway_event


class TestHandler:
    def test_answers_in_plain_text_with_the_requests_id(self, school: School) -> None:
        headers = {"authorization": f"Bearer {school.learner.token}", "x-origin-secret": origin_secrets()[0]}
        event = gateway_event("POST", f"/api/v1{school.course.path}/enroll", headers, None, {})

        answer = handler(event, None)

        assert (answer["statusCode"], answer["isBase64Encoded"]) == (201, False)
        assert json.loads(answer["body"])["user_id"] == school.learner.user_id
        assert answer["headers"]["x-request-id"] == event["requestContext"]["requestId"]

    def test_refuses_what_did_not_come_through_the_edge(self, school: School) -> None:
        headers = {"authorization": f"Bearer {school.learner.token}"}
        event = gateway_event("POST", f"/api/v1{school.course.path}/enroll", headers, None, {})

        answer = handler(event, None)

        assert (answer["statusCode"], answer["isBase64Encoded"]) == (403, False)
        assert answer["headers"]["content-type"] == "application/problem+json"
        assert school.learner.get("/enrollments").json()["items"] == []
