"""Assignments: what is handed in when and by whom, what it is worth, and who sees that."""

from typing import Any

import pytest

from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.test_rubrics import levels, write_rubric
from tests.support.actors import Actor

Json = dict[str, Any]
DUE, CLOSE = "2026-11-23T12:00:00Z", "2026-11-30T12:00:00Z"
SECRET = "planted: name the tilt of the axis"


def an_assignment(room: Classroom, *, publish: bool = True, **rules: Any) -> str:
    """An assignment of a hundred points. Returns its path."""
    body = {"title": "A week of the moon", "rules": rules}
    made = room.tutor.post(f"/courses/{room.course.course_id}/assignments", body)
    assert made.status_code == 201, made.text
    path = f"/assignments/{made.json()['assignment_id']}"
    if publish:
        assert room.tutor.post(f"{path}/publish").status_code == 200
    return path


def hand_in(room: Classroom, path: str, text: str = "It was a sickle.", learner: Actor | None = None) -> Any:
    return (learner or room.learner).post(f"{path}/submissions", {"text": text})


def grade(room: Classroom, path: str, submission: Any, score: int | None = 9000, **more: Any) -> Any:
    body = {**({"score_centi": score} if score is not None else {}), **more}
    return room.tutor.put(f"{path}/submissions/{submission.json()['submission_id']}/grade", body)


def own(room: Classroom, path: str, learner: Actor | None = None) -> Json:
    read = (learner or room.learner).get(f"{path}/work")
    assert read.status_code == 200, read.text
    work: Json = read.json()
    return work


class TestMaking:
    def test_is_a_draft_that_learners_do_not_see(self, room: Classroom) -> None:
        path = an_assignment(room, publish=False)
        listed = f"/courses/{room.course.course_id}/assignments"

        assert room.learner.get(path).code == "assignment_not_published"
        assert hand_in(room, path).code == "assignment_not_published"
        assert room.learner.get(listed).json()["items"] == []
        room.tutor.post(f"{path}/publish")
        assert len(room.learner.get(listed).json()["items"]) == 1

    def test_changes_under_the_tag_that_was_read(self, room: Classroom) -> None:
        path = an_assignment(room)
        tag = room.tutor.get(path).headers["etag"]
        body = {"title": "A month of the moon", "rules": {}}

        changed = [room.tutor.put(path, body, headers={"if-match": tag}).status_code for _ in range(2)]

        assert changed == [200, 412]

    @pytest.mark.parametrize(
        ("fields", "pointer"),
        [
            ({"rules": {"rubric_id": "rub_01JD0000000000000000000000"}}, "/rules/rubric_id"),
            ({"lesson_id": "les_01JD0000000000000000000000"}, "/lesson_id"),
            ({"rules": {"due_at": CLOSE, "closes_at": DUE}}, "/rules"),
        ],
    )
    def test_points_at_what_is_wrong(self, room: Classroom, fields: Json, pointer: str) -> None:
        refused = room.tutor.post(f"/courses/{room.course.course_id}/assignments", {"title": "Moon", **fields})

        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


class TestHandingIn:
    def test_is_told_and_read_by_its_author_and_staff_only(self, room: Classroom) -> None:
        path = an_assignment(room)
        handed = hand_in(room, path)
        other = room.another_learner()
        one = f"{path}/submissions/{handed.json()['submission_id']}"

        assert handed.status_code == 201
        assert [room.learner.get(one).json()["text"], room.tutor.get(one).json()["text"]] == ["It was a sickle."] * 2
        assert other.get(one).code == "submission_not_found"
        assert room.learner.get(f"{path}/submissions").status_code == 403
        assert [event["data"]["submission_id"] for event in room.told("SubmissionReceived")] == [one[-30:]]

    def test_again_is_possible_as_often_as_is_allowed_and_the_last_counts(self, room: Classroom) -> None:
        path = an_assignment(room, submissions_allowed=2)
        first, second = hand_in(room, path, "One."), hand_in(room, path, "Two.")

        third = hand_in(room, path, "Three.")

        assert [one.json()["number"] for one in (first, second)] == [1, 2]
        assert third.code == "submission_not_possible"
        assert grade(room, path, first).code == "submission_not_possible"
        assert grade(room, path, second).status_code == 200

    def test_repeated_makes_one(self, room: Classroom) -> None:
        path = an_assignment(room)
        key = {"idempotency-key": "once"}

        made = [room.learner.post(f"{path}/submissions", {"text": "It."}, headers=key) for _ in range(2)]

        assert made[0].json() == made[1].json()

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [({}, "/text"), ({"text": " "}, "/text"), ({"text": "one two three"}, "/text")],
    )
    def test_keeps_to_what_is_asked_for(self, room: Classroom, body: Json, pointer: str) -> None:
        path = an_assignment(room, max_words=2)

        refused = room.learner.post(f"{path}/submissions", body)

        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)

    def test_is_possible_between_opening_and_closing_only(self, room: Classroom) -> None:
        path = an_assignment(room, opens_at="2026-11-23T07:00:00Z", closes_at=CLOSE)

        early = hand_in(room, path)
        room.advance(days=8)
        late = hand_in(room, path)

        assert [early.code, late.code] == ["submission_not_possible"] * 2
        assert own(room, path)["missing_centi"] == 0

    def test_is_possible_later_with_an_extension_which_also_counts_as_on_time(self, room: Classroom) -> None:
        path = an_assignment(room, due_at=DUE, closes_at=CLOSE, late={})
        extension = {"due_at": "2026-12-04T12:00:00Z", "closes_at": "2026-12-05T12:00:00Z"}
        room.tutor.put(f"{path}/extensions/{room.learner.user_id}", {"extension": extension})
        room.advance(days=8)

        handed = hand_in(room, path)
        grade(room, path, handed)

        assert own(room, path)["mark"]["deducted_centi"] == 0


