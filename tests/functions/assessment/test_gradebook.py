"""The gradebook of a course, over HTTP."""

import csv
import io

import pytest

from functions.assessment.domain.gradebook import Sheet
from functions.assessment.repository.gradebook import GradebookRepository
from functions.assessment.service.gradebook import books
from functions.assessment.workers import grade_keeper
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.questions import Json
from tests.functions.assessment.test_assignments import an_assignment, grade, hand_in
from tests.support.actors import Actor
from tests.support.client import Answer

RIGHT = {"key": "saturn"}


class Gradebook:
    """A course's gradebook as its tutor uses it."""

    def __init__(self, room: Classroom) -> None:
        self.room = room
        self.path = f"{room.course.path}/gradebook"

    def take(self, path: str, key: str, learner: Actor | None = None) -> None:
        """Somebody takes a quiz, and everybody hears of it."""
        work = self.room.begin(path, learner)
        self.room.save(work, {"key": key}, learner=learner)
        assert (learner or self.room.learner).post(f"{path}/submit").status_code == 200
        self.room.world.settle()

    def column(self, title: str = "Taking part", points: int = 1000) -> str:
        """Add a column to fill by hand. Returns its id."""
        made = self.room.tutor.post(
            f"{self.path}/columns",
            {"title": title, "max_centi": points},
            headers={"idempotency-key": title.encode().hex()},
        )
        assert made.status_code == 201, made.text
        item_id: str = made.json()["item_id"]
        return item_id

    def row(self, learner: Actor | None = None) -> Json:
        """A learner's row, as staff read it."""
        read = self.room.tutor.get(f"{self.path}/learners/{(learner or self.room.learner).user_id}")
        assert read.status_code == 200, read.text
        row: Json = read.json()
        return row

    def cells(self, learner: Actor | None = None) -> dict[str, tuple[str, int | None]]:
        """What counts, by column."""
        return {one["item_id"]: (one["state"], one["score_centi"]) for one in self.row(learner)["cells"]}

    def mark(
        self, item_id: str, learner: Actor | None = None, *, revision: int | None = None, **body: object
    ) -> Answer:
        """Put something in the place of a mark."""
        user_id = self.room.learner.user_id
        revision = self.row()["revision"] if revision is None else revision
        return self.room.tutor.put(
            f"{self.path}/learners/{user_id}/marks/{item_id}",
            {"state": "graded", "reason": "Said in class.", **body},
            headers={"if-match": f'"rev-{revision}"'},
        )

    def rule(self, **rules: object) -> Answer:
        """Say how it counts."""
        tag = self.room.tutor.get(self.path).headers["etag"]
        return self.room.tutor.put(self.path, rules, headers={"if-match": tag})

    def own(self) -> Json:
        """What the learner sees."""
        read = self.room.learner.get(f"{self.path}/me")
        assert read.status_code == 200, read.text
        own: Json = read.json()
        return own


@pytest.fixture
def book(room: Classroom) -> Gradebook:
    """Nothing is graded yet; the learner stands in it."""
    room.world.settle()
    return Gradebook(room)


class TestMarks:
    def test_of_attempts_come_by_themselves(self, book: Gradebook) -> None:
        path = book.room.assessment("single_choice", points=400)

        book.take(path, "uranus")

        row = book.row()
        assert [(one["state"], one["score_centi"]) for one in row["cells"]] == [("graded", 100)]
        assert (row["total"]["current_bp"], row["total"]["current_letter"]) == (2500, "E")

    def test_are_those_that_the_attempts_make_together(self, book: Gradebook) -> None:
        path = book.room.assessment("single_choice", attempts_allowed=3, grade_method="average")

        for key in ("saturn", "mars", "saturn"):
            book.take(path, key)

        assert book.row()["cells"][0]["score_centi"] == 67

    def test_come_once_however_often_and_late_they_are_told(self, book: Gradebook) -> None:
        path = book.room.assessment("single_choice")
        book.take(path, "saturn")
        before = book.row()

        for _ in range(2):
            grade_keeper(book.room.org.org_id).keep_attempts(path.rpartition("/")[2], book.room.learner.user_id)

        assert book.row() == before

    def test_of_assignments_come_too(self, book: Gradebook) -> None:
        path = an_assignment(book.room)
        submission = hand_in(book.room, path)
        assert grade(book.room, path, submission, 9000).status_code == 200
        book.room.world.settle()

        assert book.cells() == {path.rpartition("/")[2]: ("graded", 9000)}
        assert [one["score_centi"] for one in book.own()["cells"]] == [9000]

    def test_are_written_by_one_small_write(self, book: Gradebook) -> None:
        keeper = grade_keeper(book.room.org.org_id)
        before = book.row()["revision"]

        keeper.keep(book.room.course.course_id, book.room.learner.user_id, "asg_1", 800)
        keeper.keep(book.room.course.course_id, book.room.learner.user_id, "asg_1", 800)

        assert book.row()["revision"] == before + 1


