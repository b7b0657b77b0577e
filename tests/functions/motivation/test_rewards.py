"""Rewards: for points, once each, never more than there are, whatever comes at once."""

from typing import Any

import pytest

from functions.motivation.domain.rewards import MOST_REWARDS
from tests.functions.motivation.school import School, course, lesson
from tests.support.faults import every_death, killed
from tests.support.world import at_once


def offer(school: School, **fields: Any) -> str:
    """A new reward. Returns its id."""
    body = {"name": "A notebook", "description": "", "cost": 100, "left": None, "offered": True, **fields}
    answer = school.admin.post("/rewards", body)
    assert answer.status_code == 201, answer.text
    reward_id: str = answer.json()["reward_id"]
    return reward_id


class TestRedeeming:
    def test_takes_points_but_neither_levels_nor_places(self, school: School) -> None:
        reward_id = offer(school, left=3)
        school.tell(course(school.learner))

        answer = school.learner.post(f"/rewards/{reward_id}/redemptions")

        assert answer.status_code == 201
        standing = school.standing()
        assert (standing["points"], standing["balance"], standing["level"]) == (100, 0, 2)
        assert school.learner.get("/leaderboards").json()["own_points"] == 100
        assert school.learner.get(f"/rewards/{reward_id}").json()["left"] == 2
        assert school.learner.get("/rewards/redemptions").json()["items"] == [answer.json()]
        assert school.told() == [
            ("RewardRedeemed.v1", {"user_id": school.learner.user_id, "reward_id": reward_id, "cost": 100})
        ]
        assert not school.recount()

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"cost": 101}, "not_enough_points"),
            ({"left": 0}, "reward_not_offered"),
            ({"offered": False}, "reward_not_offered"),
        ],
    )
    def test_is_refused(self, school: School, fields: dict[str, Any], code: str) -> None:
        reward_id = offer(school, **fields)
        school.tell(course(school.learner))

        answer = school.learner.post(f"/rewards/{reward_id}/redemptions")

        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert school.standing()["balance"] == 100

    def test_is_done_once(self, school: School) -> None:
        reward_id = offer(school, cost=10)
        school.tell(course(school.learner))
        key = {"idempotency-key": "k1"}
        first = school.learner.post(f"/rewards/{reward_id}/redemptions", headers=key)
        again = school.learner.post(f"/rewards/{reward_id}/redemptions", headers=key)
        anew = school.learner.post(f"/rewards/{reward_id}/redemptions")

        assert first.json() == again.json()
        assert (anew.status_code, anew.json()["code"]) == (409, "reward_already_redeemed")
        assert school.standing()["balance"] == 90

    def test_at_once_gives_no_more_than_there_are(self, school: School) -> None:
        reward_id = offer(school, left=3)
        people = [school.world.actor("student", of=school.org) for _ in range(6)]
        school.tell(*(course(who) for who in people))

        statuses = at_once(6, lambda number: people[number].post(f"/rewards/{reward_id}/redemptions").status_code)

        assert sorted(statuses) == [201] * 3 + [409] * 3
        assert school.admin.get(f"/rewards/{reward_id}").json()["left"] == 0
        assert sum(school.standing(who)["balance"] for who in people) == 300

    def test_of_two_at_once_spends_no_point_twice(self, school: School) -> None:
        rewards = [offer(school, name=f"Reward {number}") for number in range(4)]
        school.tell(course(school.learner))

        statuses = at_once(4, lambda number: school.learner.post(f"/rewards/{rewards[number]}/redemptions").status_code)

        assert sorted(statuses) == [201, 409, 409, 409]
        assert school.standing()["balance"] == 0

    def test_is_whole_wherever_the_process_dies(self, school: School) -> None:
        people = iter([school.world.actor("student", of=school.org) for _ in range(12)])
        reward_id = offer(school, left=20)
        trial = next(people)
        school.tell(course(trial))
        for number, moment in every_death(lambda: trial.post(f"/rewards/{reward_id}/redemptions")):
            who = next(people)
            school.tell(course(who))
            who.get("/rewards")
            key = {"idempotency-key": "k1"}
            with killed(number, moment):
                who.post(f"/rewards/{reward_id}/redemptions", headers=key)
            assert who.post(f"/rewards/{reward_id}/redemptions", headers=key).status_code == 201
            assert school.standing(who)["balance"] == 0


class TestManaging:
    def test_changes_by_tag_whoever_redeems_meanwhile(self, school: School) -> None:
        reward_id = offer(school, left=3)
        tag = school.admin.get(f"/rewards/{reward_id}").headers["etag"]
        school.tell(course(school.learner))
        school.learner.post(f"/rewards/{reward_id}/redemptions")
        body = {"name": "A pen", "description": "", "cost": 50, "left": 10, "offered": False}

        assert school.admin.put(f"/rewards/{reward_id}", body, headers={"if-match": tag}).status_code == 200
        assert school.admin.put(f"/rewards/{reward_id}", body, headers={"if-match": tag}).status_code == 412
        assert school.admin.get(f"/rewards/{reward_id}").json() == {"reward_id": reward_id, **body}

    def test_hands_over_once(self, school: School) -> None:
        reward_id = offer(school)
        path = f"/rewards/{reward_id}/redemptions"
        handover = f"{path}/{school.learner.user_id}/handover"
        assert school.admin.put(handover).status_code == 404
        school.tell(course(school.learner))
        school.learner.post(path)

        first, again = (school.admin.put(handover).json() for _ in range(2))

        assert first == again
        assert first["handed_over_at"] is not None
        listed = school.admin.get(path).json()["items"]
        assert [(one["user_name"], one["handed_over_at"]) for one in listed] == [
            ("Meera <Nair> & Co", first["handed_over_at"])
        ]

    def test_is_not_for_learners(self, school: School) -> None:
        reward_id = offer(school)

        assert school.learner.get(f"/rewards/{reward_id}/redemptions").status_code == 403
        assert (
            school.learner.put(f"/rewards/{reward_id}/redemptions/{school.learner.user_id}/handover").status_code == 403
        )

    def test_ends_at_a_hundred(self, school: School) -> None:
        for number in range(MOST_REWARDS):
            offer(school, name=f"Reward {number}")
        body = {"name": "One more", "description": "", "cost": 1, "left": None, "offered": True}

        assert school.admin.post("/rewards", body).json()["code"] == "too_many_rewards"
        assert len(school.learner.get("/rewards").json()["items"]) == MOST_REWARDS

    def test_lists_in_pages(self, school: School) -> None:
        reward_id = offer(school, cost=10)
        for _ in range(3):
            who = school.world.actor("student", of=school.org)
            school.tell(lesson(who))
            who.post(f"/rewards/{reward_id}/redemptions")
        path = f"/rewards/{reward_id}/redemptions"

        first = school.admin.get(path, params={"limit": 2}).json()
        second = school.admin.get(path, params={"limit": 2, "cursor": first["next_cursor"]}).json()

        assert len({one["user_id"] for one in (*first["items"], *second["items"])}) == 3
