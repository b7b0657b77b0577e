"""Assignments: work that is handed in as a whole, alone or in a team, on time or late, once or again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from functions.assessment.domain.assessments import AssessmentState
from functions.assessment.domain.files import FileRules, WorkFile
from functions.assessment.domain.kinds import Kind
from functions.assessment.domain.late import LatePolicy
from functions.assessment.domain.reviewing import PeerRules
from functions.assessment.domain.rubrics import CriterionMark, RubricId, RubricUse
from functions.assessment.errors import SubmissionNotPossible
from shared.texts import Note

LONGEST_TEXT = 60_000
MOST_SUBMISSIONS = 20
MOST_NOTES = 100
MOST_IN_TEAM = 20


class AssignmentRules(BaseModel):
    """Under which rules work is handed in. Times are UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    opens_at: AwareDatetime | None = None
    due_at: AwareDatetime | None = None
    """After this it is late."""
    closes_at: AwareDatetime | None = None
    """After this nothing is taken."""
    points_centi: Annotated[int, Field(ge=1, le=100_000)] = 10_000
    pass_bp: Annotated[int, Field(ge=0, le=10_000)] | None = None
    submissions_allowed: Annotated[int, Field(ge=1, le=MOST_SUBMISSIONS)] = 1
    """The last that was handed in counts."""
    max_words: Annotated[int, Field(ge=1, le=20_000)] = 5_000
    files: FileRules | None = None
    """Which files are taken with the text, or instead of it; None for no files."""
    rubric_id: RubricId | None = None
    late: LatePolicy | None = None
    """None where lateness costs nothing."""
    in_teams: bool = False
    peers: PeerRules | None = None
    """Whether peers review it, by its rubric."""
    originality: Kind | None = None
    """As what texts are checked for originality: prose, or programs of a language; None where they are not."""
    appeals_allowed: Annotated[int, Field(ge=0, le=5)] = 1
    """By each of those whose work it is, against the mark of one submission."""
    released_at: AwareDatetime | None = None
    """Before this nobody sees their mark; None for as soon as there is one."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        times = [one for one in (self.opens_at, self.due_at, self.closes_at) if one]
        if times != sorted(times):
            raise ValueError("opens_at, due_at and closes_at must come in this order")
        return self


class Extension(BaseModel):
    """Other dates for one learner, or more submissions; what is not given is as for everybody."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    due_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    submissions_allowed: Annotated[int, Field(ge=1, le=MOST_SUBMISSIONS)] | None = None

    def applied(self, rules: AssignmentRules) -> AssignmentRules:
        """The rules for this learner."""
        return rules.model_copy(update={name: value for name, value in self if value is not None})


class Assignment(BaseModel):
    """Something to be done in a course."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    assignment_id: str
    course_id: str
    lesson_id: str | None = None
    title: str
    instructions: str = ""
    state: AssessmentState = AssessmentState.DRAFT
    rules: AssignmentRules = AssignmentRules()
    created_at: datetime
    revision: int = 0


class NoteAt(BaseModel):
    """What somebody says to a place of a text: from one character to another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Annotated[int, Field(ge=0, le=LONGEST_TEXT)]
    end: Annotated[int, Field(ge=0, le=LONGEST_TEXT)]
    text: Note

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end < self.start:
            raise ValueError("end must not come before start")
        return self


class WorkMark(BaseModel):
    """What a piece of work is worth, before and after what its lateness costs."""

    model_config = ConfigDict(frozen=True)

    submission_id: str
    raw_centi: int
    deducted_centi: int
    criteria: tuple[CriterionMark, ...] = ()
    comment: str | None = None
    notes: tuple[NoteAt, ...] = ()
    by: str
    at: datetime

    @property
    def score_centi(self) -> int:
        """What counts."""
        return self.raw_centi - self.deducted_centi


class OwnMark(BaseModel):
    """What counts for one of a team instead of the team's mark, and why."""

    model_config = ConfigDict(frozen=True)

    score_centi: int
    reason: str
    by: str


class PeersMark(BaseModel):
    """What peers make of somebody's work and reviewing, before and after what lateness costs."""

    model_config = ConfigDict(frozen=True)

    work_bp: int
    reviewing_bp: int
    raw_centi: int
    deducted_centi: int

    @property
    def score_centi(self) -> int:
        """What counts."""
        return self.raw_centi - self.deducted_centi


class Handed(BaseModel):
    """A submission in short."""

    model_config = ConfigDict(frozen=True)

    submission_id: str
    number: int
    by: str
    at: datetime


class Entry(BaseModel):
    """What somebody, or a team, has handed in for an assignment, and what that is worth."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    assignment_id: str
    owner_id: str
    """A person, or a team."""
    member_ids: tuple[str, ...]
    submissions: tuple[Handed, ...] = ()
    rubric: RubricUse | None = None
    """The version there was when work was first handed in."""
    mark: WorkMark | None = None
    own_marks: Mapping[str, OwnMark] = {}
    peers_marks: Mapping[str, PeersMark] = {}
    """By person: those of a team have reviewed on their own."""
    revision: int = 0

    def handed_in(self, one: Handed, rubric: RubricUse | None) -> "Entry":
        """With one more submission."""
        values = {"submissions": (*self.submissions, one), "rubric": self.rubric or rubric}
        return self.model_copy(update=values)

    def score_of(self, user_id: str) -> int | None:
        """What counts for one of those whose work it is, in hundredths of a point: what staff say of them or of the
        work, else what their peers do."""
        marks = (self.own_marks.get(user_id), self.mark, self.peers_marks.get(user_id))
        return next((mark.score_centi for mark in marks if mark), None)


class Submission(BaseModel):
    """What was handed in once. Never changes."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    submission_id: str
    assignment_id: str
    owner_id: str
    number: int
    by: str
    at: datetime
    text: str
    files: tuple[WorkFile, ...] = ()


def require_possible(rules: AssignmentRules, entry: Entry, *, now: datetime) -> None:
    """Raise ``SubmissionNotPossible`` where nothing is taken now."""
    if rules.opens_at and now < rules.opens_at:
        raise SubmissionNotPossible("It is not open yet.", opens_at=rules.opens_at.isoformat())
    if rules.closes_at and now > rules.closes_at:
        raise SubmissionNotPossible("It is closed.", closes_at=rules.closes_at.isoformat())
    if len(entry.submissions) >= rules.submissions_allowed:
        raise SubmissionNotPossible("It was handed in as often as is allowed.", submissions=len(entry.submissions))