class TestGrading:
    def test_takes_off_what_lateness_costs_and_tells_the_mark(self, room: Classroom) -> None:
        path = an_assignment(room, due_at=DUE, late={"deduction_bp": 1000, "floor_bp": 5000}, pass_bp=7500)
        room.advance(days=2)
        handed = hand_in(room, path)

        note = {"start": 0, "end": 6, "text": "Which evening?"}
        graded = grade(room, path, handed, comment="Well observed.", notes=[note])
        grade(room, path, handed, comment="Well observed.", notes=[note])

        work = own(room, path)
        assert graded.status_code == 200, graded.text
        assert (work["score_centi"], work["mark"]["deducted_centi"]) == (7000, 2000)
        assert work["mark"]["notes"] == [note]
        told = [(event["data"]["score_bp"], event["data"]["passed"]) for event in room.told("SubmissionGraded")]
        assert told == [(7000, False)]

    def test_tells_the_day_on_which_it_was_due_for_who_handed_it_in(self, room: Classroom) -> None:
        path, later = an_assignment(room, due_at=DUE), CLOSE
        room.tutor.put(f"{path}/extensions/{room.learner.user_id}", {"extension": {"due_at": later}})
        handed = hand_in(room, path)

        grade(room, path, handed)
        own_mark = {"score_centi": 100, "reason": "The others did most of it."}
        place = f"{path}/submissions/{handed.json()['submission_id']}/members/{room.learner.user_id}/grade"
        assert room.tutor.put(place, own_mark).status_code == 200

        assert [event["data"]["due_at"] for event in room.told("SubmissionGraded")] == [later, later]

    def test_goes_by_the_rubric(self, room: Classroom) -> None:
        path = an_assignment(room, rubric_id=write_rubric(room))
        handed = hand_in(room, path)
        criteria = [{"key": "reasons", "level": "l1"}, {"key": "clarity", "level": "l0"}]

        grade(room, path, handed, None, criteria=criteria)

        assert own(room, path)["score_centi"] == 3333

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({"score_centi": 10_001}, "/score_centi"),
            ({"criteria": [{"key": "a", "level": "b"}]}, "/criteria"),
            ({"score_centi": 1, "notes": [{"start": 0, "end": 500, "text": "Where?"}]}, "/notes/0/end"),
        ],
    )
    def test_keeps_within_what_there_is(self, room: Classroom, body: Json, pointer: str) -> None:
        path = an_assignment(room)
        handed = hand_in(room, path)

        refused = grade(room, path, handed, None, **body)

        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)

    def test_shows_nothing_before_it_is_released(self, room: Classroom) -> None:
        hidden = [{"key": "reasons", "title": "Reasons", "levels": levels(0, 100, description=SECRET)}]
        rubric_id = write_rubric(room, is_hidden=True, criteria=hidden)
        path = an_assignment(room, rubric_id=rubric_id, released_at=CLOSE)
        handed = hand_in(room, path)
        grade(room, path, handed, None, criteria=[{"key": "reasons", "level": "l1"}], comment=SECRET)

        before = [
            room.learner.get(path).text,
            room.learner.get(f"{path}/work").text,
            str(room.told("SubmissionGraded")),
        ]
        room.advance(days=8)
        after = own(room, path)

        assert SECRET not in "".join(before)
        assert own(room, path)["score_centi"] == 10_000
        assert (after["mark"]["comment"], after["rubric"] is not None) == (SECRET, True)


class TestTeams:
    def test_hand_in_together_and_are_graded_each(self, room: Classroom) -> None:
        path, mate = self._team(room)
        handed = hand_in(room, path)
        graded = grade(room, path, handed, 8000)
        one = f"{path}/submissions/{handed.json()['submission_id']}"

        body = {"score_centi": 4000, "reason": "Drew two of seven."}
        room.tutor.put(f"{one}/members/{mate.user_id}/grade", body)

        assert graded.status_code == 200, graded.text
        assert (own(room, path)["score_centi"], own(room, path, mate)["score_centi"]) == (8000, 4000)
        assert (own(room, path)["own_reason"], own(room, path, mate)["own_reason"]) == (None, "Drew two of seven.")
        assert mate.get(one).status_code == 200
        told = {(event["data"]["user_id"], event["data"]["score_bp"]) for event in room.told("SubmissionGraded")}
        assert told == {(room.learner.user_id, 8000), (mate.user_id, 8000), (mate.user_id, 4000)}

    def test_are_one_for_each(self, room: Classroom) -> None:
        path, mate = self._team(room)
        other = room.another_learner("Zoya Khan")

        refused = room.tutor.post(f"{path}/teams", {"user_ids": [other.user_id, mate.user_id]})

        assert refused.code == "team_not_possible"
        assert hand_in(room, path, learner=other).code == "not_in_a_team"

    def _team(self, room: Classroom) -> tuple[str, Actor]:
        path, mate = an_assignment(room, in_teams=True), room.another_learner()
        formed = room.tutor.post(f"{path}/teams", {"user_ids": [room.learner.user_id, mate.user_id]})
        assert formed.status_code == 201, formed.text
        return path, mate


class TestWhatFollows:
    def test_completes_the_lesson_that_shows_it_and_is_told_to_people(self, room: Classroom) -> None:
        path = an_assignment(room)
        handed = hand_in(room, path)
        grade(room, path, handed)
        room.world.settle()

        kinds = [one["kind"] for one in room.learner.get("/notices").json()["items"]]

        assert "submission_graded" in kinds
