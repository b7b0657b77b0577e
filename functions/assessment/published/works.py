"""Work that learners handed in, for who suggests what it is worth."""

from contextlib import suppress
from typing import Any

from pydantic import BaseModel, ConfigDict

from functions.assessment.domain.attempts import Attempt
from functions.assessment.domain.bank import plain_text
from functions.assessment.domain.rubrics import Criterion
from functions.assessment.errors import AssignmentNotFound, AttemptNotFound, SubmissionNotFound
from functions.assessment.repository.works import HandedInWork, ItemToGrade, handed_in_work, work_to_grade

__all__ = [
    "AnswerToGrade",
    "MarkedAnswer",
    "MarkedWork",
    "WorkToSuggestOn",
    "find_marked_submission",
    "find_marked_work",
    "find_submission_to_suggest_on",
    "find_work_to_suggest_on",
]


class AnswerToGrade(BaseModel):
    """An answer that waits to be graded, for who suggests what it is worth."""

    model_config = ConfigDict(frozen=True)

    question_id: str
    prompt: str
    """What was asked, as plain text."""
    model_answer: str | None
    text: str
    max_centi: int
    criteria: tuple[Criterion, ...]
    """Those of the rubric by which it is judged; none where there is no rubric."""


class WorkToSuggestOn(BaseModel):
    """The answers of an attempt that wait to be graded, and where it belongs."""

    model_config = ConfigDict(frozen=True)

    attempt_id: str
    assessment_id: str
    course_id: str
    user_id: str
    """Whose it is."""
    round: int
    answers: tuple[AnswerToGrade, ...]


class MarkedAnswer(AnswerToGrade):
    """An answer as a person marked it."""

    score_centi: int
    levels: dict[str, str]
    """The level of each criterion, where it was judged by a rubric."""


class MarkedWork(BaseModel):
    """The answers of an attempt that people marked, and where it belongs."""

    model_config = ConfigDict(frozen=True)

    attempt_id: str
    course_id: str
    user_id: str
    """Whose it is."""
    answers: tuple[MarkedAnswer, ...]


def find_work_to_suggest_on(org_id: str, attempt_id: str) -> WorkToSuggestOn | None:
    """The texts of an attempt that wait to be graded, at most three reads; None for an unknown attempt."""
    with suppress(AttemptNotFound):
        work = work_to_grade(org_id, attempt_id)
        attempt = work.attempt
        return WorkToSuggestOn(
            attempt_id=attempt_id,
            assessment_id=attempt.assessment_id,
            course_id=attempt.course_id,
            user_id=attempt.user_id,
            round=work.round,
            answers=tuple(AnswerToGrade(**_answer(item)) for item in work.items if item.text),
        )
    return None


def find_marked_work(org_id: str, attempt_id: str) -> MarkedWork | None:
    """What people, not rules or machines, gave the texts of an attempt; None for one that is unknown or a preview."""
    with suppress(AttemptNotFound):
        work = work_to_grade(org_id, attempt_id, _marked_by_people)
        if work.attempt.is_preview:
            return None
        marks = {mark.question_id: mark for mark in work.attempt.marks}
        answers = []
        for item in work.items:
            mark = marks[item.question.question_id]
            if item.text and mark.score_centi is not None:
                levels = {one.key: one.level for one in mark.criteria}
                answers.append(MarkedAnswer(**_answer(item), score_centi=mark.score_centi, levels=levels))
        attempt = work.attempt
        return MarkedWork(
            attempt_id=attempt_id, course_id=attempt.course_id, user_id=attempt.user_id, answers=tuple(answers)
        )
    return None


def find_submission_to_suggest_on(org_id: str, submission_id: str) -> WorkToSuggestOn | None:
    """What was handed in for an assignment, as if its text answered one question, the assignment; None for an unknown
    submission. Its ``attempt_id`` is the submission's, its ``assessment_id`` the assignment's."""
    with suppress(SubmissionNotFound, AssignmentNotFound):
        work = handed_in_work(org_id, submission_id)
        return WorkToSuggestOn(
            attempt_id=submission_id,
            assessment_id=work.assignment.assignment_id,
            course_id=work.assignment.course_id,
            user_id=work.submission.by,
            round=1,
            answers=(AnswerToGrade(**_whole(work)),) if work.submission.text.strip() else (),
        )
    return None


def find_marked_submission(org_id: str, submission_id: str) -> MarkedWork | None:
    """The same as a person marked it, before what lateness costs; None where nobody did, or it is unknown."""
    with suppress(SubmissionNotFound, AssignmentNotFound):
        work = handed_in_work(org_id, submission_id)
        if work.mark is None:
            return None
        levels = {one.key: one.level for one in work.mark.criteria}
        marked = MarkedAnswer(**_whole(work), score_centi=work.mark.raw_centi, levels=levels)
        return MarkedWork(
            attempt_id=submission_id,
            course_id=work.assignment.course_id,
            user_id=work.submission.by,
            answers=(marked,) if work.submission.text.strip() else (),
        )
    return None


def _marked_by_people(attempt: Attempt) -> frozenset[str]:
    return frozenset(mark.question_id for mark in attempt.marks if mark.by not in {"rule", "machine"})


def _whole(work: HandedInWork) -> dict[str, Any]:
    assignment = work.assignment
    return {
        "question_id": assignment.assignment_id,
        "prompt": f"{assignment.title}\n{assignment.instructions}".strip(),
        "model_answer": None,
        "text": work.submission.text,
        "max_centi": assignment.rules.points_centi,
        "criteria": work.rubric.criteria if work.rubric else (),
    }


def _answer(item: ItemToGrade) -> dict[str, Any]:
    definition = item.question.definition
    model = getattr(definition, "model_answer", None)
    return {
        "question_id": item.question.question_id,
        "prompt": plain_text(definition.prompt),
        "model_answer": plain_text(model) if model else None,
        "text": item.text,
        "max_centi": item.max_centi,
        "criteria": item.rubric.criteria if item.rubric else (),
    }
