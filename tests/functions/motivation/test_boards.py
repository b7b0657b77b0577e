"""Leaderboards: in order, in two reads, without those who opt out; ranks far below are estimated."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.motivation.domain.boards import STARTS, Board, estimated_rank, range_of
from functions.motivation.repository.boards import BoardRepository
from shared.clock import system_clock
from shared.dynamo import answer
from tests.functions.motivation.school import COURSE, OTHER, School, Told, course, lesson
from tests.support.actors import Actor
from tests.support.faults import counted
from tests.support.world import at_once

SUNDAY = 6


def board(who: Actor, **params: Any) -> dict[str, Any]:
    """A board as somebody reads it."""
    answer = who.get("/leaderboards", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def choose(who: Actor, *, listed: bool, weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)) -> int:
    """Say how one wants to be counted. Returns the status."""
    tag = who.get("/motivation/settings").headers["etag"]
    body = {"weekdays": list(weekdays), "on_leaderboards": listed}
    return who.put("/motivation/settings", body, headers={"if-match": tag}).status_code


def in_this_week() -> datetime:
    """A moment that lies in this week of Greenwich for learners in India too, where Monday begins on its Sunday."""
    now = system_clock.now()
    return now - timedelta(hours=6) if now.weekday() == SUNDAY else now


class TestReading:
    def test_is_in_order_and_equal_points_share_a_rank(self, school: School) -> None:
        second, third = (school.world.actor("student", of=school.org) for _ in range(2))
        school.tell(course(second), course(third), lesson(school.learner))

        found = board(school.learner)

        assert [(place["rank"], place["points"]) for place in found["items"]] == [(1, 100), (1, 100), (3, 10)]
        assert (found["own_points"], found["own_rank"], found["own_rank_is_exact"]) == (10, 3, True)

    def test_is_of_a_course_or_a_week_too(self, school: School) -> None:
        at = in_this_week()
        school.tell(Told(lesson(school.learner, "les_1"), at), Told(lesson(school.learner, "les_2", OTHER), at))

        points = {
            key: board(school.learner, **params)["own_points"]
            for key, params in {
                "ever": {},
                "course": {"course_id": COURSE},
                "week": {"week": "this"},
                "old": {"week": "2020-W01"},
            }.items()
        }

        assert points == {"ever": 20, "course": 10, "week": 20, "old": 0}

    def test_leaves_out_who_is_not_there_any_more(self, school: School) -> None:
        school.tell(lesson("usr_01JD0K2P8N7M6Q5R4S3T2V1W0X"), lesson(school.learner))

        assert [place["user_id"] for place in board(school.admin)["items"]] == [school.learner.user_id]

    def test_costs_two_reads(self, school: School) -> None:
        for number in range(60):
            school.tell(lesson(f"usr_{number:026}"))
        board(school.learner, limit=40)

        with counted() as calls:
            board(school.learner, limit=40)

        assert calls == ["DynamoDB.Query", "DynamoDB.BatchGetItem"]

    def test_refuses_what_is_no_week(self, school: School) -> None:
        for week in ("2026-48", "next", "2026-W54", "2026-W00"):
            assert school.learner.get("/leaderboards", params={"week": week}).status_code == 422
        assert school.learner.get("/leaderboards", params={"limit": 41}).status_code == 422


class TestOptingOut:
    def test_acts_on_every_board_at_once_and_back(self, school: School) -> None:
        other = school.world.actor("student", of=school.org)
        school.tell(*(Told(lesson(one), in_this_week()) for one in (school.learner, other)))

        assert choose(school.learner, listed=False) == 200
        for params in ({}, {"course_id": COURSE}, {"week": "this"}):
            found = board(other, **params)
            assert [place["user_id"] for place in found["items"]] == [other.user_id]
        hidden = board(school.learner)
        assert (hidden["own_points"], hidden["own_rank_is_exact"]) == (10, False)

        assert choose(school.learner, listed=True) == 200
        assert len(board(other)["items"]) == 2
        assert not school.recount()

    def test_holds_for_what_is_done_later(self, school: School) -> None:
        assert choose(school.learner, listed=False) == 200

        school.tell(lesson(school.learner))

        assert board(school.admin)["items"] == []
        assert school.standing()["points"] == 10

    def test_holds_even_where_the_index_still_has_them(self, school: School) -> None:
        school.tell(lesson(school.learner))
        standing = school.learners.find_standing(school.learner.user_id)
        school.learners.save_standing(standing.model_copy(update={"listed": False}))  # and then the process died

        assert board(school.admin)["items"] == []
        assert school.recount()
        assert BoardRepository(school.org.org_id).list_leaders(Board(), limit=5) == []

    def test_wants_the_tag(self, school: School) -> None:
        body = {"weekdays": [5, 6], "on_leaderboards": False}

        assert school.learner.put("/motivation/settings", body).status_code == 428
        assert school.learner.put("/motivation/settings", body, headers={"if-match": '"rev-7"'}).status_code == 412
        assert school.learner.put("/motivation/settings", body, headers={"if-match": '"rev-0"'}).status_code == 200
        assert school.learner.get("/motivation/settings").json() == body

    def test_while_counting_loses_nothing(self, school: School) -> None:
        def act(number: int) -> int:
            return (
                school.tell(lesson(school.learner, f"les_{number}"))
                if number
                else choose(school.learner, listed=False) - 200
            )

        assert sum(at_once(6, act)) == 0

        assert board(school.admin)["items"] == []
        assert school.standing()["points"] == 50
        assert not school.recount()

    def test_crowds_count_who_is_listed(self, school: School) -> None:
        people = [f"usr_{number:026}" for number in range(20)]
        school.tell(*(lesson(who) for who in people), *(lesson(who, "les_2") for who in people[:10]))
        other = school.world.actor("student", of=school.org)
        school.tell(lesson(other))
        choose(other, listed=False)

        (around,) = answer(BoardRepository(school.org.org_id).asking_around(Board(), [], other.user_id))

        assert sum(around.people) == 20


class TestEstimating:
    @given(others=st.lists(st.integers(1, 20_000), max_size=300), own=st.integers(1, 20_000))
    def test_is_never_off_by_more_than_ones_own_range(self, others: list[int], own: int) -> None:
        people = [0] * len(STARTS)
        for points in [*others, own]:
            people[range_of(points)] += 1

        exact = sum(points > own for points in others) + 1

        assert abs(estimated_rank(own, people) - exact) <= people[range_of(own)] - 1

    def test_ranges_begin_where_they_should(self) -> None:
        assert STARTS[:8] == (0, 50, 100, 150, 200, 250, 300, 360)
        assert [range_of(points) for points in (0, 49, 50, 359, 360, 10**9)] == [0, 0, 1, 6, 7, len(STARTS) - 1]