class TestOverriding:
    def test_stands_above_the_mark_until_it_is_taken_back(self, book: Gradebook) -> None:
        path = book.room.assessment("single_choice")
        item_id = path.rpartition("/")[2]
        book.take(path, "mars")

        said = book.mark(item_id, score_centi=80)
        during = book.row()
        mark = book.room.tutor.get(f"{book.path}/learners/{during['user_id']}/marks/{item_id}").json()
        back = book.room.tutor.delete(
            f"{book.path}/learners/{book.room.learner.user_id}/marks/{item_id}",
            headers={"if-match": f'"rev-{during["revision"]}"'},
        )

        assert said.status_code == 200
        assert during["cells"][0] == {
            "item_id": item_id,
            "state": "graded",
            "score_centi": 80,
            "is_overridden": True,
        }
        assert (mark["score_centi"], mark["earned_centi"], mark["reason"]) == (80, 0, "Said in class.")
        assert back.json()["cells"][0]["score_centi"] == 0

    def test_keeps_who_when_and_why(self, book: Gradebook) -> None:
        item_id = book.column()
        book.mark(item_id, score_centi=900)
        book.mark(item_id, score_centi=950, reason="Counted again.")

        changes = book.room.tutor.get(f"{book.path}/learners/{book.room.learner.user_id}/history").json()["items"]

        assert [(one["reason"], one["by"]) for one in changes] == [
            ("Counted again.", book.room.tutor.user_id),
            ("Said in class.", book.room.tutor.user_id),
        ]
        assert changes[0]["before"] == changes[1]["after"]

    def test_refuses_what_somebody_else_changed_meanwhile(self, book: Gradebook) -> None:
        item_id = book.column()
        stale = book.row()["revision"]
        book.mark(item_id, score_centi=900)

        assert book.mark(item_id, revision=stale, score_centi=100).status_code == 412
        assert book.cells() == {item_id: ("graded", 900)}

    @pytest.mark.parametrize("body", [{}, {"state": "excused", "score_centi": 1}, {"score_centi": -1}, {"state": "x"}])
    def test_takes_only_what_makes_sense(self, book: Gradebook, body: Json) -> None:
        assert book.mark(book.column(), **body).status_code == 422

    def test_of_the_whole_grade_needs_a_reason_too(self, book: Gradebook) -> None:
        book.mark(book.column(), score_centi=500)
        row = book.row()
        path = f"{book.path}/learners/{row['user_id']}/total"
        headers = {"if-match": f'"rev-{row["revision"]}"'}

        refused = book.room.tutor.put(path, {"share_bp": 9000}, headers=headers)
        made = book.room.tutor.put(path, {"share_bp": 9100, "reason": "The board said so."}, headers=headers)

        assert refused.status_code == 422
        assert (made.json()["total"]["final_bp"], made.json()["total"]["final_letter"]) == (9100, "A1")


class TestRules:
    def test_weigh_categories_and_drop(self, book: Gradebook) -> None:
        quizzes = [book.column(f"Quiz {number}") for number in range(3)]
        exam = book.column("Exam", 2000)
        for item_id, score in zip([*quizzes, exam], [0, 600, 800, 1800], strict=True):
            book.mark(item_id, score_centi=score)

        ruled = book.rule(
            weighting="categories",
            categories=[
                {"key": "quiz", "name": "Quizzes", "weight_bp": 4000, "drop_lowest": 1},
                {"key": "exam", "name": "Exam", "weight_bp": 6000},
            ],
            columns=[
                *({"item_id": item_id, "category": "quiz"} for item_id in quizzes),
                {"item_id": exam, "category": "exam"},
            ],
        )

        assert ruled.status_code == 200, ruled.text
        total = book.row()["total"]
        assert (total["current_bp"], total["dropped"]) == (8200, [quizzes[0]])

    def test_are_changed_by_one_at_a_time(self, book: Gradebook) -> None:
        tag = book.room.tutor.get(book.path).headers["etag"]
        rules = {"weighting": "points", "categories": [], "columns": []}

        first = book.room.tutor.put(book.path, rules, headers={"if-match": tag})
        second = book.room.tutor.put(book.path, rules, headers={"if-match": tag})

        assert (first.status_code, second.status_code) == (200, 412)

    @pytest.mark.parametrize(
        "rules",
        [
            {"columns": [{"item_id": "asm_1", "category": "none"}]},
            {"columns": [{"item_id": "asm_1"}]},
            {"columns": [{"item_id": "asm_1"}, {"item_id": "asm_1"}]},
            {"categories": [{"key": "a", "name": "A"}, {"key": "a", "name": "B"}]},
            {"categories": [{"key": "a", "name": "A", "weight_bp": 10_001}]},
        ],
    )
    def test_must_agree_with_themselves(self, book: Gradebook, rules: Json) -> None:
        assert book.rule(**rules).status_code == 422


