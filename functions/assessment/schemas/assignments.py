"""Bodies about assignments and what is handed in for them."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from events.media import AssetKind
from functions.assessment.domain.assessments import AssessmentState
from functions.assessment.domain.assignments import (
    LONGEST_TEXT,
    MOST_IN_TEAM,
    MOST_NOTES,
    Assignment,
    AssignmentRules,
    Entry,
    Extension,
    NoteAt,
    Submission,
)
from functions.assessment.domain.files import MOST_FILES, AssetId
from functions.assessment.domain.rubrics import MOST_CRITERIA, CriterionMark
from functions.assessment.schemas.rubrics import CRITERION_MARKS, CriterionMarkOut, RubricOut
from functions.assessment.service.results import GivenMark
from functions.assessment.service.submissions import OwnWork
from shared.schemas import BodyId, In, Line, Out, Printable, Text
from shared.texts import Note

_COURSE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"
_ASSIGNMENT = "asg_01JD0Q0Z9Y8X7W6V5T4S3R2Q1P"
_SUBMISSION = "sub_01JD0Q2B3C4D5E6F7G8H9JKMNP"
_USER = "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X"
_LATE: dict[str, Any] = {"every_s": 86_400, "deduction_bp": 1000, "floor_bp": 5000, "missing_bp": 10_000}
_RULES: dict[str, Any] = {
    "opens_at": None,
    "due_at": None,
    "closes_at": None,
    "points_centi": 10_000,
    "pass_bp": 5000,
    "submissions_allowed": 3,
    "max_words": 2000,
    "files": {"most": 3, "kinds": ["document", "image"], "largest_bytes": 52_428_800},
    "rubric_id": None,
    "late": _LATE,
    "in_teams": False,
    "peers": {"reviews": 1, "due_at": None, "counts": True, "reviewing_bp": 2000},
    "originality": None,
    "appeals_allowed": 1,
    "released_at": None,
}
_CHANGE: dict[str, Any] = {
    "title": "A week of the moon",
    "instructions": "Draw the moon on seven evenings, and say why it changes.",
    "lesson_id": None,
    "rules": _RULES,
}
_OUT: dict[str, Any] = {
    "assignment_id": _ASSIGNMENT,
    "course_id": _COURSE,
    "state": "draft",
    "created_at": "2026-11-22T09:30:00Z",
    **_CHANGE,
}
_HANDED: dict[str, Any] = {
    "submission_id": _SUBMISSION,
    "assignment_id": _ASSIGNMENT,
    "owner_id": _USER,
    "number": 1,
    "by": _USER,
    "at": "2026-11-24T18:00:00Z",
    "text": "On Monday it was a sickle.",
    "files": [
        {
            "asset_id": "ast_01JD5H0TQ8B3C4D5E6F7G8H9JK",
            "kind": "document",
            "content_type": "application/pdf",
            "size": 52_428,
        }
    ],
}
_NOTE: dict[str, Any] = {"start": 0, "end": 9, "text": "Which date?"}
_MARK: dict[str, Any] = {
    "submission_id": _SUBMISSION,
    "score_centi": 8000,
    "raw_centi": 9000,
    "deducted_centi": 1000,
    "criteria": [],
    "comment": "Well observed.",
    "notes": [_NOTE],
    "at": "2026-11-25T09:00:00Z",
}
_BRIEF: dict[str, Any] = {"submission_id": _SUBMISSION, "number": 1, "by": _USER, "at": "2026-11-24T18:00:00Z"}
_ENTRY: dict[str, Any] = {
    "assignment_id": _ASSIGNMENT,
    "owner_id": _USER,
    "member_ids": [_USER],
    "submissions": [_BRIEF],
    "mark": _MARK,
    "own_marks": [],
    "peers_marks": [],
}


class AssignmentIn(In):
    """An assignment as it is to be. Points are in hundredths, shares in basis points, lengths in seconds."""

    title: Line
    instructions: Text = ""
    lesson_id: Annotated[str, StringConstraints(max_length=32, pattern=r"^les_[0-9A-Za-z]+$")] | None = None
    """The lesson that shows it."""
    rules: AssignmentRules = AssignmentRules()

    model_config = ConfigDict(json_schema_extra={"examples": [_CHANGE]})

    def fields(self) -> dict[str, Any]:
        """What is asked for."""
        return {name: getattr(self, name) for name in type(self).model_fields}


class AssignmentOut(Out):
    """An assignment."""

    assignment_id: str
    course_id: str
    lesson_id: str | None
    title: str
    instructions: str
    state: AssessmentState
    rules: AssignmentRules
    created_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_OUT]})

    @classmethod
    def of(cls, assignment: Assignment) -> "AssignmentOut":
        """The answer for an assignment."""
        return cls.model_validate(assignment)


_EXTENSION: dict[str, Any] = {"due_at": "2027-11-30T18:00:00Z", "closes_at": None, "submissions_allowed": None}


class ExtensionIn(In):
    """What is otherwise for one learner; null is as for everybody."""

    extension: Extension

    model_config = ConfigDict(json_schema_extra={"examples": [{"extension": _EXTENSION}]})


class ExtensionOut(Out):
    """What is otherwise for one learner."""

    user_id: str
    extension: Extension

    model_config = ConfigDict(json_schema_extra={"examples": [{"user_id": _USER, "extension": _EXTENSION}]})


class TeamIn(In):
    """Who hands in together."""

    user_ids: Annotated[tuple[BodyId, ...], Field(min_length=1, max_length=MOST_IN_TEAM)]

    model_config = ConfigDict(json_schema_extra={"examples": [{"user_ids": [_USER]}]})


class SubmissionIn(In):
    """Work to hand in."""

    text: Annotated[str, StringConstraints(max_length=LONGEST_TEXT), Printable] = ""
    asset_ids: Annotated[tuple[AssetId, ...], Field(max_length=MOST_FILES)] = ()
    """Files that were uploaded for this assignment, by oneself or by one of one's team."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "On Monday it was a sickle.", "asset_ids": []}]})


