"""Peer review over the API: who reads what, who is told of whom, and what comes of it."""

from typing import Any

import pytest

from functions.assessment.wiring import peer_service
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.test_assignments import an_assignment, hand_in
from tests.functions.assessment.test_gradebook import Gradebook
from tests.functions.assessment.test_rubrics import write_rubric
from tests.support.actors import Actor

Json = dict[str, Any]
GOOD = [{"key": "reasons", "level": "l2"}, {"key": "clarity", "level": "l1"}]
POOR = [{"key": "reasons", "level": "l0"}, {"key": "clarity", "level": "l0"}]


def a_circle(
    room: Classroom, people: int = 4, reviews: int = 2, rules: Json | None = None, **peers: Any
) -> tuple[str, list[Actor]]:
    """An assignment for which so many have handed in, and reviews are given out."""
    path = an_assignment(room, rubric_id=write_rubric(room), peers={"reviews": reviews, **peers}, **(rules or {}))
    learners = [room.learner, *(room.another_learner(f"Learner {number}") for number in range(1, people))]
    for number, one in enumerate(learners):
        assert hand_in(room, path, f"Work {number}.", one).status_code == 201
    allotted = room.tutor.put(f"{path}/peer-reviews/allocation")
    assert allotted.status_code == 200, allotted.text
    return path, learners


def own(path: str, learner: Actor) -> Json:
    read = learner.get(f"{path}/peer-reviews")
    assert read.status_code == 200, read.text
    seen: Json = read.json()
    return seen


def work(path: str, learner: Actor) -> Json:
    read = learner.get(f"{path}/work")
    assert read.status_code == 200, read.text
    seen: Json = read.json()
    return seen


def say(path: str, learner: Actor, place: int, criteria: list[Json], **more: Any) -> Any:
    peer_review_id = own(path, learner)["to_give"][place]["peer_review_id"]
    return learner.put(f"{path}/peer-reviews/reviews/{peer_review_id}", {"criteria": criteria, **more})


class TestGivingOut:
    def test_gives_everybody_as_many_of_others(self, room: Classroom) -> None:
        path, learners = a_circle(room)
        read = [[one["text"] for one in own(path, learner)["to_give"]] for learner in learners]

        assert [len(set(texts)) for texts in read] == [2] * 4
        assert all(f"Work {number}." not in texts for number, texts in enumerate(read))
        assert sorted(text for texts in read for text in texts) == sorted(
            [f"Work {number}." for number in range(4)] * 2
        )

    def test_again_changes_nothing_until_somebody_comes_late(self, room: Classroom) -> None:
        path, learners = a_circle(room)
        before = [own(path, one)["to_give"] for one in learners]
        room.tutor.put(f"{path}/peer-reviews/allocation")
        assert [own(path, one)["to_give"] for one in learners] == before
        say(path, learners[0], 0, GOOD)

        late = room.another_learner("Late")
        hand_in(room, path, "Late work.", late)
        allotted = room.tutor.put(f"{path}/peer-reviews/allocation").json()

        assert allotted["reviews"] == 10
        assert [len(own(path, one)["to_give"]) for one in (*learners, late)] == [2] * 5
        assert own(path, learners[0])["to_give"][0]["review"]["criteria"][0]["level"] == "l2"

    @pytest.mark.parametrize(("people", "code"), [(1, "peers_not_enough"), (2, "peers_not_enough")])
    def test_needs_enough_works(self, room: Classroom, people: int, code: str) -> None:
        path = an_assignment(room, rubric_id=write_rubric(room), peers={"reviews": 2})
        for one in [room.learner, room.another_learner()][:people]:
            hand_in(room, path, learner=one)

        assert room.tutor.put(f"{path}/peer-reviews/allocation").code == code

    def test_is_for_staff_where_peers_review(self, room: Classroom) -> None:
        path, _ = a_circle(room)

        assert room.learner.put(f"{path}/peer-reviews/allocation").status_code == 403
        assert room.tutor.put(f"{an_assignment(room)}/peer-reviews/allocation").code == "peers_not_possible"


class TestReviewing:
    def test_names_nobody_on_either_side(self, room: Classroom) -> None:
        path, learners = a_circle(room)
        for one in learners:
            for place in range(2):
                say(path, one, place, GOOD, comment="Well argued.")
        room.tutor.put(f"{path}/peer-reviews/evaluation")

        for one in learners:
            seen = one.get(f"{path}/peer-reviews").text
            assert len(own(path, one)["received"]) == 2
            assert not [other.user_id for other in learners if other.user_id in seen]

    def test_is_of_what_one_was_given_and_in_time(self, room: Classroom) -> None:
        path, learners = a_circle(room, due_at="2026-11-24T12:00:00Z")
        others = own(path, learners[1])["to_give"][0]["peer_review_id"]

        not_mine = learners[0].put(f"{path}/peer-reviews/reviews/{others}", {"criteria": GOOD})
        half = say(path, learners[0], 0, GOOD[:1])
        room.advance(days=2)
        late = say(path, room.learner, 0, GOOD)

        assert [one.code for one in (not_mine, half, late)] == [
            "review_not_found",
            "rubric_not_followed",
            "peers_not_possible",
        ]


