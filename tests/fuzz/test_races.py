"""The same thing eight or sixteen times at the same moment: one effect, one order, and a clear answer for everybody."""

import json
import re
from collections import Counter
from typing import Any
from urllib.parse import unquote

import pytest

from shared.permissions import Role
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.scene import OPERATIONS, Operation, Scene, Things
from tests.support.scene.tables import Tables
from tests.support.world import at_once

SIXTEEN = 16
EIGHT = 8
# Each of these does it anew whenever it is asked: new tokens for those before, signed out who was signed in.
ANEW = {"PUT /auth/organization", "DELETE /auth/sessions"}
WRITING = [one for one in OPERATIONS if one.writes and not one.is_public and str(one) not in ANEW]
# What may be there once for each request, whatever it does: what was noted of it, not what it did.
# For each operation, whether it takes bare things, and which of its possible owners.
_known: dict[Operation, tuple[bool, int]] = {}
NOTES = {"Receipt", "RateWindow", "Attempts"}


def shape(scene: Scene) -> dict[tuple[str, str], int]:
    """How many more things of which kind there are, and how much more often they were written."""
    found: Counter[tuple[str, str]] = Counter()
    before, after = scene.tables.before_and_after()
    for items, sign in ((before, -1), (after, 1)):
        for item in items.values():
            kind = item.get("kind", {"S": "?"})["S"]
            if kind not in NOTES:
                found[kind, "rows"] += sign
                found[kind, "writes"] += sign * int(item.get("revision", {"N": "1"})["N"])
    return {what: number for what, number in found.items() if number}


def effect(
    scene: Scene, operation: Operation, times: int, headers: dict[str, str]
) -> tuple[list[Answer], dict[tuple[str, str], int]]:
    """What everybody heard who did it at the same moment, and what changed by it."""
    user, things = able(scene, operation)
    if operation.needs_tag:
        headers = {"if-match": things.tag(operation, things.ids), **headers}
    scene.tables.keep()
    answers = at_once(times, lambda number: things.send(operation, user, headers=headers))
    left = shape(scene)
    scene.tables.rewind()
    return answers, left


def able(scene: Scene, operation: Operation) -> tuple[Actor, Things]:
    """Somebody who can do this, and the things to do it with."""
    ways = [(bare, number) for bare in (False, True) for number in range(len(scene.things.owners(operation)))]
    for bare, number in [_known[operation]] if operation in _known else ways:
        things = scene.bare_things(operation) if bare else scene.things
        owner = things.owners(operation)[number]
        tables = Tables(scene.world.process)
        able = things.send(operation, owner).status_code < 300
        tables.rewind()
        if able:
            _known[operation] = (bare, number)
            return owner, things
    raise LookupError(operation)


class TestOfAnyOperation:
    @pytest.mark.parametrize("operation", WRITING, ids=str)
    def test_leaves_what_one_leaves(self, scene: Scene, operation: Operation) -> None:
        self._require_one_effect(scene, operation, {})

    @pytest.mark.parametrize("operation", [one for one in WRITING if one.takes_key], ids=str)
    def test_leaves_what_one_leaves_with_one_key(self, scene: Scene, operation: Operation) -> None:
        self._require_one_effect(scene, operation, {"idempotency-key": "the-same-key"})

    def _require_one_effect(self, scene: Scene, operation: Operation, headers: dict[str, str]) -> None:
        (alone,), expected = effect(scene, operation, 1, headers)
        answers, left = effect(scene, operation, EIGHT, headers)

        assert alone.status_code < 300
        assert left == expected
        assert any(answer.status_code == alone.status_code for answer in answers)
        assert {answer.status_code for answer in answers} <= operation.statuses - {500, 503}


