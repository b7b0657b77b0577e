"""What the state machines do, for where none runs: the same tasks, one after the other."""

import importlib
from collections.abc import Callable
from contextlib import suppress
from time import sleep
from typing import Any

from infra.local.oneprocess.running import running_as
from shared.calling import CallFailed

Run = Callable[[dict[str, Any]], None]


def member_import(payload: dict[str, Any]) -> None:
    """``infra/workflows/identity_member_import.py``: import some members, until there are no more."""
    tasks = importlib.import_module("functions.identity.tasks").handler
    while tasks({**payload, "task": "import_members"}, None)["status"] == "more":
        pass


def bulk_enrolment(payload: dict[str, Any]) -> None:
    """``infra/workflows/learning_bulk_enrolment.py``: enrol some of a list, until there are no more."""
    while _call("learning", {**payload, "task": "enrol_some"})["status"] == "more":
        pass


def report(payload: dict[str, Any]) -> None:
    """``infra/workflows/finance_report.py``: make a report."""
    try:
        _call("finance", {**payload, "task": "make_report"})
    except Exception:
        # The task has written it into its log.
        _call("finance", {**payload, "task": "abandon_report"})


def export(payload: dict[str, Any]) -> None:
    """``infra/workflows/analytics_export.py``: make a dashboard's file."""
    try:
        made = _call("analytics", {**payload, "task": "make_export"})["status"] == "done"
    except Exception:
        # The task has written it into its log.
        made = False
    if not made:
        _call("analytics", {**payload, "task": "abandon_export"})


def course_copy(payload: dict[str, Any]) -> None:
    """``infra/workflows/catalog_course_copy.py``: copy some of it, until it is whole; media lends and adopts files."""
    state, data = "copy_course", payload
    while state:
        try:
            data = {**data, **_call(OTHERS.get(state, "catalog"), {**data, "task": state})}
        except Exception:
            # The task has written it into its log.
            state = "" if state in {"abandon_copy", "drop_files"} else "abandon_copy"
        else:
            state = _AFTER[state].get(data["status"], _AFTER[state]["otherwise"])


def inspection(payload: dict[str, Any]) -> None:
    """``infra/workflows/media_inspection.py``: inspect a file that has arrived."""
    _call("media", {**payload, "task": "inspect_upload"})


OTHERS = {"lend_files": "media", "adopt_files": "media", "drop_files": "media"}
_AFTER: dict[str, dict[str, str]] = {
    "copy_course": {
        "more": "copy_course",
        "lend": "lend_files",
        "adopt": "adopt_files",
        "done": "",
        "otherwise": "abandon_copy",
    },
    "lend_files": {"done": "copy_course", "otherwise": "abandon_copy"},
    "adopt_files": {"done": "copy_course", "otherwise": "abandon_copy"},
    "abandon_copy": {"otherwise": "drop_files"},
    "drop_files": {"otherwise": ""},
}


def _call(room: str, event: dict[str, Any]) -> dict[str, Any]:
    """One task of a room."""
    handler = importlib.import_module(f"functions.{room}.tasks").handler
    with running_as(f"{room}-tasks"):
        answer: dict[str, Any] = handler(event, None)
    return answer


def indexing(payload: dict[str, Any]) -> None:
    """``infra/workflows/search_indexing.py``: collect some entries, until there are no more, and build."""
    state = {**payload, "status": "more"}
    while state["status"] == "more":
        state |= _call("search", {**state, "task": "collect_entries"})
    _call("search", {**state, "task": "build_base"})


def video(payload: dict[str, Any]) -> None:
    """``infra/workflows/media_video.py``; instead of waiting to be told of the job, it is looked at."""
    data = payload
    task = "plan_video"
    while task:
        data = {**data, **_call("media", {**data, "task": task})}
        if data["status"] == "running":
            sleep(0.02)
        task = "" if task == "fail_video" else _NEXT[data["status"]]


_NEXT = {
    "planned": "start_video",
    "started": "look_at_video",
    "running": "look_at_video",
    "again": "start_video",
    "complete": "verify_video",
    "whole": "publish_video",
    "failed": "fail_video",
    "done": "",
    "gone": "",
}


