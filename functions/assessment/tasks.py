"""Assessment's workflow door: the steps of grading, and what runs by the clock."""

from typing import Any

from pydantic import TypeAdapter

from functions.assessment.domain.gradings import Suggestion
from functions.assessment.schemas.questions import AdoptedQuestionIn
from functions.assessment.service.grading import GradingService
from functions.assessment.service.submission_grading import SubmissionGradingService
from functions.assessment.wiring import grading_service, question_service, regrade_service
from functions.assessment.workers import due_service, lesson_service, submission_grading_service
from shared.errors import Problem
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("end_attempts")
def end_attempts(event: dict[str, Any]) -> dict[str, Any]:
    """End attempts whose time is over, as their rules say; a repeated call ends nothing twice."""
    return {"status": "done", "ended": due_service().look()}


@tasks.on("open_grading")
def open_grading(event: dict[str, Any]) -> dict[str, Any]:
    """Begin a round of grading; a repeated call finds it begun."""
    service, work_id = _graded(event)
    return {"status": service.open(work_id, event["round"])}


@tasks.on("check_originality")
def check_originality(event: dict[str, Any]) -> dict[str, Any]:
    """Look whether the open answers are to be found elsewhere; a repeated call finds the same."""
    service, work_id = _graded(event)
    return {"status": service.check(work_id)}


@tasks.on("run_programs")
def run_programs(event: dict[str, Any]) -> dict[str, Any]:
    """Run the programs among the open answers; a repeated call runs them again, to the same effect."""
    service, work_id = _graded(event)
    return {"status": service.run_programs(work_id)}


@tasks.on("ask_for_suggestion")
def ask_for_suggestion(event: dict[str, Any]) -> dict[str, Any]:
    """Ask what the open answers may be worth, to be answered under ``task_token``."""
    service, work_id = _graded(event)
    service.ask(work_id, event["task_token"])
    return {"status": "asked"}


@tasks.on("take_suggestion")
def take_suggestion(event: dict[str, Any]) -> dict[str, Any]:
    """Take what somebody suggests: ``suggestions`` for the answers of an attempt, in the round that was asked for."""
    suggestions = _SUGGESTIONS.validate_python(event["suggestions"])
    return {"status": grading_service(event["org_id"]).take(event["attempt_id"], event["round"], suggestions)}


@tasks.on("decide_grading")
def decide_grading(event: dict[str, Any]) -> dict[str, Any]:
    """Let suggestions count, or have a person decide; a repeated call finds what was decided."""
    service, work_id = _graded(event)
    return {"status": service.decide(work_id)}


@tasks.on("wait_for_grader")
def wait_for_grader(event: dict[str, Any]) -> dict[str, Any]:
    """Note that the workflow waits for a person, to be answered under ``task_token``."""
    service, work_id = _graded(event)
    service.wait(work_id, event["task_token"])
    return {"status": "waiting"}


@tasks.on("remind_grader")
def remind_grader(event: dict[str, Any]) -> dict[str, Any]:
    """Remind those who may grade; a repeated call reminds once."""
    service, work_id = _graded(event)
    status, reminders = service.remind(work_id, event["reminders"])
    return {"status": status, "reminders": reminders}


@tasks.on("read_lessons")
def read_lessons(event: dict[str, Any]) -> dict[str, Any]:
    """Read some lessons of a version, from ``place`` on: ``more`` or ``done``; a repeated call reads them again, to the
    same effect."""
    place = lesson_service(event["org_id"]).read_some(event["course_id"], event["version"], event["place"])
    return {"status": "done" if place is None else "more", "place": place}


@tasks.on("regrade_some")
def regrade_some(event: dict[str, Any]) -> dict[str, Any]:
    """Compare or apply some more of a regrade: ``more`` or ``done``; a repeated call does nothing twice."""
    return {"status": regrade_service(event["org_id"]).step(event["course_id"], event["regrade_id"])}


@tasks.on("abandon_regrade")
def abandon_regrade(event: dict[str, Any]) -> dict[str, Any]:
    """Write down that a regrade cannot go on; a repeated call finds that written."""
    regrade_service(event["org_id"]).abandon(event["course_id"], event["regrade_id"])
    return {"status": "abandoned"}


@tasks.on("adopt_questions")
def adopt_questions(event: dict[str, Any]) -> dict[str, Any]:
    """Take approved ``questions`` into a course's bank, each under its ``question_id``; a repeated call takes none
    twice. What the bank refuses is named under ``refused``, with the code of the reason."""
    service, refused = question_service(event["org_id"]), {}
    for one in _ADOPTED.validate_python(event["questions"]):
        try:
            service.adopt(event["course_id"], one.question_id, one.draft(), one.origin)
        except Problem as error:
            refused[one.question_id] = error.code
    return {"status": "done", "refused": refused}


def _graded(event: dict[str, Any]) -> tuple[GradingService | SubmissionGradingService, str]:
    """Who grades what the machine was started for, and its id."""
    if "submission_id" in event:
        return submission_grading_service(event["org_id"]), event["submission_id"]
    return grading_service(event["org_id"]), event["attempt_id"]


_SUGGESTIONS = TypeAdapter(tuple[Suggestion, ...])
_ADOPTED = TypeAdapter(tuple[AdoptedQuestionIn, ...])
handler = tasks.handler
