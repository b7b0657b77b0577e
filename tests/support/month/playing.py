"""A month, sent through the public handlers at the moments it is of."""

import gc
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from events.media import AssetKind
from functions.catalog.domain.assets import AssetState
from functions.identity.domain.organizations import Organization
from shared.clock import SetClock
from tests.support.actors import Actor, sign_in
from tests.support.assets import heard_asset
from tests.support.courses import PublishedCourse, publish_again, publish_course
from tests.support.month.diary import Diary
from tests.support.month.life import BEGIN, DAYS, FILM_BLOCK, FILM_S, FILMS, LESSONS, TRY_BLOCK, Life, Sent, month
from tests.support.world import World

GROWS_ON = BEGIN.date() + timedelta(days=14)
"""On this day the course with films gets one lesson more."""
DOCUMENT = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Try it."}]}]}


@dataclass(slots=True)
class Played:
    """The world after a month, and the diary of it."""

    world: World
    clock: SetClock
    org: Organization
    tutor: Actor
    lives: list[Life]
    learners: list[Actor]
    courses: list[PublishedCourse]
    diary: Diary
    requests: int = 0

    def again(self, actor: Actor) -> Actor:
        """The same person, signed in at this moment."""
        return sign_in(self.world.client, self.org, actor.user_id, actor.email)


def play(world: World, clock: SetClock, seed: int, learners: int) -> Played:
    """Let a month pass from its beginning, at which the clock stands. Every answer on the way is as the diary says."""
    played = _stage(world, clock, seed, learners)
    lives, sent = month(seed, learners)
    played.lives = lives
    today = BEGIN.date()
    gc.freeze()
    for one in sent:
        while today < one.at.date():
            today += timedelta(days=1)
            world.settle()
            gc.collect()  # moto's copies of tables hold each other; by themselves they go too late
            if today == GROWS_ON:
                _grow(played, today)
        clock.advance(one.at - clock.now())
        _send(played, one)
    gc.unfreeze()
    clock.advance(BEGIN + timedelta(days=DAYS + 1) - clock.now())
    world.settle()
    return played


def _stage(world: World, clock: SetClock, seed: int, learners: int) -> Played:
    org = world.organization()
    tutor = world.actor("tutor", of=org)
    film = heard_asset(org.org_id, AssetState.READY, AssetKind.VIDEO, duration_s=FILM_S + 0.4)
    contents: list[list[dict[str, Any]]] = [
        [{"type": "video", "block_id": FILM_BLOCK, "asset_id": film}],
        [{"type": "rich_text", "block_id": TRY_BLOCK, "document": DOCUMENT}],
    ]
    courses = [publish_course(org.org_id, tutor.user_id, lessons=LESSONS, blocks=blocks) for blocks in contents]
    people = [world.actor("student", of=org, name=f"Learner {number:05}") for number in range(learners)]
    world.settle()
    return Played(world, clock, org, tutor, [], people, courses, Diary())


def _grow(played: Played, today: date) -> None:
    course = played.courses[FILMS]
    film = {"type": "video", "block_id": FILM_BLOCK}
    asset_id = heard_asset(played.org.org_id, AssetState.READY, AssetKind.VIDEO, duration_s=FILM_S)
    played.courses[FILMS] = publish_again(course, ordinals=range(LESSONS + 1), blocks=[{**film, "asset_id": asset_id}])
    played.world.settle()
    played.diary.add_lesson(FILMS)


def _send(played: Played, one: Sent) -> None:
    course, diary = played.courses[one.course], played.diary
    who = played.again(played.learners[one.learner])
    played.requests += 1
    if one.act == "enrol":
        assert who.post(f"{course.path}/enroll").status_code in {200, 201}
        diary.enrol(one)
        return
    if one.act == "leave":
        left = diary.leave(one)
        own = [item for item in who.get("/enrollments").json()["items"] if item["course_id"] == course.course_id]
        answer = who.delete(f"{course.path}/enrollments/{own[0]['enrollment_id']}") if own else None
        assert not left or (answer and answer.status_code == 204), answer
        return
    lesson_ids = [*course.lesson_ids, "les_NotYet"]
    facts = [
        {**{name: value for name, value in fact.items() if name != "lesson"}, "lesson_id": lesson_ids[fact["lesson"]]}
        | {"at": fact["at"].isoformat()}
        for fact in one.facts
    ]
    body = {"sent_at": one.sent_at.isoformat(), "facts": facts}
    answer = who.post(f"{course.path}/learn/facts", body)
    expected = diary.hear(one)
    if "not_enrolled" in expected:
        assert answer.code == "not_enrolled", answer.text
        return
    assert answer.status_code == 200, answer.text
    verdicts = answer.json()["verdicts"]
    assert [verdict["code"] for verdict in verdicts] == expected