def grading(payload: dict[str, Any]) -> None:
    """``infra/workflows/assessment_grading.py``, as far as it goes without waiting: what is asked for is answered."""
    if _call("assessment", {**payload, "task": "open_grading"})["status"] == "open":
        _call("assessment", {**payload, "task": "check_originality"})
        with suppress(CallFailed):
            _call("assessment", {**payload, "task": "run_programs"})
        _call("assessment", {**payload, "task": "ask_for_suggestion", "task_token": "in one process"})
        if "attempt_id" in payload:
            judging(payload)
        _call("assessment", {**payload, "task": "decide_grading"})


def judging(payload: dict[str, Any]) -> None:
    """``infra/workflows/ai_judging.py``: judge answers, and hand what is suggested over."""
    try:
        data = {**payload, **_call("ai", {**payload, "task": "judge_answers"})}
    except Exception:
        # The task has written it into its log.
        data = {**payload, **_call("ai", {**payload, "task": "abandon_judging"})}
    if data["status"] == "suggested":
        _call("assessment", {**data, "task": "take_suggestion"})


def reading(payload: dict[str, Any]) -> None:
    """``infra/workflows/assessment_reading.py``: read some lessons, until there are no more."""
    state = {**payload, "status": "more"}
    while state["status"] == "more":
        state |= _call("assessment", {**state, "task": "read_lessons"})


def regrading(payload: dict[str, Any]) -> None:
    """``infra/workflows/assessment_regrading.py``: compare or apply some, until there are no more."""
    while _call("assessment", {**payload, "task": "regrade_some"})["status"] == "more":
        pass


def summary(payload: dict[str, Any]) -> None:
    """``infra/workflows/ai_summary.py``: summarize each section, and put them together; without the waiting."""
    for section in _call("ai", {**payload, "task": "load_summary"})["sections"]:
        state: dict[str, Any] = {**payload, "section": section, "waited": 0, "status": "wait"}
        while state["status"] == "wait":
            try:
                state |= _call("ai", {**state, "task": "summarize_section"})
            except Exception:
                # The task has written it into its log.
                state["status"] = "failed"
    _call("ai", {**payload, "task": "finish_summary"})


def questions(payload: dict[str, Any]) -> None:
    """``infra/workflows/ai_questions.py``: make the questions of each lesson, without the waiting."""
    try:
        loaded = _call("ai", {**payload, "task": "load_lessons"})
        for part in loaded["parts"]:
            state: dict[str, Any] = {**payload, **part, "waited": 0, "status": "wait"}
            try:
                while state["status"] == "wait":
                    state |= _call("ai", {**state, "task": "make_questions"})
            except Exception:
                # The task has written it into its log.
                _call("ai", {**payload, **part, "task": "skip_lesson"})
        _call("ai", {**payload, "task": "finish_questions"})
    except Exception:
        # So here.
        _call("ai", {**payload, "task": "abandon_questions"})


def approval(payload: dict[str, Any]) -> None:
    """``infra/workflows/ai_approval.py``: a draft from room to room."""
    data = {**payload, **_call("ai", {**payload, "task": "hand_over_draft"})}
    data |= _call("assessment", {**data, "task": "adopt_questions"})
    _call("ai", {**data, "task": "note_adoption"})


def recommending(payload: dict[str, Any]) -> None:
    """``infra/workflows/guidance_recommending.py``, without the wait."""
    _call("guidance", {**payload, "task": "make_edition"})


WORKFLOWS: dict[str, Run] = {
    "member_import": member_import,
    "bulk_enrolment": bulk_enrolment,
    "course_copy": course_copy,
    "inspection": inspection,
    "report": report,
    "export": export,
    "indexing": indexing,
    "video": video,
    "grading": grading,
    "questions": questions,
    "approval": approval,
    "reading": reading,
    "regrading": regrading,
    "summary": summary,
    "recommending": recommending,
    "judging": judging,
}