class TestOfSixteenPeopleOrThings:
    def test_topics_made_at_once_stand_in_one_order(self, scene: Scene) -> None:
        tutor, course = scene.cast[Role.TUTOR], f"/courses/{scene.things.ids['course_id']}"

        made = at_once(SIXTEEN, lambda number: tutor.post(f"{course}/topics", {"title": f"Topic {number}"}))
        listed = [tutor.get(f"{course}/topics").json()["items"] for _ in range(2)]

        assert {answer.status_code for answer in made} == {201}
        assert listed[0] == listed[1]
        assert Counter(topic["topic_id"] for topic in listed[0][1:]) == Counter(
            answer.json()["topic_id"] for answer in made
        )

    def test_lessons_made_behind_one_another_at_once_stand_in_one_order(self, scene: Scene) -> None:
        tutor, first = scene.cast[Role.TUTOR], scene.things.ids["lesson_id"]
        lessons = f"/topics/{scene.things.ids['topic_id']}/lessons"
        body = {"blocks": [], "after": first}

        made = at_once(SIXTEEN, lambda number: tutor.post(lessons, {"title": f"Lesson {number}", **body}))
        listed = [lesson["lesson_id"] for lesson in tutor.get(lessons).json()["items"]]

        assert {answer.status_code for answer in made} == {201}
        assert listed[0] == first
        assert sorted(listed[1:]) == sorted(answer.json()["lesson_id"] for answer in made)

    def test_people_who_enrol_at_once_have_a_place_each(self, scene: Scene) -> None:
        course = f"/courses/{scene.things.ids['course_id']}"
        organization = scene.cast[Role.TUTOR].org
        students = [scene.world.actor("student", of=organization) for _ in range(SIXTEEN)]
        before = scene.cast[Role.TUTOR].get(f"{course}/enrollments").json()["items"]

        answers = at_once(SIXTEEN, lambda number: students[number].post(f"{course}/enroll"))
        roster = scene.cast[Role.TUTOR].get(f"{course}/enrollments", params={"limit": 100}).json()["items"]

        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["enrollment_id"] for answer in answers}) == SIXTEEN
        assert len(roster) == len(before) + SIXTEEN
        assert {student.user_id for student in students} <= {place["user_id"] for place in roster}

    def test_lessons_completed_at_once_are_all_counted_and_the_course_is_completed_once(
        self, quiet_scene: Scene
    ) -> None:
        tutor, student = quiet_scene.cast[Role.TUTOR], quiet_scene.cast[Role.STUDENT]
        course = f"/courses/{quiet_scene.things.ids['course_id']}"
        for number in range(SIXTEEN - 1):
            body = {"title": f"Lesson {number}", "blocks": [], "required": True}
            assert tutor.post(f"/topics/{quiet_scene.things.ids['topic_id']}/lessons", body).status_code == 201
        assert tutor.post(f"{course}/publish").status_code == 200
        quiet_scene.world.settle()
        lessons = [one["lesson_id"] for one in student.get(f"{course}/learn").json()["items"]]

        answers = at_once(SIXTEEN, lambda number: student.put(f"{course}/learn/lessons/{lessons[number]}/completion"))
        progress = student.get(f"{course}/learn").json()["progress"]

        assert {answer.status_code for answer in answers} == {200}
        assert (progress["completed"], progress["total"], progress["percent"]) == (SIXTEEN, SIXTEEN, 100)
        assert len(told(quiet_scene, "LessonCompleted")) == SIXTEEN
        assert len(told(quiet_scene, "CourseCompleted")) == 1

    def test_people_who_want_one_address_get_it_once(self, quiet_scene: Scene) -> None:
        founders = [f"founder{number}@example.org" for number in range(SIXTEEN)]
        place = {
            "name": "Greenfield",
            "slug": "wanted",
            "country": "IN",
            "time_zone": "Asia/Kolkata",
            "locale": "en-IN",
        }
        for email in founders:
            body = {"organization": place, "name": "Asha Rao", "email": email, "password": "nine purple mangoes"}
            assert quiet_scene.client.post("/auth/register/organization", json_body=body).status_code == 202
        quiet_scene.world.settle()
        links = [link_to(quiet_scene, email) for email in founders]

        answers = at_once(
            SIXTEEN, lambda number: quiet_scene.client.post("/auth/verify-email", json_body={"token": links[number]})
        )

        assert Counter(answer.status_code for answer in answers) == {204: 1, 409: SIXTEEN - 1}
        assert {answer.code for answer in answers if answer.status_code == 409} == {"slug_taken"}

    def test_a_link_followed_sixteen_times_lets_in_once(self, quiet_scene: Scene) -> None:
        slug = quiet_scene.cast[Role.TUTOR].org.slug
        body = {
            "organization": slug,
            "name": "Asha Rao",
            "email": "once@example.org",
            "password": "nine purple mangoes",
        }
        registered = at_once(SIXTEEN, lambda number: quiet_scene.client.post("/auth/register", json_body=body))
        quiet_scene.world.settle()
        link = link_to(quiet_scene, "once@example.org")

        answers = at_once(
            SIXTEEN, lambda number: quiet_scene.client.post("/auth/verify-email", json_body={"token": link})
        )
        members = quiet_scene.cast[Role.ORG_ADMIN].get("/users", params={"q": "once@example.org"}).json()["items"]

        assert {answer.status_code for answer in registered} == {202}
        assert Counter(answer.status_code for answer in answers) == {204: 1, 410: SIXTEEN - 1}
        assert len(members) == 1


def told(scene: Scene, name: str) -> list[dict[str, Any]]:
    """The events of one name that rows told since the stage was set."""
    texts = [change.get("NewImage", {}).get("tells", {}).get("S", "[]") for change in scene.tables.changes()]
    events = {event["event_id"]: event for text in texts for event in json.loads(text)}
    return [event for event in events.values() if event["detail_type"].startswith(f"{name}.")]


def link_to(scene: Scene, email: str) -> str:
    """What is in the link of the latest mail to somebody."""
    text = [mail["text"] for mail in scene.world.mails() if mail["to"] == email][-1]
    return unquote(re.findall(r"token=([^\s\"<&]+)", text)[0])
