"""Reads and writes files that were uploaded to be handed in, and finds the works in which they stand."""

from collections.abc import Sequence
from datetime import datetime

from functions.assessment.domain.assessments import AssessmentState
from functions.assessment.domain.assignments import Entry, require_possible
from functions.assessment.domain.files import FileLimits, FilePlace, WorkFile, asset_ids_of, limits_of
from functions.assessment.errors import (
    AssessmentNotFound,
    AssignmentNotFound,
    AttemptNotFound,
    AttemptOver,
    SubmissionNotFound,
    SubmissionNotPossible,
)
from functions.assessment.repository.assignments import AssignmentRepository
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.base import TableRepository
from functions.assessment.repository.peers import PeerRepository
from functions.assessment.repository.questions import QuestionRepository
from functions.assessment.tables import FileRow


class FileRepository(TableRepository):
    """One tenant's files to hand in."""

    def find_many(self, asset_ids: Sequence[str]) -> dict[str, WorkFile]:
        """Files by id; what was not inspected, or is of no work, is left out. One call."""
        keys = [FileRow.key(self.org_id, one) for one in dict.fromkeys(asset_ids)]
        rows = self._find_many(keys, consistent=True) if keys else {}
        found = [_file(row) for row in rows.values() if isinstance(row, FileRow)]
        return {file.asset_id: file for file in found}

    def keep(self, file: WorkFile) -> None:
        """Remember a file. Safe to repeat: the same again changes nothing."""
        pk, sk = FileRow.key(self.org_id, file.asset_id)
        values = file.model_dump(mode="json", exclude={"kind"})
        row = FileRow(pk=pk, sk=sk, file_kind=file.kind.value, **values)
        self._put(row)


def find_limits(org_id: str, activity_id: str, user_id: str, now: datetime) -> tuple[str, FileLimits] | None:
    """The course of an assignment or assessment, and which files it takes from somebody now, if any."""
    try:
        if activity_id.startswith("asg_"):
            return _of_assignment(org_id, activity_id, user_id, now)
        return _of_attempt(org_id, activity_id, user_id, now)
    except (AssignmentNotFound, AssessmentNotFound, SubmissionNotPossible, AttemptOver):
        return None


def _of_assignment(org_id: str, assignment_id: str, user_id: str, now: datetime) -> tuple[str, FileLimits] | None:
    assignments = AssignmentRepository(org_id)
    desk = assignments.desk(assignment_id, user_id)
    rules = desk.extension.applied(desk.assignment.rules) if desk.extension else desk.assignment.rules
    alone = Entry(assignment_id=assignment_id, owner_id=user_id, member_ids=(user_id,))
    entry = (desk.own or alone) if not rules.in_teams else None
    if rules.in_teams and desk.team_id:
        entry = assignments.find_entry(assignment_id, desk.team_id)
    limits = limits_of([rules.files] if rules.files else [])
    if limits is None or entry is None or desk.assignment.state is not AssessmentState.PUBLISHED:
        return None
    require_possible(rules, entry, now=now)
    return desk.assignment.course_id, limits


def _of_attempt(org_id: str, assessment_id: str, user_id: str, now: datetime) -> tuple[str, FileLimits] | None:
    attempts = AttemptRepository(org_id)
    running = attempts.find_taken(assessment_id, user_id).running
    if running is None:
        return None
    attempt = attempts.get(running.attempt_id)
    attempt.require_answerable(now)
    asked = QuestionRepository(org_id).definitions(
        attempt.course_id, [(item.question_id, item.version) for item in attempt.paper]
    )
    limits = limits_of(rules for one in asked.values() if (rules := one.definition.takes_files()))
    return (attempt.course_id, limits) if limits else None


def find_place(org_id: str, activity_id: str, work_id: str, asset_id: str) -> FilePlace | None:
    """The submission, attempt or peer review of that id, if it belongs to the activity and the file stands in it."""
    try:
        if work_id.startswith("sub_"):
            return _in_submission(org_id, activity_id, work_id, asset_id)
        if work_id.startswith("att_"):
            return _in_attempt(org_id, activity_id, work_id, asset_id)
        return _in_review(org_id, activity_id, work_id, asset_id)
    except (AssignmentNotFound, AttemptNotFound, SubmissionNotFound):
        return None


def _in_submission(
    org_id: str, activity_id: str, submission_id: str, asset_id: str, reviewer_id: str | None = None
) -> FilePlace | None:
    assignments = AssignmentRepository(org_id)
    submission = assignments.get_submission(submission_id)
    if submission.assignment_id != activity_id or asset_id not in {file.asset_id for file in submission.files}:
        return None
    entry = assignments.find_entry(activity_id, submission.owner_id)
    course_id = assignments.get(activity_id).course_id
    return FilePlace(course_id, entry.member_ids if entry else (), reviewer_id)


def _in_attempt(org_id: str, activity_id: str, attempt_id: str, asset_id: str) -> FilePlace | None:
    attempt, answers = AttemptRepository(org_id).get_with_answers(attempt_id)
    named = {one for answer in answers.values() for one in asset_ids_of(answer.response)}
    if attempt.assessment_id != activity_id or asset_id not in named:
        return None
    return FilePlace(attempt.course_id, (attempt.user_id,))


def _in_review(org_id: str, activity_id: str, peer_review_id: str, asset_id: str) -> FilePlace | None:
    peers = PeerRepository(org_id).find(activity_id)
    one = next((one for one in (peers.allotted if peers else ()) if one.peer_review_id == peer_review_id), None)
    entry = AssignmentRepository(org_id).find_entry(activity_id, one.work) if one else None
    if one is None or entry is None or not entry.submissions:
        return None
    last = entry.submissions[-1].submission_id
    return _in_submission(org_id, activity_id, last, asset_id, one.reviewer)


def _file(row: FileRow) -> WorkFile:
    return WorkFile.model_validate({**row.attribute_values, "kind": row.file_kind})
