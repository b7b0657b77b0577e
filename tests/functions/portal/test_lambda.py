"""The Lambda door: events of API Gateway in, its answers out."""

import json

from functions.portal.api import handler
from functions.portal.gateways import assets
from shared.secrets import origin_secrets
from tests.support.client import gateway_event
from tests.support.world import World


class TestHandler:
    def test_answers_in_plain_text(self, world: World) -> None:
        headers = {"x-origin-secret": origin_secrets()[0]}
        paths = ["/api/v1/health", "/api/v1/docs", *(f"/api/v1/docs/{name}" for name in assets())]

        answers = [handler(gateway_event("GET", path, headers, None, {}), None) for path in paths]

        assert {answer["statusCode"] for answer in answers} == {200}
        assert not any(answer["isBase64Encoded"] for answer in answers)
        assert json.loads(answers[0]["body"]) == {"status": "ok"}