class HandedFileOut(Out):
    """A file that was handed in; `POST /api/v1/media/work-files/opening` opens it."""

    asset_id: str
    kind: AssetKind
    content_type: str
    size: int


class SubmissionOut(Out):
    """What was handed in once."""

    submission_id: str
    assignment_id: str
    owner_id: str
    """A person, or a team."""
    number: int
    by: str
    at: datetime
    text: str
    files: list[HandedFileOut]

    model_config = ConfigDict(json_schema_extra={"examples": [_HANDED]})

    @classmethod
    def of(cls, submission: Submission) -> "SubmissionOut":
        """The answer for a submission."""
        return cls.model_validate(submission)


class WorkMarkIn(In):
    """What work is worth, and why: in hundredths of a point, or by a level for each criterion of its rubric."""

    score_centi: Annotated[int, Field(ge=0, le=100_000)] | None = None
    criteria: Annotated[tuple[CriterionMark, ...], Field(max_length=MOST_CRITERIA)] = ()
    comment: Text | None = None
    notes: Annotated[tuple[NoteAt, ...], Field(max_length=MOST_NOTES)] = ()
    """Remarks on places of the text, by character."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"score_centi": 9000, "criteria": [], "comment": "Well observed.", "notes": [_NOTE]},
                {"criteria": CRITERION_MARKS, "comment": None, "notes": []},
            ]
        }
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.score_centi is None) == (not self.criteria):
            raise ValueError("say either score_centi or criteria")
        return self

    def given_mark(self) -> GivenMark:
        """What is said."""
        return GivenMark(self.score_centi, self.criteria, self.comment)


class OwnMarkIn(In):
    """What counts for one of a team instead of the team's mark, and why."""

    score_centi: Annotated[int, Field(ge=0, le=100_000)]
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"score_centi": 4000, "reason": "Drew two of the seven evenings."}]}
    )


class HandedOut(Out):
    """A submission in short."""

    submission_id: str
    number: int
    by: str
    at: datetime


class WorkMarkOut(Out):
    """What work is worth: `score_centi` is what counts, after what lateness costs."""

    submission_id: str
    score_centi: int
    raw_centi: int
    deducted_centi: int
    criteria: list[CriterionMarkOut]
    comment: str | None
    notes: list[NoteAt]
    at: datetime


class OwnMarkOut(Out):
    """What counts for one of a team."""

    user_id: str
    score_centi: int
    reason: str
    by: str


