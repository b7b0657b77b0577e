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

LESSONS = {
    "Bowline": "The bowline is a knot that makes a fixed loop at the end of a rope. The loop of a bowline does "
    "not slip or bind under load. Sailors use the bowline because it is easy to untie after a heavy "
    "load. A bowline can come loose when the rope is slack, so climbers secure it with a stopper "
    "knot.",
    "Noose": "A noose is a loop whose size changes when the rope is pulled. The running end of a noose slides "
    "along the standing part of the rope. Fishermen use the noose to fasten a line to a hook. A noose"
    " is released by a pull on the running end.",
    "Sheet bend": "The sheet bend is a knot that joins two ropes of different size. The thicker rope forms a bight,"
    " and the thinner rope goes around it. A double sheet bend is safer than a single one when the "
    "ropes are stiff. Weavers call the sheet bend the weaver's knot.",
}


def plan() -> CoursePlan:
    def lesson(title: str) -> LessonPlan:
        return LessonPlan(title, (pm.document(pm.paragraph(pm.text(LESSONS[title]))),))

    loops, bends = (lesson("Bowline"), lesson("Noose")), (lesson("Sheet bend"),)
    return CoursePlan("Knots", (TopicPlan("Loops", loops), TopicPlan("Bends", bends)))


def test_every_step_comes_out_as_it_must(world: World) -> None:
    said: list[str] = []
    tale = Tale(say=said.append)

    scene = Scene(visitor(world, tale.watch), post(world), plan(), workers=1, has_file_store=False, has_clock=False)
    tell(scene, tale)

    assert tale.steps == len(said) == 42
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
