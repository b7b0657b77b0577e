"""AI's workflow door: the steps of what is made, and of handing a question over to the bank."""

from typing import Any

from functions.ai.service.judgements import suggestions_of
from functions.ai.wiring import drafting_service, generation_service, judgement_service, summary_service
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("load_summary")
def load_summary(event: dict[str, Any]) -> dict[str, Any]:
    """The numbers of the ``sections`` to be summarized; a repeated call leaves out what is made by then."""
    return {"status": "loaded", "sections": summary_service(event["org_id"]).load(event["summary_id"])}


@tasks.on("summarize_section")
def summarize_section(event: dict[str, Any]) -> dict[str, Any]:
    """Summarize one section, or say how long to wait; a repeated call makes nothing twice."""
    waited = event["waited"]
    status, wait_s = summary_service(event["org_id"]).make(event["summary_id"], event["section"], waited)
    return {"status": status, "wait_s": wait_s, "waited": waited + 1}


@tasks.on("finish_summary")
def finish_summary(event: dict[str, Any]) -> dict[str, Any]:
    """Put the sections together; a repeated call finds that done."""
    return {"status": summary_service(event["org_id"]).finish(event["summary_id"])}


@tasks.on("load_lessons")
def load_lessons(event: dict[str, Any]) -> dict[str, Any]:
    """The ``parts`` to be made, a lesson each; a repeated call finds the same."""
    return {"status": "loaded", "parts": generation_service(event["org_id"]).load(event["generation_id"])}


@tasks.on("make_questions")
def make_questions(event: dict[str, Any]) -> dict[str, Any]:
    """Make the questions of one part, or say how long to wait; a repeated call makes none twice."""
    service, waited = generation_service(event["org_id"]), event["waited"]
    status, wait_s = service.make(event["generation_id"], event["place"], event["lesson_id"], event["count"], waited)
    return {"status": status, "wait_s": wait_s, "waited": waited + 1}


@tasks.on("skip_lesson")
def skip_lesson(event: dict[str, Any]) -> dict[str, Any]:
    """Note that nothing came of one part: the others go on; a repeated call finds that noted."""
    service = generation_service(event["org_id"])
    service.skip(event["generation_id"], event["place"], event["lesson_id"], "not_made")
    return {"status": "skipped"}


@tasks.on("finish_questions")
def finish_questions(event: dict[str, Any]) -> dict[str, Any]:
    """Put the parts together and keep them as drafts; a repeated call keeps none twice."""
    return {"status": generation_service(event["org_id"]).finish(event["generation_id"])}


@tasks.on("abandon_questions")
def abandon_questions(event: dict[str, Any]) -> dict[str, Any]:
    """Write down that nothing came of a request; a repeated call finds that written."""
    generation_service(event["org_id"]).abandon(event["generation_id"])
    return {"status": "failed"}


@tasks.on("hand_over_draft")
def hand_over_draft(event: dict[str, Any]) -> dict[str, Any]:
    """An approved draft as assessment's ``adopt_questions`` takes it."""
    return {"status": "approved", **drafting_service(event["org_id"]).hand_over(event["draft_id"])}


@tasks.on("note_adoption")
def note_adoption(event: dict[str, Any]) -> dict[str, Any]:
    """Note what the bank refused; a repeated call notes it once."""
    drafting_service(event["org_id"]).note(event["draft_id"], event["refused"])
    return {"status": "done"}


@tasks.on("judge_answers")
def judge_answers(event: dict[str, Any]) -> dict[str, Any]:
    """Judge the open answers of an attempt; a repeated call finds them judged.

    ``suggested`` with ``suggestions`` where the grading of an attempt waits for them, be they none; else ``kept``.
    """
    judging = judgement_service(event["org_id"])
    judgement_id = event.get("judgement_id") or judging.open(event["attempt_id"], event["round"])
    answers = judging.judge(judgement_id) if judgement_id else ()
    if "round" not in event:
        return {"status": "kept", "judgement_id": judgement_id}
    return {"status": "suggested", "judgement_id": judgement_id, "suggestions": suggestions_of(answers)}


@tasks.on("abandon_judging")
def abandon_judging(event: dict[str, Any]) -> dict[str, Any]:
    """Give up: whoever waits is told that there is nothing, so that a person marks at once."""
    judging = judgement_service(event["org_id"])
    judgement_id = event.get("judgement_id") or judging.open(event["attempt_id"], event["round"])
    if judgement_id:
        judging.abandon(judgement_id)
    return {"status": "suggested", "suggestions": []} if "round" in event else {"status": "kept"}


handler = tasks.handler