class PeersMarkOut(Out):
    """What peers make of somebody's work and reviewing; `score_centi` is what counts where staff say nothing else."""

    score_centi: int
    work_bp: int
    reviewing_bp: int
    raw_centi: int
    deducted_centi: int


class MemberPeersMarkOut(PeersMarkOut):
    """The same, of one of those whose work it is."""

    user_id: str


class EntryOut(Out):
    """What somebody, or a team, handed in, and what it is worth. For staff."""

    assignment_id: str
    owner_id: str
    member_ids: list[str]
    submissions: list[HandedOut]
    mark: WorkMarkOut | None
    own_marks: list[OwnMarkOut]
    """What counts for some of a team instead."""
    peers_marks: list[MemberPeersMarkOut]

    model_config = ConfigDict(json_schema_extra={"examples": [_ENTRY]})

    @classmethod
    def of(cls, entry: Entry) -> "EntryOut":
        """The answer for an entry."""
        own = [OwnMarkOut(user_id=user_id, **mark.model_dump()) for user_id, mark in entry.own_marks.items()]
        mark = WorkMarkOut.model_validate(entry.mark) if entry.mark else None
        handed = [HandedOut.model_validate(one) for one in entry.submissions]
        plain = entry.model_dump(include={"assignment_id", "owner_id", "member_ids"})
        peers = [
            MemberPeersMarkOut(user_id=user_id, score_centi=one.score_centi, **one.model_dump())
            for user_id, one in entry.peers_marks.items()
        ]
        return cls(**plain, submissions=handed, mark=mark, own_marks=own, peers_marks=peers)


class TeamOut(Out):
    """Who hands in together."""

    team_id: str
    member_ids: list[str]

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"team_id": "tem_01JD0Q3C4D5E6F7G8H9JKMNPQR", "member_ids": [_USER]}]}
    )

    @classmethod
    def of(cls, entry: Entry) -> "TeamOut":
        """The answer for a team."""
        return cls(team_id=entry.owner_id, member_ids=list(entry.member_ids))


class OwnWorkOut(Out):
    """One's own work. Marks are null until they may be seen; the rubric too, where it is hidden."""

    assignment_id: str
    due_at: datetime | None
    """With one's extension."""
    closes_at: datetime | None
    submissions_allowed: int
    member_ids: list[str]
    submissions: list[HandedOut]
    score_centi: int | None
    """What counts for oneself."""
    missing_centi: int | None
    """What counts where nothing was handed in and nothing is taken any more."""
    mark: WorkMarkOut | None
    peers_mark: PeersMarkOut | None
    """What one's peers make of it."""
    own_reason: str | None
    """Why something else counts than for one's team."""
    rubric: RubricOut | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "assignment_id": _ASSIGNMENT,
                    "due_at": None,
                    "closes_at": None,
                    "submissions_allowed": 3,
                    "member_ids": [_USER],
                    "submissions": [_BRIEF],
                    "score_centi": 8000,
                    "missing_centi": None,
                    "mark": _MARK,
                    "peers_mark": None,
                    "own_reason": None,
                    "rubric": None,
                }
            ]
        }
    )

    @classmethod
    def of(cls, work: OwnWork) -> "OwnWorkOut":
        """The answer for one's own work."""
        entry, rules = work.entry, work.rules
        own = entry.own_marks.get(work.user_id)
        peers = entry.peers_marks.get(work.user_id) if work.is_released else None
        return cls(
            assignment_id=work.assignment.assignment_id,
            due_at=rules.due_at,
            closes_at=rules.closes_at,
            submissions_allowed=rules.submissions_allowed,
            member_ids=list(entry.member_ids),
            submissions=[HandedOut.model_validate(one) for one in entry.submissions],
            score_centi=entry.score_of(work.user_id) if work.is_released else None,
            missing_centi=work.missing_centi,
            mark=WorkMarkOut.model_validate(entry.mark) if entry.mark and work.is_released else None,
            peers_mark=PeersMarkOut.model_validate(peers) if peers else None,
            own_reason=own.reason if own and work.is_released else None,
            rubric=RubricOut.of(work.rubric) if work.rubric else None,
        )