class TestWhatLearnersSee:
    def test_is_their_own_only(self, book: Gradebook) -> None:
        learner, other = book.room.learner, book.room.another_learner()

        assert learner.get(f"{book.path}/learners").status_code == 403
        assert learner.get(f"{book.path}/learners/{other.user_id}").status_code == 403
        assert learner.get(book.path).status_code == 403
        assert learner.get(f"{book.path}/file").status_code == 403
        assert book.own()["user_id"] == learner.user_id

    def test_is_what_is_released(self, book: Gradebook) -> None:
        closes_at = "2026-11-23T08:00:00Z"
        path = book.room.assessment("single_choice", closes_at=closes_at, release={"marks": ["after_close"]})
        book.take(path, "saturn")

        before = book.own()
        book.room.advance(hours=2)
        after = book.own()

        assert (before["cells"], before["total"]["current_bp"]) == ([], None)
        assert [one["score_centi"] for one in after["cells"]] == [100]
        assert after["total"]["current_bp"] == 10_000

    def test_waits_for_the_close_that_is_theirs(self, book: Gradebook) -> None:
        path = book.room.assessment(
            "single_choice", closes_at="2026-11-23T08:00:00Z", release={"marks": ["after_close"]}
        )
        later = {"closes_at": "2026-11-23T12:00:00Z"}
        assert book.room.tutor.put(f"{path}/overrides/{book.room.learner.user_id}", later).status_code == 200
        book.take(path, "saturn")

        book.room.advance(hours=2)

        assert book.own()["cells"] == []

    def test_leaves_out_what_is_hidden(self, book: Gradebook) -> None:
        hidden, shown = book.column("Hidden"), book.column("Shown")
        for item_id in (hidden, shown):
            book.mark(item_id, score_centi=500)
        book.rule(columns=[{"item_id": hidden, "hidden": True}])

        own = book.own()

        assert [one["item_id"] for one in own["columns"]] == [shown]
        assert [one["item_id"] for one in own["cells"]] == [shown]

    def test_may_be_tried_with_other_marks(self, book: Gradebook) -> None:
        item_id = book.column()
        book.mark(item_id, score_centi=500)
        before = book.row()

        tried = book.room.learner.post(
            f"{book.path}/me/what-if", {"marks": [{"item_id": item_id, "score_centi": 1000}]}
        )
        refused = book.room.learner.post(f"{book.path}/me/what-if", {"marks": [{"item_id": "col_1", "score_centi": 1}]})

        assert (tried.status_code, tried.json()["total"]["current_bp"]) == (200, 10_000)
        assert refused.status_code == 422
        assert book.row() == before


