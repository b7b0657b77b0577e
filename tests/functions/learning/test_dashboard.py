"""What a learner sees first, and what it costs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.goals import Goals
from functions.learning.domain.work import time_spent, together
from functions.motivation.domain.deeds import DeedKind
from functions.motivation.wiring import counting_service
from shared.clock import system_clock
from tests.functions.learning.conftest import School
from tests.functions.learning.test_facts import fact, tell
from tests.support.calls import counting_calls
from tests.support.courses import publish_course

SATURDAY = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


class TestWeek:
    @given(
        st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
        st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"]),
    )
    def test_is_a_week_of_the_learners_own_days(self, now: datetime, zone: str) -> None:
        start, end = Goals(time_zone=zone).week(now)

        assert start <= now < end
        assert timedelta(days=6, hours=22) <= end - start <= timedelta(days=7, hours=2)

    def test_counts_the_time_since_monday_where_they_live(self) -> None:
        monday = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)  # midnight in India
        work = together([time_spent(monday, 600), time_spent(monday + timedelta(minutes=20), 600)])

        assert Goals(time_zone="Asia/Kolkata").minutes(work, SATURDAY) == 10
        assert Goals(time_zone="UTC").minutes(work, SATURDAY) == 0

    def test_keeps_pace_by_the_days_that_are_over(self) -> None:
        goals = Goals(weekly_minutes=70)

        assert goals.keeps_pace(50, SATURDAY)
        assert not goals.keeps_pace(49, SATURDAY)
        assert Goals().keeps_pace(0, SATURDAY) is None


class TestFinishBy:
    def test_is_on_track_while_as_much_is_done_as_time_is_over(self) -> None:
        enrolment = Enrolment.opened("enr_1", "crs_1", "usr_1", now=datetime(2026, 11, 1, tzinfo=UTC))
        goals = Goals(finish_by={"crs_1": date(2026, 11, 10)})
        middle = datetime(2026, 11, 6, tzinfo=UTC)

        assert goals.on_track(enrolment, 50, middle)
        assert not goals.on_track(enrolment, 49, middle)
        assert not goals.on_track(enrolment, 99, datetime(2026, 11, 11, tzinfo=UTC))
        assert Goals().on_track(enrolment, 0, middle) is None


class TestDashboard:
    def test_shows_courses_where_they_go_on_and_what_is_due(self, school: School) -> None:
        school.enrolled()
        now, lesson = system_clock.now(), school.course.lesson_ids[1]
        tell(school.learner, school.course, [fact(lesson, now, "opened", active_s=120)])
        day = (now + timedelta(days=9)).date().isoformat()
        body = {
            "weekly_minutes": 60,
            "finish_by": [{"course_id": school.course.course_id, "day": day}],
            "time_zone": "Asia/Kolkata",
        }
        etag = school.learner.get("/dashboard/goals").headers["etag"]

        saved = school.learner.put("/dashboard/goals", body, headers={"if-match": etag})
        again = school.learner.put("/dashboard/goals", body, headers={"if-match": etag})
        board = school.learner.get("/dashboard").json()

        assert (saved.json(), again.status_code) == (body, 412)
        assert [one["resume_lesson_id"] for one in board["items"]] == [lesson]
        assert (board["weekly_minutes"], board["next_deadline"]["course_id"]) == (60, school.course.course_id)
        assert board["items"][0]["on_track"] is not None
        assert board["items"][0]["progress"]["percent"] == 0

    def test_of_nobody_yet_is_empty(self, school: School) -> None:
        board = school.learner.get("/dashboard").json()

        assert (board["items"], board["minutes_this_week"], board["next_deadline"]) == ([], 0, None)

    def test_shows_where_the_learner_stands(self, school: School) -> None:
        assert school.learner.get("/dashboard").json()["standing"] == {
            "points": 0,
            "level": 1,
            "streak": 0,
            "longest_streak": 0,
            "may_miss_today": False,
        }
        done = system_clock.now(), DeedKind.LESSON_COMPLETED
        counting_service(school.org.org_id).count(school.learner.user_id, "LESSON#1", done[1], "crs_1", done[0])

        standing = school.learner.get("/dashboard").json()["standing"]

        assert (standing["points"], standing["streak"], standing["longest_streak"]) == (10, 1, 1)

    def test_refuses_a_goal_for_a_course_that_is_not_there(self, school: School) -> None:
        body = {"finish_by": [{"course_id": "crs_none", "day": "2030-01-01"}], "time_zone": "UTC"}

        assert school.learner.put("/dashboard/goals", body, headers={"if-match": '"rev-0"'}).code == "course_not_found"

    @pytest.mark.parametrize("courses", [3, 40])
    def test_is_three_calls_however_many_courses(self, school: School, courses: int) -> None:
        for _ in range(courses):
            course = publish_course(school.org.org_id, school.tutor.user_id, lessons=1)
            school.learner.post(f"{course.path}/enroll")
        school.world.settle()
        school.learner.get("/dashboard")

        with counting_calls() as calls:
            board = school.learner.get("/dashboard", params={"limit": 100}).json()

        assert calls == ["Query", "BatchGetItem", "Query"]
        assert len(board["items"]) == min(courses, 32)
