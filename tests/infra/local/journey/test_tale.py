"""What a person reads while the story goes on, and when it breaks off."""

from __future__ import annotations

import httpx
import pytest

from infra.local.client import Api, Failure
from infra.local.journey.tale import Broken, Logs, Tale, Unexpected

PROBLEM = {"status": 500, "code": "internal_error", "detail": "Something broke.", "request_id": "req_7"}


def tale_and_api(answer: httpx.Response, logs: Logs = lambda path, since: ()) -> tuple[Tale, Api, list[str]]:
    said: list[str] = []
    tale = Tale(logs=logs, say=said.append)
    api = Api("http://api.example", transport=httpx.MockTransport(lambda _: answer), watch=tale.watch)
    return tale, api, said


class TestAStep:
    def test_is_one_line_with_what_was_checked(self) -> None:
        tale, _, said = tale_and_api(httpx.Response(200))

        with tale.step("A student enrols") as saw:
            saw("at once")
            saw("only once")

        (line,) = said
        assert line.startswith("  1 ✓ A student enrols: at once; only once (")
        assert tale.steps == 1

    def test_a_refusal_breaks_the_story_with_request_answer_and_log(self) -> None:
        asked: list[str] = []

        def logs(path: str, since: float) -> list[str]:
            asked.append(path)
            return ["another request", '{"request_id": "req_7", "message": "request.crashed"}']

        tale, api, said = tale_and_api(httpx.Response(500, json=PROBLEM, headers={"x-request-id": "req_7"}), logs)

        with pytest.raises(Broken) as broken, tale.step("A course is made"):
            api.post("/courses", {"title": "Knots"})

        story = str(broken.value)
        assert story.startswith("  1 ✗ A course is made")
        assert "The request   POST http://api.example/api/v1/courses" in story
        assert '"title": "Knots"' in story
        assert "The answer    500" in story
        assert "Something broke." in story
        assert "request.crashed" in story
        assert "another request" not in story
        assert asked == ["/api/v1/courses"]
        assert said == []

    def test_an_answer_that_is_not_the_expected_one_is_shown(self) -> None:
        tale, api, _ = tale_and_api(httpx.Response(200, json={"percent": 99, "access_token": "ey"}))

        def look() -> None:
            api.get("/courses/crs_1/learn")
            raise Unexpected("It must be 100.")

        with pytest.raises(Broken) as broken, tale.step("The course is complete"):
            look()

        assert '{"percent": 99, "access_token": "..."}' in str(broken.value)
        assert "(nothing was written)" in str(broken.value)

    def test_logs_that_cannot_be_read_do_not_hide_the_failure(self) -> None:
        def logs(path: str, since: float) -> list[str]:
            raise OSError("the cloud is gone")

        tale, api, _ = tale_and_api(httpx.Response(500, json=PROBLEM), logs)

        with pytest.raises(Broken) as broken, tale.step("A course is made"):
            api.post("/courses", {})

        assert "Something broke." in str(broken.value)
        assert "(cannot be read: OSError('the cloud is gone'))" in str(broken.value)

    def test_a_fault_of_the_story_itself_is_not_dressed_up(self) -> None:
        tale, _, _ = tale_and_api(httpx.Response(200))

        with pytest.raises(KeyError), tale.step("A step"):
            raise KeyError("percent")

    def test_nobody_answering_is_told_without_an_answer(self) -> None:
        tale = Tale(say=lambda _: None)

        def gone(request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("refused", request=request)

        api = Api("http://api.example", transport=httpx.MockTransport(gone), pause=lambda _: None, watch=tale.watch)

        with pytest.raises(Broken, match="Is the stack running") as broken, tale.step("A step"):
            api.get("/health")
        assert isinstance(broken.value.__cause__, Failure)