class TestTheClass:
    def test_has_everybody_who_is_enrolled_and_says_who_left(self, book: Gradebook) -> None:
        other = book.room.another_learner("Zoya Khan")
        book.room.world.settle()
        enrolment_id = self._enrolments(book)[other.user_id]
        assert book.room.tutor.delete(f"{book.room.course.path}/enrollments/{enrolment_id}").status_code == 204
        book.room.world.settle()

        listed = book.room.tutor.get(f"{book.path}/learners", params={"limit": 500}).json()["items"]

        assert {(one["user_name"], one["is_enrolled"]) for one in listed} == {
            ("Meera Nair", True),
            ("Zoya Khan", False),
        }

    def test_comes_in_pages(self, book: Gradebook) -> None:
        for name in ("Zoya Khan", "Dev Patel"):
            book.room.another_learner(name)
        book.room.world.settle()

        first = book.room.tutor.get(f"{book.path}/learners", params={"limit": 2}).json()
        second = book.room.tutor.get(
            f"{book.path}/learners", params={"limit": 2, "cursor": first["next_cursor"]}
        ).json()

        assert len({one["user_id"] for one in first["items"] + second["items"]}) == 3

    def test_comes_in_larger_pages_than_names_are_read_and_smaller_ones_of_many_columns(
        self, book: Gradebook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        repository = GradebookRepository(book.room.org.org_id)
        for number in range(101):
            repository.save_sheet(book.room.course.course_id, Sheet(user_id=f"usr_{number}"))
        whole = book.room.tutor.get(f"{book.path}/learners", params={"limit": 500})
        for title in ("Taking part", "Homework"):
            book.column(title)
        monkeypatch.setattr(books, "MOST_CELLS", 10)

        part = book.room.tutor.get(f"{book.path}/learners", params={"limit": 500})

        assert len(whole.json()["items"]) == 102
        assert (len(part.json()["items"]), part.json()["next_cursor"] is None) == (5, False)

    def _enrolments(self, book: Gradebook) -> dict[str, str]:
        listed = book.room.tutor.get(f"{book.room.course.path}/enrollments").json()["items"]
        return {one["user_id"]: one["enrollment_id"] for one in listed}


class TestFiles:
    def test_change_nothing_when_they_come_back_as_they_went(self, book: Gradebook) -> None:
        book.take(book.room.assessment("single_choice", points=333), "uranus")
        marked, excused = book.column("=SUM(A1)"), book.column("Excused, and more")
        book.mark(marked, score_centi=812)
        book.mark(excused, state="excused")
        before = book.row()

        text = self._written(book)
        taken = self._send(book, text)

        assert taken.json() == {"learners": 0, "cells": 0, "faults": []}
        assert book.row() == before
        head, line = list(csv.reader(io.StringIO(text)))
        cells = dict(zip(head, line, strict=True))
        assert cells[f"'=SUM(A1) [{marked}]"] == "8.12"
        assert cells[f"Excused, and more [{excused}]"] == "EX"

    def test_bring_in_what_they_say_otherwise(self, book: Gradebook) -> None:
        first, second = book.column("One"), book.column("Two")
        book.mark(first, score_centi=100)
        text = self._written(book)
        revision = book.row()["revision"]

        taken = self._send(book, text.replace(",1,,", ",7.25,MI,"))
        again = self._send(book, text.replace(",1,,", ",7.25,MI,"))

        assert taken.json() == {"learners": 1, "cells": 2, "faults": []}, text
        assert book.cells() == {first: ("graded", 725), second: ("missing", 0)}
        assert again.json()["learners"] == 0
        assert book.row()["revision"] == revision + 1

    def test_leave_out_lines_of_marks_that_changed_meanwhile(self, book: Gradebook) -> None:
        item_id = book.column()
        text = self._written(book)
        book.mark(item_id, score_centi=900)

        taken = self._send(book, text)

        assert [one["code"] for one in taken.json()["faults"]] == ["changed_meanwhile"]
        assert book.cells() == {item_id: ("graded", 900)}

    def test_say_which_cells_are_no_marks_and_take_the_others(self, book: Gradebook) -> None:
        good, bad = book.column("Good"), book.column("Bad")
        text = f"user_id,a [{good}],b [{bad}]\n{book.room.learner.user_id},5,nine\nusr_unknown,1,1\n"

        taken = self._send(book, text)

        assert [(one["line"], one["code"]) for one in taken.json()["faults"]] == [
            (2, "not_a_mark"),
            (3, "unknown_learner"),
        ]
        assert book.cells() == {good: ("graded", 500)}

    @pytest.mark.parametrize(
        "text",
        ["", "\x00", "name\nMeera", "user_id,x [asm_unknown]\n", 'user_id\n"', "user_id,a [ab_1],b [ab_1]\n", "\ud800"],
    )
    def test_that_are_none_are_refused(self, book: Gradebook, text: str) -> None:
        assert self._send(book, text).status_code == 422

    def test_hold_no_more_than_five_hundred_learners(self, book: Gradebook) -> None:
        assert self._send(book, "user_id\n" + "usr_1\n" * 501).status_code == 422

    def _written(self, book: Gradebook) -> str:
        read = book.room.tutor.get(f"{book.path}/file")
        assert read.status_code == 200
        assert read.headers["content-type"].startswith("text/csv")
        return read.text.removeprefix("\ufeff")

    def _send(self, book: Gradebook, text: str) -> Answer:
        content = text.encode("utf-8", "surrogatepass")
        return book.room.tutor.client.request(
            "POST", f"{book.path}/file", content=content, headers={"content-type": "text/csv"}
        )
