"""The product as it is deployed: every route reaches its function, and functions have the rights they need, no more."""

import importlib
import json
import re
import time
from collections.abc import Callable, Collection, Iterator

import httpx
import pytest

from infra.contexts import CONTEXTS
from infra.local.client import Api, Refused
from infra.local.cloud import LocalCloud
from infra.local.people import OrganizationForm, Person, register_organization
from infra.local.ports import HOST
from shared.contract import api_routes
from tests.system.waiting import eventually

ROOMS = [context.name for context in CONTEXTS if context.routes]
ADMIN = Person("Asha", "asha@rights.example.org", "slow boats up the river")


@pytest.fixture
def visitor(cloud: LocalCloud) -> Iterator[Api]:
    """Somebody who takes the first answer for the last."""
    api = Api(cloud.url, pause=lambda _: None)
    yield api
    api.close()


@pytest.fixture(scope="module")
def organization(cloud: LocalCloud) -> None:
    """Opens an organization of this module's own."""
    api = Api(cloud.url)
    register_organization(api, cloud.mails, OrganizationForm(name="Rights", slug="rights"), ADMIN)
    api.close()


class TestEveryRoute:
    @pytest.mark.parametrize("room", ROOMS)
    def test_reaches_its_own_function(self, cloud: LocalCloud, room: str) -> None:
        began, asked = time.time(), dict[str, str]()
        with httpx.Client(base_url=cloud.url, timeout=60) as client:
            for number, (method, template) in enumerate(operations(room)):
                asked[f"route-{room}-{number}"] = template
                headers = {"x-correlation-id": f"route-{room}-{number}"}
                client.request(method, re.sub(r"\{[^}]+\}", "some_id", template), headers=headers)

            def written() -> bool:
                # What a function wrote last may be taken down only with what it writes next.
                client.request(method, re.sub(r"\{[^}]+\}", "some_id", template))
                return routes_of(cloud, room, asked, began) == asked

            assert eventually(written), routes_of(cloud, room, asked, began)

    def test_is_behind_the_edge(self, cloud: LocalCloud) -> None:
        [api] = cloud.client("apigatewayv2").get_apis()["Items"]
        around = {"host": f"{api['ApiId']}.execute-api.{HOST}", "x-origin-secret": "a guess of the right length...."}

        answer = httpx.get(f"{cloud.cloud_url}/api/v1/courses", headers=around, timeout=60)

        assert answer.status_code == 403
        assert answer.headers["content-type"] == "application/problem+json"

    def test_that_does_not_exist_is_a_problem_too(self, cloud: LocalCloud) -> None:
        answer = httpx.get(f"{cloud.url}/api/v1/nowhere/at/all", timeout=60)

        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


def routes_of(cloud: LocalCloud, room: str, asked: Collection[str], since: float) -> dict[str, str]:
    """The routes that a room's function found for requests, by their correlation ids; of no others."""
    lines = (json.loads(line) for line in cloud.logs(f"{room}-api", since=since) if line.startswith("{"))
    requests = (line for line in lines if line.get("message") == "request" and line["correlation_id"] in asked)
    return {line["correlation_id"]: line["route"] for line in requests}


def operations(room: str) -> Iterator[tuple[str, str]]:
    """Method and path of all that a room answers."""
    for route in api_routes(importlib.import_module(f"functions.{room}.api").app.routes):
        assert route.methods
        assert route.path
        yield min(route.methods), route.path


def sign_in(person: Api) -> object:
    """What identity-api does."""
    return ADMIN.sign_in(person)


def create_course(person: Api) -> object:
    """What catalog-api does."""
    return person.post("/courses", {"title": "Rights"})


def list_enrolments(person: Api) -> object:
    """What learning-api does."""
    return person.get("/enrollments")


class TestLeastPrivilege:
    @pytest.mark.parametrize(
        ("function", "action", "on", "act"),
        [
            ("identity-api", "dynamodb:GetItem", "lms-local-identity", sign_in),
            ("identity-api", "dynamodb:PutItem", "lms-local-identity", sign_in),
            ("catalog-api", "dynamodb:BatchGetItem", "lms-local-identity", create_course),
            ("catalog-api", "dynamodb:PutItem", "lms-local-catalog", create_course),
            ("learning-api", "dynamodb:Query", "lms-local-learning", list_enrolments),
        ],
    )
    @pytest.mark.usefixtures("organization")
    def test_a_request_fails_without_a_statement_that_it_needs(
        self, cloud: LocalCloud, visitor: Api, function: str, action: str, on: str, act: Callable[[Api], object]
    ) -> None:
        person = ADMIN.sign_in(visitor)  # a new session, which no function remembers yet

        with cloud.iam.without(cloud.function(function), action, on=on), pytest.raises(Refused) as refusal:
            act(person)

        assert refusal.value.status >= 500
        assert act(person)

    @pytest.mark.parametrize(
        ("function", "action", "writes"),
        [
            ("identity-relay", "events:PutEvents", "relay.failed"),
            ("identity-handlers", "ses:SendEmail", "event.failed"),
        ],
    )
    @pytest.mark.usefixtures("organization")
    def test_news_waits_while_a_right_is_missing_and_is_heard_once_it_is_back(
        self, cloud: LocalCloud, visitor: Api, function: str, action: str, writes: str
    ) -> None:
        began = time.time()
        address = f"{function}@rights.example.org"
        form = vars(Person("Ravi", address, ADMIN.password))
        # In seconds that a handler never takes: what came back while it works would be worked on twice.
        with cloud.workers.retried_soon(cloud.function(function), seconds=5):
            with cloud.iam.without(cloud.function(function), action):
                visitor.post("/auth/register", {"organization": "rights", **form})
                assert eventually(lambda: any(writes in line for line in cloud.logs(function, since=began)))
                assert cloud.mails(to=address) == []

            assert eventually(lambda: cloud.mails(to=address))
            cloud.settle()
        assert len(cloud.mails(to=address)) == 1
