"""The journey, told against the rooms in this process, and what it does when something is not as it must be."""

from __future__ import annotations

import httpx
import pytest

from infra.local import prosemirror as pm
from infra.local.courses import CoursePlan, LessonPlan, TopicPlan
from infra.local.journey.story import Scene, tell
from infra.local.journey.tale import Broken, Tale
from tests.infra.local.rooms import Rooms, post, visitor
from tests.support.world import World


def plan() -> CoursePlan:
    def lesson(title: str) -> LessonPlan:
        return LessonPlan(title, (pm.document(pm.paragraph(pm.text(f"About the {title}."))),))

    return CoursePlan(
        "Knots", (TopicPlan("Loops", (lesson("bowline"), lesson("noose"))), TopicPlan("Bends", (lesson("sheet bend"),)))
    )


def test_every_step_comes_out_as_it_must(world: World) -> None:
    said: list[str] = []
    tale = Tale(say=said.append)

    tell(Scene(visitor(world, tale.watch), post(world), plan(), workers=1, has_file_store=False), tale)

    assert tale.steps == len(said) == 30
    assert all("✓" in line for line in said)


class Meddling(Rooms):
    """Rooms whose answers are changed on the way."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = super().handle_request(request)
        if request.url.path.endswith("/completion"):
            body = answer.json()
            body["progress"]["percent"] = 1
            return httpx.Response(200, json=body, request=request)
        return answer


def test_a_wrong_figure_stops_it_with_the_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.infra.local.rooms.Rooms", Meddling)
    tale = Tale(say=lambda _: None)

    with pytest.raises(Broken) as broken:
        tell(Scene(visitor(world, tale.watch), post(world), plan(), workers=1, has_file_store=False), tale)

    story = str(broken.value)
    assert "✗ The student reads and completes every lesson" in story
    assert "It must be that the percentage is right" in story
    assert "/completion" in story