class TestBothMarks:
    def test_are_seen_once_they_are_worked_out(self, room: Classroom) -> None:
        path, learners = a_circle(room)
        for one in learners[:3]:
            for place in range(2):
                say(path, one, place, GOOD)
        say(path, learners[3], 0, GOOD)
        before = own(path, learners[0])

        found = room.tutor.put(f"{path}/peer-reviews/evaluation")
        again = room.tutor.put(f"{path}/peer-reviews/evaluation")

        assert (before["work_bp"], before["received"]) == (None, [])
        assert found.json() == again.json()
        assert [own(path, one)["work_bp"] for one in learners] == [10_000] * 4
        assert [own(path, one)["reviewing_bp"] for one in learners] == [10_000, 10_000, 10_000, 5_000]
        assert say(path, learners[0], 0, POOR).code == "peers_not_possible"

    def test_are_not_seen_before_marks_are_released(self, room: Classroom) -> None:
        path, learners = a_circle(room, people=2, reviews=1, rules={"released_at": "2026-11-24T12:00:00Z"})
        for one in learners:
            say(path, one, 0, GOOD)
        room.tutor.put(f"{path}/peer-reviews/evaluation")
        room.world.settle()

        before = own(path, learners[0]), work(path, learners[0])
        room.advance(days=2)
        after = own(path, room.learner), work(path, room.learner)

        assert [(seen["work_bp"], seen["received"], mark["score_centi"]) for seen, mark in [before]] == [
            (None, [], None)
        ]
        assert (after[0]["work_bp"], len(after[0]["received"]), after[1]["score_centi"]) == (10_000, 1, 10_000)


class TestTheMark:
    """Of a hundred points 80 are for the work and 20 for the reviewing, unless the assignment says otherwise."""

    def test_is_what_both_make_together_and_stands_in_the_gradebook(self, room: Classroom) -> None:
        path, learners = a_circle(room)
        for one in learners[:3]:
            for place in range(2):
                say(path, one, place, GOOD)
        say(path, learners[3], 0, GOOD)

        room.tutor.put(f"{path}/peer-reviews/evaluation")
        room.world.settle()

        column = path.rpartition("/")[2]
        assert [Gradebook(room).cells(one)[column] for one in learners] == [("graded", 10_000)] * 3 + [
            ("graded", 9_000)
        ]
        assert work(path, learners[3])["peers_mark"] == {
            "score_centi": 9_000,
            "work_bp": 10_000,
            "reviewing_bp": 5_000,
            "raw_centi": 9_000,
            "deducted_centi": 0,
        }

    def test_gives_way_to_what_staff_say(self, room: Classroom) -> None:
        path, learners = a_circle(room, people=2, reviews=1)
        for one in learners:
            say(path, one, 0, POOR)
        room.tutor.put(f"{path}/peer-reviews/evaluation")
        room.world.settle()
        peers = work(path, learners[0])["score_centi"]

        submission_id = work(path, learners[0])["submissions"][0]["submission_id"]
        room.tutor.put(f"{path}/submissions/{submission_id}/grade", {"score_centi": 7000})
        room.world.settle()

        assert (peers, work(path, learners[0])["score_centi"]) == (2_000, 7_000)
        assert Gradebook(room).cells(learners[0])[path.rpartition("/")[2]] == ("graded", 7_000)

    def test_loses_what_lateness_costs(self, room: Classroom) -> None:
        rules = {"due_at": "2026-11-22T12:00:00Z", "late": {"deduction_bp": 1_000}}
        path, learners = a_circle(room, people=2, reviews=1, rules=rules)
        for one in learners:
            say(path, one, 0, GOOD)
        room.tutor.put(f"{path}/peer-reviews/evaluation")
        room.world.settle()

        mark = work(path, learners[0])["peers_mark"]
        assert (mark["raw_centi"], mark["deducted_centi"], mark["score_centi"]) == (10_000, 1_000, 9_000)

    def test_is_told_once_however_often_it_is_worked_out(self, room: Classroom) -> None:
        path, learners = a_circle(room, people=2, reviews=1)
        for one in learners:
            say(path, one, 0, GOOD)
        for _ in range(2):
            room.tutor.put(f"{path}/peer-reviews/evaluation")
            room.world.settle()
        peer_service(room.org.org_id).book(path.rpartition("/")[2])

        assert len(room.told("SubmissionGraded")) == 2

    def test_is_none_where_peers_do_not_count_or_nobody_reviewed(self, room: Classroom) -> None:
        path, learners = a_circle(room, people=2, reviews=1, counts=False)
        for one in learners:
            say(path, one, 0, GOOD)
        room.tutor.put(f"{path}/peer-reviews/evaluation")
        room.world.settle()

        assert work(path, learners[0])["score_centi"] is None
        assert room.told("SubmissionGraded") == []
