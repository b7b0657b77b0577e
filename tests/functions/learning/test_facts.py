"""What devices tell, over HTTP: offline and online, on two devices, again and again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from events.media import AssetKind
from functions.catalog.domain.assets import AssetState
from functions.catalog.domain.release import PreviousLessonDone, ScoreReached
from shared.clock import system_clock
from shared.ids import new_id
from tests.functions.learning.conftest import School
from tests.functions.learning.test_handlers import deliver, news
from tests.support.actors import Actor
from tests.support.assets import heard_asset
from tests.support.calls import counting_calls
from tests.support.client import Answer
from tests.support.courses import PublishedCourse, publish_course
from tests.support.world import at_once

FILM = {"type": "video", "block_id": "blk_film", "asset_id": "ast_01JD0K3V9Q4M5T6W7X8Y9ZABCD"}
QUIZ = {"type": "quiz", "block_id": "blk_quiz", "assessment_id": "asm_01JD0K3V9Q4M5T6W7X8Y9ZABCD"}


def fact(lesson_id: str, at: datetime, kind: str = "studied", **more: Any) -> dict[str, Any]:
    return {"key": new_id("fct"), "lesson_id": lesson_id, "kind": kind, "at": at.isoformat(), **more}


def tell(who: Actor, course: PublishedCourse, facts: Sequence[Any], sent_at: datetime | None = None) -> Answer:
    sent = (sent_at or system_clock.now()).isoformat()
    return who.post(f"{course.path}/learn/facts", {"sent_at": sent, "facts": list(facts)})


def work_in(who: Actor, course: PublishedCourse, number: int) -> dict[str, Any]:
    found: dict[str, Any] = who.get(f"{course.lesson_path(number)}/progress").json()
    return found


@pytest.fixture
def film(school: School) -> PublishedCourse:
    """A course of three lessons with a film in each."""
    course = publish_course(school.org.org_id, school.tutor.user_id, blocks=[FILM])
    school.world.settle()
    school.learner.post(f"{course.path}/enroll")
    return course


class TestTellFacts:
    def test_shows_what_was_watched_and_for_how_long(self, school: School, film: PublishedCourse) -> None:
        now, lesson = system_clock.now(), film.lesson_ids[0]
        seen = {"block_id": "blk_film", "from_s": 0, "to_s": 30, "length_s": 100, "active_s": 30, "position_s": 30}

        answer = tell(school.learner, film, [fact(lesson, now, "watched", **seen)]).json()

        assert [verdict["taken"] for verdict in answer["verdicts"]] == [True]
        (work,) = answer["lessons"]
        assert (work["time_spent_s"], work["position_s"], work["completed"]) == (30, 30, False)
        assert (work["blocks"][0]["watched"], work["blocks"][0]["watched_percent"]) == ([[0, 30]], 30)
        assert work_in(school.learner, film, 0) == work

    def test_completes_a_lesson_once_enough_of_it_was_watched(self, school: School, film: PublishedCourse) -> None:
        now, lesson = system_clock.now(), film.lesson_ids[0]
        parts = [(0, 40), (50, 100), (30, 50)]
        told = [
            fact(lesson, now, "watched", block_id="blk_film", from_s=low, to_s=high, length_s=100)
            for low, high in parts
        ]

        almost = tell(school.learner, film, told[:1]).json()
        done = tell(school.learner, film, told).json()

        assert (almost["progress"]["completed"], done["progress"]["completed"]) == (0, 1)
        assert done["lessons"][0]["completed"]

    def test_measures_by_the_file_whatever_a_player_says(self, school: School) -> None:
        asset_id = heard_asset(school.org.org_id, AssetState.READY, AssetKind.VIDEO, duration_s=200.7)
        course = publish_course(school.org.org_id, school.tutor.user_id, blocks=[{**FILM, "asset_id": asset_id}])
        school.learner.post(f"{course.path}/enroll")
        seen = {"block_id": "blk_film", "from_s": 0, "to_s": 100}

        answer = tell(
            school.learner,
            course,
            [fact(course.lesson_ids[0], system_clock.now(), "watched", **seen, length_s=said) for said in (1, 100)],
        ).json()

        (block,) = answer["lessons"][0]["blocks"]
        assert (block["length_s"], block["watched_percent"], answer["lessons"][0]["completed"]) == (200, 50, False)

    def test_adds_nothing_for_replays_and_other_devices_at_the_same_time(self, school: School) -> None:
        school.enrolled()
        now, lesson = system_clock.now(), school.course.lesson_ids[0]
        beat = fact(lesson, now, active_s=60)
        other_device = fact(lesson, now - timedelta(seconds=20), active_s=60)

        tell(school.learner, school.course, [beat])
        tell(school.learner, school.course, [beat, beat, other_device])

        assert work_in(school.learner, school.course, 0)["time_spent_s"] == 80

    def test_ends_alike_however_it_is_told(self, school: School) -> None:
        """One learner tells everything in order, another shuffled, twice, in batches, by a device that is hours off."""
        dice, now = Random(7), system_clock.now()  # a seeded shuffle
        other = school.another_learner()
        for who in (school.learner, other):
            school.enrolled(who)
        told = [
            fact(school.course.lesson_ids[n % 3], now - timedelta(seconds=10 * n % 190), active_s=n % 40)
            for n in range(30)
        ]
        tell(school.learner, school.course, told)
        shuffled = dice.sample(told * 2, 60)
        for start in range(0, 60, 7):
            tell(other, school.course, shuffled[start : start + 7], sent_at=now)

        for number in range(3):
            assert work_in(other, school.course, number) == work_in(school.learner, school.course, number)

    def test_judges_each_fact_for_itself(self, school: School) -> None:
        school.enrolled()
        now, lesson = system_clock.now(), school.course.lesson_ids[0]
        told: list[Any] = [
            fact(lesson, now, active_s=20),
            "nonsense",
            fact(lesson, now, active_s=-1),
            fact(new_id("les"), now),
            fact(lesson, now + timedelta(hours=1)),
            fact(lesson, now - timedelta(days=61)),
            fact(lesson, now - timedelta(hours=2)),
            fact(lesson, now, "watched", block_id="blk_none", from_s=0, to_s=3),
            fact(lesson, now, "watched"),
            fact(lesson, now, active_s=60, completed=True, org_id="org_1"),
        ]

        verdicts = tell(school.learner, school.course, told).json()["verdicts"]

        assert [verdict["code"] for verdict in verdicts] == [
            None, "invalid", "invalid", "lesson_not_found", "in_the_future", "too_old", "before_enrollment",
            "block_not_found", "invalid", "invalid",
        ]  # fmt: skip
        assert "active_s" in verdicts[2]["message"]
        assert work_in(school.learner, school.course, 0)["time_spent_s"] == 20

    def test_of_a_device_whose_clock_is_wrong_count_as_of_now(self, school: School) -> None:
        school.enrolled()
        wrong = system_clock.now() + timedelta(days=400)

        answer = tell(school.learner, school.course, [fact(school.course.lesson_ids[0], wrong, active_s=30)], wrong)

        assert answer.json()["verdicts"][0]["taken"]
        assert work_in(school.learner, school.course, 0)["time_spent_s"] == 30

    def test_are_for_who_is_enrolled(self, school: School) -> None:
        refused = tell(school.learner, school.course, [fact(school.course.lesson_ids[0], system_clock.now())])

        assert (refused.status_code, refused.code) == (403, "not_enrolled")

    def test_of_two_devices_at_once_lose_nothing(self, school: School, film: PublishedCourse) -> None:
        now, lesson = system_clock.now(), film.lesson_ids[0]

        answers = at_once(
            8,
            lambda n: tell(
                school.learner,
                film,
                [fact(lesson, now, "watched", block_id="blk_film", from_s=10 * n, to_s=10 * n + 10, length_s=80)],
            ),
        )

        assert {answer.status_code for answer in answers} == {200}
        work = work_in(school.learner, film, 0)
        assert (work["blocks"][0]["watched_percent"], work["completed"]) == (100, True)

    def test_a_heartbeat_is_a_read_and_a_write_and_its_replay_no_write(self, school: School) -> None:
        school.enrolled()
        now, lesson = system_clock.now(), school.course.lesson_ids[0]
        tell(school.learner, school.course, [fact(lesson, now - timedelta(seconds=60), "opened", active_s=30)])
        beats = [fact(lesson, now, active_s=30), fact(lesson, now - timedelta(seconds=30), active_s=30)]

        with counting_calls() as calls:
            tell(school.learner, school.course, beats)
            tell(school.learner, school.course, beats)

        assert calls == ["BatchGetItem", "PutItem", "BatchGetItem"]


class TestResume:
    def test_is_where_it_was_left_on_any_device(self, school: School) -> None:
        school.enrolled()
        now, lessons = system_clock.now(), school.course.lesson_ids
        resume = f"{school.course.path}/learn/resume"

        before = school.learner.get(resume).json()
        tell(school.learner, school.course, [fact(lessons[2], now, "opened", position_s=5)])
        phone = school.again(school.learner)

        assert (before["lesson_id"], before["opened_at"]) == (lessons[0], None)
        assert phone.get(resume).json()["lesson_id"] == lessons[2]
        assert work_in(phone, school.course, 2)["position_s"] == 5

    def test_stays_though_an_answered_request_is_sent_again(self, school: School) -> None:
        school.enrolled()
        now, lessons = system_clock.now(), school.course.lesson_ids
        first = [fact(lessons[0], now - timedelta(minutes=1), "opened", active_s=10, position_s=1)]
        second = [fact(lessons[1], now, "opened", active_s=10), fact(lessons[0], now, position_s=70, active_s=10)]

        for told in (first, second, first):
            tell(school.learner, school.course, told)

        assert school.learner.get(f"{school.course.path}/learn/resume").json()["lesson_id"] == lessons[1]
        assert work_in(school.learner, school.course, 0)["position_s"] == 70


class TestRules:
    def test_a_reading_is_done_after_its_time(self, school: School) -> None:
        school.enrolled()
        path, now = f"{school.course.path}/learn/rules", system_clock.now()
        wanted = {"course": "all", "reading_s": 60}

        saved = school.tutor.put(path, wanted, headers={"if-match": school.tutor.get(path).headers["etag"]})
        lost = school.tutor.put(path, wanted, headers={"if-match": '"rev-0"'})
        done = tell(school.learner, school.course, [fact(school.course.lesson_ids[0], now, active_s=100)])

        assert (saved.status_code, lost.status_code) == (200, 412)
        assert done.json()["progress"]["completed"] == 1

    def test_are_its_staffs(self, school: School) -> None:
        other = school.world.actor("tutor", of=school.org)

        assert other.get(f"{school.course.path}/learn/rules").code == "not_your_course"


class TestMarks:
    def graded(self, school: School, course: PublishedCourse, score_bp: int, passed: bool | None = None) -> None:
        about = {"assessment_id": QUIZ["assessment_id"], "course_id": course.course_id}
        told = about | {"lesson_id": course.lesson_ids[0], "attempt_id": new_id("att"), "answers": []}
        mark = {"user_id": school.learner.user_id, "score_bp": score_bp, "passed": passed}
        message = news(course, "AttemptGraded", version=1, revision=1)
        message["detail"]["data"] = told | mark
        assert deliver(message, message) == []

    def test_complete_the_lesson_that_shows_the_assessment(self, school: School) -> None:
        course = publish_course(school.org.org_id, school.tutor.user_id, lessons=1, blocks=[QUIZ])
        school.world.settle()
        school.learner.post(f"{course.path}/enroll")

        self.graded(school, course, 4000, passed=False)
        failed = work_in(school.learner, course, 0)["completed"]
        self.graded(school, course, 8000, passed=True)

        assert not failed
        assert work_in(school.learner, course, 0)["completed"]
        assert school.learner.get(f"{course.path}/learn").json()["progress"]["completed_at"]

    def test_open_lessons_that_ask_for_a_score(self, school: School) -> None:
        asked = ScoreReached(type="score", assessment_id=QUIZ["assessment_id"], at_least=60)
        course = publish_course(school.org.org_id, school.tutor.user_id, release={1: (asked,)})
        school.world.settle()
        school.learner.post(f"{course.path}/enroll")

        self.graded(school, course, 5999)
        closed = school.learner.get(course.lesson_path(1))
        self.graded(school, course, 6000)

        assert closed.code == "lesson_locked"
        assert school.learner.get(course.lesson_path(1)).status_code == 200


class TestOffline:
    def test_what_opens_one_after_the_other_is_taken_in_one_go(self, school: School) -> None:
        after = (PreviousLessonDone(type="previous_lesson"),)
        course = publish_course(school.org.org_id, school.tutor.user_id, release={1: after, 2: after})
        school.world.settle()
        school.learner.post(f"{course.path}/enroll")
        now = system_clock.now()
        told = [fact(lesson_id, now, "confirmed") for lesson_id in reversed(course.lesson_ids)]

        early = tell(school.learner, course, told[:1]).json()
        late = tell(school.learner, course, told).json()

        assert early["verdicts"][0]["code"] == "lesson_locked"
        assert [verdict["taken"] for verdict in late["verdicts"]] == [True] * 3
        assert late["progress"]["percent"] == 100
