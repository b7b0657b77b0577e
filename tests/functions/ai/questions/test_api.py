"""Questions over HTTP: asked for, made, changed, approved into the bank, rejected."""

from typing import Any

import pytest

from tests.functions.ai.questions.conftest import TEXT, Desk
from tests.support.world import at_once


class TestAsking:
    def test_makes_drafts_with_passages_word_for_word(self, desk: Desk) -> None:
        made = desk.ask()

        assert (made["state"], made["drafted"], made["provider"]) == ("succeeded", 12, "embedded")
        assert len(desk.drafts()) == 12
        for draft in desk.drafts():
            for passage in draft["passages"]:
                assert passage["text"] in TEXT

    def test_tells_how_far_it_is_and_what_was_rejected(self, desk: Desk) -> None:
        made = desk.ask(count=50)
        job = desk.tutor.get(f"/jobs/{made['job_id']}").json()

        assert (job["state"], job["progress"], job["kind"]) == ("succeeded", {"done": 1, "total": 1}, "ai.questions")
        assert job["result"]["drafted"] == made["drafted"]
        assert sum(made["rejected"].values()) == job["result"]["rejected"] > 0
        assert made["rejected_questions"][0]["reason"] in made["rejected"]

    def test_keeps_to_kinds(self, desk: Desk) -> None:
        desk.ask(kinds=["numeric", "true_false"])

        assert {draft["type"] for draft in desk.drafts()} == {"numeric", "true_false"}

    def test_asks_about_lessons_as_they_are_drafted(self, desk: Desk) -> None:
        lesson_id = _write(desk, TEXT)
        made = desk.ask(text=None, title="", lesson_ids=[lesson_id], count=5)

        assert made["drafted"] == 5, made
        assert {passage["lesson_id"] for draft in desk.drafts() for passage in draft["passages"]} == {lesson_id}
        assert all(passage["block_id"] for draft in desk.drafts() for passage in draft["passages"])

    def test_asks_a_long_lesson_more_than_a_short_one(self, desk: Desk) -> None:
        short, long = _write(desk, "Water is wet."), _write(desk, TEXT)
        made = desk.ask(text=None, title="", lesson_ids=[short, long], count=10)

        assert made["drafted"] == 10, made

    def test_the_same_order_meanwhile_is_one(self, desk: Desk) -> None:
        body = {"course_id": desk.course.course_id, "text": TEXT, "count": 3}
        made = at_once(
            6, lambda number: desk.tutor.post("/ai/generate-questions", body, headers={"idempotency-key": str(number)})
        )

        assert {answer.status_code for answer in made} == {202}
        assert len({answer.json()["generation_id"] for answer in made}) == 1

    def test_another_time_asks_something_else(self, desk: Desk) -> None:
        desk.ask(count=4)
        first = {str(draft["question"]) for draft in desk.drafts()}
        desk.ask(count=4)

        assert len({str(draft["question"]) for draft in desk.drafts()} - first) == 4

    def test_asks_nothing_that_a_tutor_has_put_into_the_bank(self, desk: Desk) -> None:
        said = "Sublimation is the change of ice into vapor without melting."
        wish: dict[str, Any] = {"text": f"{said} It is seen on glaciers.", "kinds": ["true_false"], "count": 1}
        assert desk.ask(**wish)["drafted"] == 1
        elsewhere = desk.tutor.post("/courses", {"title": "Ice"}).json()["course_id"]
        for draft in desk.drafts():
            added = desk.tutor.post(f"/question-banks/{elsewhere}/questions", {"question": draft["question"]})
            assert added.status_code == 201, added.text

        made = desk.ask(**wish, course_id=elsewhere)

        assert made["rejected"].get("duplicate", 0) > 0, made

    @pytest.mark.parametrize(
        ("changes", "pointer"),
        [
            ({"count": 0}, "/count"),
            ({"count": 51}, "/count"),
            ({"kinds": []}, "/kinds"),
            ({"kinds": ["riddle"]}, "/kinds/0"),
            ({"difficulty": 6}, "/difficulty"),
            ({"text": ""}, "/text"),
            ({"text": "\x00"}, "/text"),
            ({"text": "x" * 60_001}, "/text"),
            ({"text": None, "lesson_ids": ["les_1"]}, "/lesson_ids/0"),
            ({"text": None, "topic_id": "top_1"}, "/topic_id"),
            ({"topic_id": "top_1"}, ""),
            ({"language": "english"}, "/language"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, desk: Desk, changes: dict[str, Any], pointer: str) -> None:
        plain = {"course_id": desk.course.course_id, "text": TEXT}
        answer = desk.tutor.post("/ai/generate-questions", {**plain, **changes})

        assert answer.status_code == 422, answer.text
        assert pointer in {error["pointer"] for error in answer.json()["errors"]}

    def test_of_a_text_without_anything_drafts_nothing(self, desk: Desk) -> None:
        made = desk.ask(text="Nothing.")

        assert (made["state"], made["drafted"]) == ("succeeded", 0)

    def test_can_be_cancelled(self, desk: Desk) -> None:
        body = {"course_id": desk.course.course_id, "text": TEXT}
        made = desk.tutor.post("/ai/generate-questions", body).json()
        path = f"/ai/question-generations/{made['generation_id']}"

        assert desk.tutor.post(f"{path}/cancellation").json()["state"] == "cancelled"
        desk.world.settle()
        assert desk.tutor.get(path).json()["state"] == "cancelled"
        assert desk.tutor.get(f"/jobs/{made['job_id']}").json()["problem"]["code"] == "cancelled"
        assert desk.drafts() == []

    def test_what_is_over_cannot_be_cancelled(self, desk: Desk) -> None:
        made = desk.ask(count=1)
        answer = desk.tutor.post(f"/ai/question-generations/{made['generation_id']}/cancellation")

        assert (answer.status_code, answer.json()["code"]) == (409, "generation_over")

    def test_is_refused_where_ai_is_switched_off(self, desk: Desk) -> None:
        settings = desk.admin.get("/ai/settings")
        body = {name: value for name, value in settings.json().items() if name not in ("updated_at", "updated_by")}
        off = desk.admin.put(
            "/ai/settings", {**body, "switched_on": False}, headers={"if-match": settings.headers["etag"]}
        )
        assert off.status_code == 200, off.text

        answer = desk.tutor.post("/ai/generate-questions", {"course_id": desk.course.course_id, "text": TEXT})
        assert (answer.status_code, answer.json()["code"]) == (409, "ai_switched_off")


class TestWhoMay:
    def test_is_who_edits_the_course(self, desk: Desk) -> None:
        body = {"course_id": desk.course.course_id, "text": TEXT, "count": 1}
        other = desk.world.actor("tutor", of=desk.org, name="Meera Iyer")
        student = desk.world.actor("student", of=desk.org)
        stranger = desk.world.actor("tutor", of=desk.world.organization())

        codes = [one.post("/ai/generate-questions", body).status_code for one in (other, student, stranger, desk.admin)]
        assert codes == [403, 403, 404, 202]

    def test_drafts_are_seen_by_nobody_else(self, desk: Desk) -> None:
        desk.ask(count=1)
        path = f"/ai/question-drafts/{desk.drafts()[0]['draft_id']}"
        other = desk.world.actor("tutor", of=desk.org, name="Meera Iyer")
        stranger = desk.world.actor("tutor", of=desk.world.organization())

        assert [one.get(path).status_code for one in (other, stranger)] == [403, 404]


class TestDeciding:
    def test_approving_puts_it_into_the_bank_with_its_origin(self, desk: Desk) -> None:
        desk.ask(count=12)
        for draft in desk.drafts():
            assert desk.tutor.post(f"/ai/question-drafts/{draft['draft_id']}/approval").status_code == 200
        desk.world.settle()

        approved = {draft["question_id"]: draft for draft in desk.drafts("approved")}
        assert desk.drafts() == []
        assert {one["question_id"] for one in desk.bank()} == set(approved)
        one = desk.bank()[0]
        assert one["origin"]["draft_id"] == approved[one["question_id"]]["draft_id"]
        assert (one["origin"]["made_by"], one["origin"]["approved_by"]) == ("embedded", desk.tutor.user_id)

    def test_nothing_is_in_the_bank_before(self, desk: Desk) -> None:
        desk.ask()

        assert desk.bank() == []

    def test_approving_twice_takes_it_once(self, desk: Desk) -> None:
        desk.ask(count=1)
        path = f"/ai/question-drafts/{desk.drafts()[0]['draft_id']}/approval"
        answers = at_once(4, lambda _: desk.tutor.post(path))
        desk.world.settle()

        assert len({answer.json()["question_id"] for answer in answers}) == 1
        assert len(desk.bank()) == 1

    def test_a_change_is_what_the_bank_gets(self, desk: Desk) -> None:
        desk.ask(count=1, kinds=["true_false"])
        path = f"/ai/question-drafts/{desk.drafts()[0]['draft_id']}"
        read = desk.tutor.get(path)
        question = {**read.json()["question"], "correct": not read.json()["question"]["correct"]}
        body = {"question": question, "difficulty": 5, "tags": ["water"]}

        assert desk.tutor.put(path, body, headers={"if-match": read.headers["etag"]}).json()["edited"] is True
        assert desk.tutor.put(path, body, headers={"if-match": read.headers["etag"]}).status_code == 412
        desk.tutor.post(f"{path}/approval")
        desk.world.settle()
        (one,) = desk.bank()
        assert (one["difficulty"], one["tags"]) == (5, ["water"])

    def test_what_the_bank_refuses_waits_again(self, desk: Desk) -> None:
        desk.ask(count=1)
        path = f"/ai/question-drafts/{desk.drafts()[0]['draft_id']}"
        read = desk.tutor.get(path)
        body = {"question": {"type": "riddle"}, "difficulty": 1, "tags": []}
        desk.tutor.put(path, body, headers={"if-match": read.headers["etag"]})
        desk.tutor.post(f"{path}/approval")
        desk.world.settle()

        waits = desk.tutor.get(path).json()
        assert (waits["state"], waits["refused"], waits["question_id"]) == ("pending", "question_not_valid", None)

    def test_rejecting_says_why(self, desk: Desk) -> None:
        desk.ask(count=1)
        path = f"/ai/question-drafts/{desk.drafts()[0]['draft_id']}"

        assert desk.tutor.post(f"{path}/rejection", {"reason": "Too easy."}).json()["reason"] == "Too easy."
        assert desk.drafts() == []
        again = desk.tutor.post(f"{path}/approval")
        assert (again.status_code, again.json()["code"]) == (409, "question_draft_decided")


def _write(desk: Desk, text: str) -> str:
    """A lesson that says this. Returns its id."""
    topic = desk.tutor.post(f"{desk.course.path}/topics", {"title": "Water"}).json()["topic_id"]
    paragraphs = [
        {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": line.lstrip("# ")}]}
        if line.startswith("#")
        else {"type": "paragraph", "content": [{"type": "text", "text": line}]}
        for line in text.splitlines()
    ]
    blocks = [{"type": "rich_text", "document": {"type": "doc", "content": paragraphs}}]
    made = desk.tutor.post(f"/topics/{topic}/lessons", {"title": "The Water Cycle", "blocks": blocks})
    assert made.status_code == 201, made.text
    lesson_id: str = made.json()["lesson_id"]
    return lesson_id
