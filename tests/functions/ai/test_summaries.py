"""Summaries: of texts and of lessons that one may read, each sentence from somewhere, made piece by piece."""

from typing import Any

import pytest

from functions.ai.domain import terms
from functions.ai.domain.reading import Part, read
from functions.ai.service import summarizing
from functions.ai.tasks import handler as run_task
from infra.local.oneprocess.running import running_as
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.world import World

Json = dict[str, Any]
TEXT = """# Cells

A cell is the smallest unit of life that there is. Every living thing is made of one cell or of many cells.
Cells divide, and that is how all living things grow. The division of a cell is called mitosis.

# Energy

Plants make sugar from light, and this is called photosynthesis. The sugar is burned in the mitochondria of a cell.
Energy that a cell has won so is kept in a molecule known as ATP for a short time.
"""
HINDI = (
    "कोशिका जीवन की सबसे छोटी इकाई है और हर जीव कोशिकाओं से बना होता है। कोशिका के विभाजन को समसूत्री विभाजन कहते हैं। "
    "पौधे प्रकाश से शर्करा बनाते हैं और इसे प्रकाश संश्लेषण कहते हैं।"
)
WISH: Json = {"text": TEXT, "title": "Cells", "words": 40, "key_points": 2, "terms": 4}


def ordered(actor: Actor, **wish: Any) -> Answer:
    return actor.post("/ai/summarize-content", {**WISH, **wish})


def made(world: World, actor: Actor, **wish: Any) -> Json:
    answer = ordered(actor, **wish)
    assert answer.status_code == 202, answer.text
    world.settle()
    found: Json = actor.get(f"/ai/summaries/{answer.json()['summary_id']}").json()
    return found


def lesson(text: str) -> Json:
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": text}]}
    document = {"type": "doc", "content": [paragraph]}
    return {"title": "Cells", "blocks": [{"type": "rich_text", "document": document}], "required": True}


def course_of(tutor: Actor, *texts: str) -> str:
    """A published course with a lesson of each text."""
    course_id: str = tutor.post("/courses", {"title": "Biology"}).json()["course_id"]
    topic_id = tutor.post(f"/courses/{course_id}/topics", {"title": "Cells"}).json()["topic_id"]
    for text in texts:
        assert tutor.post(f"/topics/{topic_id}/lessons", lesson(text)).status_code == 201
    assert tutor.post(f"/courses/{course_id}/publish").status_code == 200
    return course_id


