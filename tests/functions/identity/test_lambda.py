"""The Lambda door: events of API Gateway in, its answers out."""

import json

from functions.identity.api import handler
from functions.identity.domain.organizations import Organization
from shared.secrets import origin_secrets
from tests.functions.identity.conftest import PASSWORD
from tests.support.actors import Actor
from tests.support.client import gateway_event


class TestHandler:
    def test_answers_in_plain_text_with_the_requests_id(self, admin: Actor) -> None:
        headers = {"authorization": f"Bearer {admin.token}", "x-origin-secret": origin_secrets()[0]}
        event = gateway_event("GET", "/api/v1/auth/me", headers, None, {})

        answer = handler(event, None)

        assert (answer["statusCode"], answer["isBase64Encoded"]) == (200, False)
        assert json.loads(answer["body"])["user_id"] == admin.user_id
        assert answer["headers"]["x-request-id"] == event["requestContext"]["requestId"]

    def test_refuses_what_did_not_come_through_the_edge(self, school: Organization) -> None:
        body = {"organization": school.slug, "name": "A", "email": "a@example.org", "password": PASSWORD}
        headers = {"content-type": "application/json"}

        answer = handler(gateway_event("POST", "/api/v1/auth/register", headers, json.dumps(body).encode(), {}), None)

        assert (answer["statusCode"], answer["isBase64Encoded"]) == (403, False)
        assert answer["headers"]["content-type"] == "application/problem+json"
