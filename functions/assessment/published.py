"""What other rooms may ask of assessment."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from functions.assessment.domain.attempts import Attempt
from functions.assessment.domain.bank import plain_text
from functions.assessment.domain.files import FileLimits
from functions.assessment.domain.rubrics import Criterion
from functions.assessment.errors import AssignmentNotFound, AttemptNotFound, SubmissionNotFound
from functions.assessment.permissions import MANAGE_ALL_ASSESSMENTS, MANAGE_ASSESSMENTS
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.files import find_limits, find_place
from functions.assessment.repository.questions import QuestionRepository
from functions.assessment.repository.works import HandedInWork, ItemToGrade, handed_in_work, work_to_grade
from functions.catalog.published import courses as catalog
from functions.catalog.published.courses import Right
from functions.learning import published as learning
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import Ask, answer

__all__ = [
    "AnswerToGrade",
    "FileLimits",
    "FileReader",
    "MarkedAnswer",
    "MarkedWork",
    "WorkToSuggestOn",
    "asking_courses_of",
    "find_answers_to_grade",
    "find_file_limits",
    "find_marked_submission",
    "find_marked_work",
    "find_reader",
    "find_submission_to_suggest_on",
    "find_work_to_suggest_on",
    "list_prompts",
]


MOST_PROMPTS = 500


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


@dataclass(frozen=True, slots=True)
class FileReader:
    """Somebody who may read a file that was handed in."""

    is_blind: bool
    """Whether they must not learn whose it is: a peer who reviews it."""


def asking_courses_of(org_id: str, assessment_ids: Sequence[str]) -> Ask[dict[str, str]]:
    """The question for the courses that some assessments belong to, by id; unknown ones are left out."""
    return AssessmentRepository(org_id).asking_courses(assessment_ids)


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


def find_answers_to_grade(org_id: str, attempt_id: str) -> tuple[AnswerToGrade, ...]:
    """The texts of an attempt that wait to be graded. Three reads at most; nothing for an unknown attempt."""
    work = find_work_to_suggest_on(org_id, attempt_id)
    return work.answers if work else ()


def find_work_to_suggest_on(org_id: str, attempt_id: str) -> WorkToSuggestOn | None:
    """The same with its course and its round of grading; None for an unknown attempt."""
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


def list_prompts(org_id: str, course_id: str) -> tuple[str, ...]:
    """How the first ``MOST_PROMPTS`` questions of a course's bank begin, as plain text. One query."""
    page = QuestionRepository(org_id).list_bank(course_id, limit=MOST_PROMPTS, start=None)
    return tuple(question.title for question in page.items)


def find_file_limits(org_id: str, activity_id: str, *, by: Caller) -> FileLimits | None:
    """Which files an assignment takes from the caller now, or the assessment that they are taking; None for none.

    Five reads at most.
    """
    found = find_limits(org_id, activity_id, by.user_id, system_clock.now())
    if found is None:
        return None
    course_id, limits = found
    is_staff, is_enrolled = _place(org_id, course_id, by)
    if is_staff and activity_id.startswith("asg_"):
        return None
    return limits if is_staff or is_enrolled else None


def find_reader(org_id: str, activity_id: str, work_id: str, asset_id: str, *, by: Caller) -> FileReader | None:
    """Whether the caller may read a file in a submission, an attempt, or a peer review that they give; None for no.

    Those whose work it is, who reviews it as a peer while enrolled, and staff who look after the course's learners.
    """
    place = find_place(org_id, activity_id, work_id, asset_id)
    if place is None:
        return None
    is_staff, is_enrolled = _place(org_id, place.course_id, by)
    if is_staff or (is_enrolled and by.user_id in place.owner_ids):
        return FileReader(is_blind=False)
    return FileReader(is_blind=True) if is_enrolled and by.user_id == place.reviewer_id else None


def _place(org_id: str, course_id: str, by: Caller) -> tuple[bool, bool]:
    """Whether the caller looks after the course's learners, and whether they are one."""
    card, enrolment = answer(
        catalog.asking_course(org_id, course_id), learning.asking_enrolment(org_id, course_id, by.user_id)
    )
    teaches = by.may(MANAGE_ASSESSMENTS) and card is not None and card.lets(by.user_id, Right.STUDENTS)
    is_staff = card is not None and (teaches or by.may(MANAGE_ALL_ASSESSMENTS))
    return is_staff, enrolment is not None and enrolment.gives_access


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