class TestASummary:
    def test_of_a_text_says_for_each_sentence_where_it_stands(self, world: World) -> None:
        summary = made(world, world.actor("student"))["summary"]

        said = [*summary["sentences"], *summary["key_points"], *(one["explanation"] for one in summary["glossary"])]
        assert summary["sentences"]
        for cite in (cite for one in said for cite in one["cites"]):
            begins = int(cite["passage_id"].removeprefix("text."))
            assert TEXT[begins + cite["start"] : begins + cite["end"]] == cite["text"]
        assert sum(len(one["text"].split()) for one in summary["sentences"]) <= 40
        assert len(summary["key_points"]) == 2

    def test_explains_the_terms(self, world: World) -> None:
        glossary = made(world, world.actor("student"))["summary"]["glossary"]

        assert {"photosynthesis", "mitosis"} & {entry["term"] for entry in glossary}

    def test_names_who_made_it(self, world: World) -> None:
        used = made(world, world.actor("student"))["summary"]["used"]

        assert [(one["provider"], one["cost_micro"]) for one in used] == [("embedded", 0)]

    def test_of_hindi_is_in_hindi_whatever_is_wanted(self, world: World) -> None:
        found = made(world, world.actor("student"), text=HINDI, wanted_language="en")

        assert (found["order"]["language"], found["summary"]["language"]) == ("hi", "hi")
        assert all(one["text"] in HINDI for one in found["summary"]["sentences"])

    def test_of_hindi_names_terms_that_no_pronoun_or_verb_runs_through(self) -> None:
        text = "प्रकाश संश्लेषण वह प्रक्रिया है जिससे पौधे शर्करा बनाते हैं। प्रकाश संश्लेषण वह प्रक्रिया है जो दिन में होती है।"
        document = read("पौधे", [Part(text)], "hi")

        found = [one.term for one in terms.terms(document, terms.course_of([document]), 5)]

        assert "प्रकाश संश्लेषण" in found
        assert not [term for term in found if {"वह", "है"} & set(term.split())]

    def test_says_what_would_make_the_source_better(self, world: World) -> None:
        kinds = {one["kind"] for one in made(world, world.actor("student"))["summary"]["suggestions"]}

        assert {"no_example", "no_question"} <= kinds

    def test_of_a_course_names_lessons_and_blocks(self, world: World) -> None:
        tutor = world.actor("tutor")
        course_id = course_of(tutor, TEXT.replace("#", ""), "Water boils at a hundred degrees of the scale of Celsius.")

        found = made(world, tutor, text=None, title=None, course_id=course_id)

        assert found["order"]["sections"] == 2
        cites = [cite for one in found["summary"]["sentences"] for cite in one["cites"]]
        assert {cite["lesson_id"][:4] for cite in cites} == {"les_"}
        assert all(cite["block_id"] for cite in cites)

    def test_is_a_job(self, world: World) -> None:
        student = world.actor("student")
        order = made(world, student)["order"]

        job = student.get(f"/jobs/{order['job_id']}").json()

        assert (job["state"], job["progress"], job["result"]["summary_id"]) == (
            "succeeded",
            {"done": 1, "total": 1},
            order["summary_id"],
        )


class TestWhoMayReadTheSource:
    def test_a_stranger_to_the_course_finds_nothing(self, world: World) -> None:
        tutor = world.actor("tutor")
        course_id = course_of(tutor, TEXT)

        for person in (world.actor("student", of=tutor.org), world.actor("tutor", of=tutor.org), world.actor("tutor")):
            answer = ordered(person, text=None, title=None, course_id=course_id)
            assert (answer.status_code, answer.code) == (404, "material_not_found")

    def test_a_learner_of_the_course_may(self, world: World) -> None:
        tutor = world.actor("tutor")
        course_id = course_of(tutor, TEXT)
        world.settle()
        student = world.actor("student", of=tutor.org)
        assert student.post(f"/courses/{course_id}/enroll").status_code == 201

        assert ordered(student, text=None, title=None, course_id=course_id).status_code == 202

    def test_a_summary_is_its_owners(self, world: World) -> None:
        student = world.actor("student")
        path = f"/ai/summaries/{made(world, student)['order']['summary_id']}"

        assert world.actor("student", of=student.org).get(path).status_code == 404
        assert world.actor("org_admin", of=student.org).get(path).status_code == 200
        assert world.actor("org_admin").get(path).status_code == 404

    def test_nobody_has_anything_made_where_it_is_switched_off(self, world: World) -> None:
        admin = world.actor("org_admin")
        settings = admin.get("/ai/settings").json()
        body = {name: settings[name] for name in ("may_leave", "organization_budget", "person_budget")}
        admin.put("/ai/settings", {**body, "switched_on": False}, headers={"if-match": '"rev-0"'})

        assert ordered(admin).code == "ai_switched_off"


