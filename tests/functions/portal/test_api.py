"""The front desk over HTTP."""

import json
import re
from pathlib import Path

import pytest

from functions.portal.gateways import DOCUMENT
from tests.support.world import World

COMMITTED = Path(__file__).parents[3] / "docs" / "openapi.json"


class TestHealth:
    def test_answers_anybody(self, world: World) -> None:
        answer = world.client.get("/health")

        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


class TestOpenApi:
    def test_is_the_committed_document(self, world: World) -> None:
        answer = world.client.get("/openapi.json")

        assert answer.headers["content-type"] == "application/json"
        assert answer.json() == json.loads(COMMITTED.read_text(encoding="utf-8"))
        assert DOCUMENT == COMMITTED

    def test_is_not_sent_again_while_it_is_the_same(self, world: World) -> None:
        tag = world.client.get("/openapi.json").headers["etag"]

        again = world.client.get("/openapi.json", headers={"if-none-match": tag})

        assert (again.status_code, again.text) == (304, "")
        assert world.client.get("/openapi.json", headers={"if-none-match": '"other"'}).status_code == 200


class TestDocsPage:
    @pytest.fixture
    def assets(self, world: World) -> list[str]:
        page = world.client.get("/docs").text
        return re.findall(r'(?:src|href)="(/api/v1/docs/[^"]+)"', page)

    def test_allows_no_script_but_its_own(self, world: World) -> None:
        answer = world.client.get("/docs")

        policy = answer.headers["content-security-policy"]
        assert answer.headers["content-type"].startswith("text/html")
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"<script(?![^>]* src=)", answer.text)
        assert "//" not in answer.text.replace("<!doctype", "")

    def test_brings_all_it_needs_itself(self, world: World, assets: list[str]) -> None:
        answers = [world.client.get(asset) for asset in assets]

        assert {answer.status_code for answer in answers} == {200}
        assert {answer.headers["content-type"].partition(";")[0] for answer in answers} == {
            "image/svg+xml",
            "text/css",
            "text/javascript",
        }

    def test_parts_may_be_kept_for_good(self, world: World, assets: list[str]) -> None:
        for asset in assets:
            assert world.client.get(asset).headers["cache-control"] == "public, max-age=31536000, immutable"

    def test_stays_below_what_a_function_may_answer(self, world: World, assets: list[str]) -> None:
        sizes = [len(json.dumps(world.client.get(asset).text)) for asset in assets]

        assert max(sizes) < 6 * 1024 * 1024

    def test_does_not_find_other_files(self, world: World) -> None:
        for name in ("page.html", "start.js", "__init__.py", "favicon.png"):
            answer = world.client.get(f"/docs/{name}")

            assert (answer.status_code, answer.code) == (404, "page_not_found")


class TestProblems:
    def test_are_all_explained(self, world: World) -> None:
        items = world.client.get("/problems").json()["items"]

        assert [item["code"] for item in items] == sorted(item["code"] for item in items)
        assert {"not_enrolled", "course_not_open", "unauthenticated"} <= {item["code"] for item in items}
        assert all(item["title"] and item["operations"] for item in items)

    def test_are_explained_where_their_type_says(self, world: World) -> None:
        problem = world.client.get("/enrollments").json()

        explained = world.client.get(problem["type"]).json()

        assert (explained["type"], explained["status"]) == (problem["type"], 401)
        assert "GET /api/v1/enrollments" in explained["operations"]

    def test_of_an_unknown_code_are_not_found(self, world: World) -> None:
        answer = world.client.get("/problems/no_such_problem")

        assert (answer.status_code, answer.code) == (404, "problem_kind_not_found")
