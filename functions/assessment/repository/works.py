"""Reads what of an attempt waits to be graded, from all the places where that lies."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from functions.assessment.domain.assignments import Assignment, Submission, WorkMark
from functions.assessment.domain.attempts import Attempt
from functions.assessment.domain.bank import FrozenQuestion
from functions.assessment.domain.gradings import open_questions
from functions.assessment.domain.rubrics import Rubric
from functions.assessment.repository.assignments import AssignmentRepository
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.gradings import GradingRepository
from functions.assessment.repository.questions import QuestionRepository
from functions.assessment.repository.rubrics import RubricRepository


@dataclass(frozen=True, slots=True)
class ItemToGrade:
    """An answer that somebody has to read."""

    question: FrozenQuestion
    max_centi: int
    text: str
    asset_ids: tuple[str, ...]
    rubric: Rubric | None


@dataclass(frozen=True, slots=True)
class WorkToGrade:
    """What of an attempt waits to be graded."""

    attempt: Attempt
    round: int
    items: tuple[ItemToGrade, ...]


def work_to_grade(
    org_id: str, attempt_id: str, wanted_of: Callable[[Attempt], Collection[str]] = open_questions
) -> WorkToGrade:
    """The answers of an attempt that nobody has marked, or others of its questions. Raises ``AttemptNotFound``."""
    attempt, answers = AttemptRepository(org_id).get_with_answers(attempt_id)
    grading = GradingRepository(org_id).find(attempt_id)
    wanted = wanted_of(attempt)
    items = [item for item in attempt.paper if item.question_id in wanted]
    versions = [(item.question_id, item.version) for item in items]
    found = QuestionRepository(org_id).definitions(attempt.course_id, versions)
    rubrics = RubricRepository(org_id).versions(item.rubric for item in items if item.rubric)
    to_grade = []
    for item in items:
        answer = answers.get(item.question_id)
        text, asset_ids = _written(answer.response if answer else None)
        rubric = rubrics.get(item.rubric) if item.rubric else None
        to_grade.append(ItemToGrade(found[item.question_id], item.points_centi, text, asset_ids, rubric))
    return WorkToGrade(attempt, grading.round if grading else 1, tuple(to_grade))


@dataclass(frozen=True, slots=True)
class HandedInWork:
    """What was handed in once for an assignment, by which rubric it is judged, and how it was."""

    assignment: Assignment
    submission: Submission
    rubric: Rubric | None
    mark: WorkMark | None
    """Of this submission; None where nobody marked it, or a later one."""


def handed_in_work(org_id: str, submission_id: str) -> HandedInWork:
    """A submission, with what is needed to judge it. Raises ``SubmissionNotFound``."""
    assignments = AssignmentRepository(org_id)
    submission = assignments.get_submission(submission_id)
    assignment, entry = assignments.with_entry(submission.assignment_id, submission.owner_id)
    rubrics = RubricRepository(org_id).versions([entry.rubric] if entry.rubric else ())
    mark = entry.mark if entry.mark and entry.mark.submission_id == submission_id else None
    return HandedInWork(assignment, submission, rubrics.get(entry.rubric) if entry.rubric else None, mark)


def _written(response: Any) -> tuple[str, tuple[str, ...]]:
    """The text and the files of an answer that somebody has to read."""
    if not isinstance(response, dict):
        return "", ()
    text = response.get("text") or response.get("source") or ""
    return (text if isinstance(text, str) else ""), tuple(response.get("asset_ids") or ())