class TestAnOrder:
    def test_that_is_repeated_is_one_job(self, world: World) -> None:
        student = world.actor("student")

        first, second = ordered(student).json(), ordered(student).json()
        world.settle()
        third = ordered(student).json()

        assert first["job_id"] == second["job_id"] == third["job_id"]
        assert ordered(student, words=50).json()["job_id"] != first["job_id"]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"text": None},
            {"course_id": "crs_1"},
            {"topic_id": "top_1"},
            {"text": ""},
            {"text": "\x00"},
            {"words": 0},
            {"language": "?"},
        ],
    )
    def test_that_makes_no_sense_is_refused(self, world: World, wrong: Json) -> None:
        assert ordered(world.actor("student"), **wrong).status_code == 422

    def test_can_be_cancelled_and_resumed(self, world: World) -> None:
        student = world.actor("student")
        path = f"/ai/summaries/{ordered(student).json()['summary_id']}"

        cancelled = student.post(f"{path}/cancellation")
        world.settle()
        between = student.get(path).json()
        resumed = student.post(f"{path}/resumption")
        world.settle()

        assert (cancelled.json()["state"], between["summary"], resumed.status_code) == ("cancelled", None, 202)
        assert student.get(path).json()["order"]["state"] == "succeeded"
        assert student.post(f"{path}/cancellation").code == student.post(f"{path}/resumption").code == "summary_over"
        assert [notice["kind"] for notice in student.get("/notices").json()["items"]] == ["summary_ready"]

    def test_holds_no_sentence_that_needs_the_one_before_and_explains_terms_first(self, world: World) -> None:
        text = (
            "A glacier is a river of ice that moves down a mountain. And it carves deep valleys over the years. "
            "This chapter is about glaciers and moraines in general. The moraine of a glacier grows in cold summers. "
            "A moraine is a ridge of stones that a glacier leaves behind where its ice has melted."
        )
        summary = made(world, world.actor("student"), text=text, words=200, terms=2)["summary"]

        kept = [sentence["text"] for sentence in summary["sentences"]]
        assert kept
        assert not [text for text in kept if text.startswith(("And", "This chapter"))]
        assert all(" is a " in entry["explanation"]["text"] for entry in summary["glossary"])

    def test_of_which_nothing_can_be_made_is_told_to_who_asked(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def failing(result: Any, section: Any) -> Any:
            raise RuntimeError("lightning")

        monkeypatch.setattr(summarizing, "checked", failing)
        student = world.actor("student")
        order = made(world, student)["order"]
        (notice,) = student.get("/notices").json()["items"]

        assert order["state"] == "failed"
        assert (notice["kind"], notice["link"]) == ("summary_failed", f"/summaries/{order['summary_id']}")

    def test_of_which_a_section_fails_keeps_the_rest(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        tutor = world.actor("tutor")
        course_id = course_of(tutor, TEXT, "Water boils at a hundred degrees of the scale of Celsius.")
        checked = summarizing.checked

        def failing(result: Any, section: Any) -> Any:
            if "Water" in section.passages[0].text:
                raise RuntimeError("lightning")
            return checked(result, section)

        with monkeypatch.context() as patch:
            patch.setattr(summarizing, "checked", failing)
            partial = made(world, tutor, text=None, title=None, course_id=course_id)
        path = f"/ai/summaries/{partial['order']['summary_id']}"
        tutor.post(f"{path}/resumption")
        world.settle()
        whole = tutor.get(path).json()

        assert (partial["order"]["state"], partial["order"]["failed_sections"]) == ("partial", [1])
        assert partial["summary"]["sentences"]
        assert (whole["order"]["state"], whole["order"]["failed_sections"]) == ("succeeded", [])

    def test_is_made_once_however_often_its_tasks_run(self, world: World) -> None:
        student = world.actor("student")
        before = made(world, student)
        order = before["order"]
        event = {"org_id": student.org_id, "summary_id": order["summary_id"], "section": 0, "waited": 0}

        with running_as("ai-tasks"):
            answers = [
                run_task({**event, "task": name}, None)["status"] for name in ("summarize_section", "finish_summary")
            ]

        assert answers == ["over", "succeeded"]
        assert student.get(f"/ai/summaries/{order['summary_id']}").json() == before

    def test_stands_among_those_of_who_made_it(self, world: World) -> None:
        student = world.actor("student")
        order = made(world, student)["order"]

        assert student.get("/ai/summaries").json()["items"] == [order]
