"""Rubrics: written for a course, frozen for work that was begun, and what a mark by them is worth."""

from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from functions.assessment.domain.rubrics import Criterion, CriterionMark, Level, Rubric
from functions.assessment.errors import RubricNotFollowed
from tests.functions.assessment.conftest import Classroom

SECRET = "planted: name the tilt of the axis"


def levels(*points: int, description: str = "") -> list[dict[str, Any]]:
    return [
        {"key": f"l{place}", "title": f"Level {place}", "description": description, "points_centi": worth}
        for place, worth in enumerate(points)
    ]


def bank(room: Classroom) -> str:
    return f"/question-banks/{room.course.course_id}/rubrics"


def rubric_body(**more: Any) -> dict[str, Any]:
    criteria = [
        {"key": "reasons", "title": "Gives reasons", "levels": levels(0, 100, 200)},
        {"key": "clarity", "title": "Is clear", "levels": levels(0, 100)},
    ]
    return {"title": "Essays", "criteria": criteria, **more}


def write_rubric(room: Classroom, **more: Any) -> str:
    made = room.tutor.post(bank(room), rubric_body(**more))
    assert made.status_code == 201, made.text
    rubric_id: str = made.json()["rubric_id"]
    return rubric_id


def essay_by_rubric(room: Classroom, rubric_id: str, **rules: Any) -> str:
    """An assessment of one essay of 150 centipoints, judged by this rubric. Returns its path."""
    path = room.assessment("essay", publish=False, points=150, **rules)
    read = room.tutor.get(path)
    body = {name: read.json()[name] for name in ("title", "instructions", "lesson_id", "slots", "rules")}
    body["slots"][0]["rubric_id"] = rubric_id
    changed = room.tutor.put(path, body, headers={"if-match": read.headers["etag"]})
    assert changed.status_code == 200, changed.text
    assert room.tutor.post(f"{path}/publish").status_code == 200
    return path


def hand_in(room: Classroom, path: str) -> dict[str, Any]:
    work = room.begin(path)
    room.save(work, {"text": "Because the axis is tilted."})
    assert room.learner.post(f"{path}/submit").status_code == 200
    return work


def judge(room: Classroom, path: str, work: dict[str, Any], **levels: str) -> Any:
    criteria = [{"key": key, "level": level, "comment": f"On {key}."} for key, level in levels.items()]
    body = {"attempt_id": work["attempt_id"], "question_id": work["questions"][0]["question_id"], "criteria": criteria}
    return room.tutor.post(f"{path}/grade", body)


class TestWriting:
    def test_changes_make_versions_under_the_tag_that_was_read(self, room: Classroom) -> None:
        path = f"{bank(room)}/{write_rubric(room)}"
        tag = room.tutor.get(path).headers["etag"]

        changed = room.tutor.put(path, rubric_body(title="Long essays"), headers={"if-match": tag})
        late = room.tutor.put(path, rubric_body(title="Other essays"), headers={"if-match": tag})

        assert (changed.status_code, changed.json()["version"], late.status_code) == (200, 2, 412)
        assert changed.json()["max_centi"] == 300

    def test_points_at_what_is_wrong(self, room: Classroom) -> None:
        twice = [{"key": "a", "title": "A", "levels": levels(0, 1)}] * 2
        nothing = [{"key": "a", "title": "A", "levels": levels(0)}]

        refused = [room.tutor.post(bank(room), rubric_body(criteria=criteria)) for criteria in (twice, nothing)]

        assert [one.json()["errors"][0]["pointer"] for one in refused] == ["/criteria/1/key", "/criteria"]

    def test_is_for_staff(self, room: Classroom) -> None:
        rubric_id = write_rubric(room)

        assert room.learner.get(f"{bank(room)}/{rubric_id}").status_code == 403
        assert room.learner.get(bank(room)).status_code == 403

    def test_lists_those_of_a_course_and_no_removed_ones(self, room: Classroom) -> None:
        kept, gone = write_rubric(room), write_rubric(room, title="Gone")

        assert room.tutor.delete(f"{bank(room)}/{gone}").status_code == 204

        listed = room.tutor.get(bank(room)).json()["items"]
        assert [one["rubric_id"] for one in listed] == [kept]

    def test_of_another_course_judges_nothing_here(self, room: Classroom) -> None:
        path = room.assessment("essay", publish=False)
        read = room.tutor.get(path)
        body = {name: read.json()[name] for name in ("title", "slots", "rules")}
        body["slots"][0]["rubric_id"] = "rub_01JD0000000000000000000000"

        refused = room.tutor.put(path, body, headers={"if-match": read.headers["etag"]})

        assert refused.json()["errors"][0]["pointer"] == "/slots/0/rubric_id"


class TestJudging:
    def test_is_worth_the_levels_in_proportion_and_says_why(self, room: Classroom) -> None:
        path = essay_by_rubric(room, write_rubric(room))
        work = hand_in(room, path)

        marked = judge(room, path, work, reasons="l1", clarity="l1")

        question = room.result(work)["questions"][0]
        assert marked.status_code == 200, marked.text
        assert question["score_centi"] == 100  # 200 of 300, of 150
        assert question["criteria"][0] == {"key": "reasons", "level": "l1", "comment": "On reasons."}

    @pytest.mark.parametrize(
        ("given", "pointer"),
        [
            ({"reasons": "l1"}, "/criteria"),
            ({"reasons": "l1", "clarity": "l9"}, "/criteria/1/level"),
            ({"reasons": "l1", "clarity": "l1", "style": "l1"}, "/criteria/2/key"),
        ],
    )
    def test_wants_one_level_of_every_criterion(self, room: Classroom, given: dict[str, str], pointer: str) -> None:
        path = essay_by_rubric(room, write_rubric(room))
        work = hand_in(room, path)

        refused = judge(room, path, work, **given)

        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)

    def test_goes_by_the_version_there_was_when_the_work_was_begun(self, room: Classroom) -> None:
        rubric_id = write_rubric(room)
        path = essay_by_rubric(room, rubric_id)
        work = hand_in(room, path)
        tag = room.tutor.get(f"{bank(room)}/{rubric_id}").headers["etag"]
        other = [{"key": "other", "title": "Other", "levels": levels(0, 1)}]
        room.tutor.put(f"{bank(room)}/{rubric_id}", rubric_body(criteria=other), headers={"if-match": tag})
        tag = room.tutor.get(f"{bank(room)}/{rubric_id}").headers["etag"]
        room.tutor.delete(f"{bank(room)}/{rubric_id}")

        marked = judge(room, path, work, reasons="l2", clarity="l1")

        assert marked.status_code == 200
        assert room.result(work)["questions"][0]["score_centi"] == 150


class TestWhoSeesIt:
    def test_learners_read_an_open_one_while_they_write(self, room: Classroom) -> None:
        work = room.begin(essay_by_rubric(room, write_rubric(room)))

        assert work["questions"][0]["rubric"]["criteria"][0]["title"] == "Gives reasons"

    def test_a_hidden_one_comes_with_the_feedback_only(self, room: Classroom) -> None:
        criteria = [{"key": "reasons", "title": "Reasons", "levels": levels(0, 100, description=SECRET)}]
        rubric_id = write_rubric(room, is_hidden=True, criteria=criteria)
        path = essay_by_rubric(room, rubric_id, closes_at="2026-11-23T08:00:00Z", release={"feedback": ["after_close"]})
        seen = [room.begin(path)]
        work = hand_in(room, path)
        judge(room, path, work, reasons="l1")
        seen += [room.result(work), room.learner.get(f"{path}/results").json(), room.learner.get(path).json()]

        room.wait(hours=2)

        assert SECRET not in str(seen)
        assert [one["questions"][0].get("criteria", []) for one in seen[:2]] == [[], []]
        assert SECRET in str(room.result(work))


class TestTheShare:
    def test_is_exact_within_bounds_and_never_less_for_a_better_level(self) -> None:
        rubric = Rubric(
            rubric_id="rub_1",
            course_id="crs_1",
            title="Any",
            criteria=tuple(
                Criterion(
                    key=key,
                    title=key,
                    levels=tuple(
                        Level(key=str(place), title="x", points_centi=points) for place, points in enumerate(worth)
                    ),
                )
                for key, worth in {"a": (0, 1, 3), "b": (0, 100), "c": (7, 7, 13)}.items()
            ),
        )
        shares: dict[tuple[str, ...], Fraction] = {}
        for chosen in product("012", "01", "012"):
            marks = [CriterionMark(key=key, level=level) for key, level in zip("abc", chosen, strict=True)]
            shares[chosen] = rubric.share(marks)

        assert (min(shares.values()), max(shares.values())) == (Fraction(7, 116), Fraction(1))
        assert all(
            shares[a] <= shares[b] for a, b in product(shares, shares) if all(x <= y for x, y in zip(a, b, strict=True))
        )
        with pytest.raises(RubricNotFollowed):
            rubric.share([CriterionMark(key="a", level="0")] * 2)
