"""Submissions: handing work in, reading it, saying what it is worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from events.assessment import SubmissionGraded, SubmissionReceived
from functions.assessment.domain.assignments import (
    Assignment,
    AssignmentRules,
    Entry,
    Handed,
    NoteAt,
    OwnMark,
    Submission,
    WorkMark,
    require_possible,
)
from functions.assessment.domain.attempts import points, rounded
from functions.assessment.domain.files import MOST_FILES, WorkFile, wrong_files
from functions.assessment.domain.rubrics import Rubric
from functions.assessment.errors import (
    LearnerNotFound,
    NotInATeam,
    NotYourCourse,
    RubricNotFollowed,
    SubmissionNotFound,
    SubmissionNotPossible,
)
from functions.assessment.repository.assignments import AssignmentRepository, Desk
from functions.assessment.repository.files import FileRepository
from functions.assessment.repository.rubrics import RubricRepository
from functions.assessment.service.assignments import require_shown
from functions.assessment.service.courses import require_place, require_staff
from functions.assessment.service.results import GivenMark
from functions.catalog.published.courses import Right
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import Unprocessable
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class OwnWork:
    """What somebody handed in, alone or with a team, as they may see it by now."""

    assignment: Assignment
    rules: AssignmentRules
    entry: Entry
    user_id: str
    is_released: bool
    rubric: Rubric | None
    """None where there is none, or it is hidden as yet."""
    missing_centi: int | None
    """What counts where nothing was handed in, and nothing is taken any more."""


class SubmissionService:
    """What one tenant's learners hand in."""

    def __init__(
        self,
        assignments: AssignmentRepository,
        rubrics: RubricRepository,
        files: FileRepository,
        clock: Clock = system_clock,
    ) -> None:
        self._assignments = assignments
        self._rubrics = rubrics
        self._files = files
        self._org_id = assignments.org_id
        self._clock = clock

    def hand_in(
        self, assignment_id: str, text: str, asset_ids: Sequence[str] = (), *, by: Caller, once: Once
    ) -> Submission:
        """Hand work in, for oneself or one's team; the last that was handed in counts.

        Raises ``SubmissionNotPossible`` and ``NotInATeam``.
        """

        def hand_in() -> str:
            desk = self._assignments.desk(assignment_id, by.user_id)
            if require_place(self._org_id, desk.assignment.course_id, by):
                raise NotYourCourse("Staff hand nothing in.", course_id=desk.assignment.course_id)
            require_shown(desk.assignment)
            entry, rules, now = self._entry(desk, by.user_id), desk.rules, self._clock.now()
            require_possible(rules, entry, now=now)
            _require_fitting(rules, text, asset_ids)
            files = self._uploaded(assignment_id, asset_ids, rules, entry)
            submission = Submission(
                submission_id=new_id("sub", self._clock),
                assignment_id=assignment_id,
                owner_id=entry.owner_id,
                number=len(entry.submissions) + 1,
                by=by.user_id,
                at=now,
                text=text,
                files=files,
            )
            brief = Handed(submission_id=submission.submission_id, number=submission.number, by=by.user_id, at=now)
            rubric = self._rubrics.find_many([rules.rubric_id]).get(rules.rubric_id) if rules.rubric_id else None
            told = SubmissionReceived(**_ids(desk.assignment), submission_id=submission.submission_id)
            after = entry.handed_in(brief, rubric.use if rubric else None)
            return self._assignments.hand_in(submission, after, once, tells=told)

        made = self._assignments.find_handed_in(once) or undisturbed(hand_in)
        return self._assignments.get_submission(made)

    def own(self, assignment_id: str, *, by: Caller) -> OwnWork:
        """One's own work, with its mark once that may be seen."""
        desk = self._assignments.desk(assignment_id, by.user_id)
        require_place(self._org_id, desk.assignment.course_id, by)
        require_shown(desk.assignment)
        entry, rules = self._entry(desk, by.user_id), desk.rules
        is_marked = entry.score_of(by.user_id) is not None
        released = is_marked and (rules.released_at is None or self._clock.now() >= rules.released_at)
        rubric = self._rubric(rules, entry)
        shown = rubric if rubric and (released or not rubric.is_hidden) else None
        is_missing = not entry.submissions and rules.closes_at is not None and self._clock.now() > rules.closes_at
        missing = (rules.late.missing(rules.points_centi) if rules.late else 0) if is_missing else None
        return OwnWork(desk.assignment, rules, entry, by.user_id, released, shown, missing)

    def list(self, assignment_id: str, *, by: Caller, limit: int, start: PageKey) -> tuple[Assignment, Listed[Entry]]:
        """What was handed in, for staff."""
        assignment = self._staffed(assignment_id, by)
        return assignment, self._assignments.list_entries(assignment_id, limit=limit, start=start)

    def read(self, assignment_id: str, submission_id: str, *, by: Caller) -> Submission:
        """A submission, for those whose it is and for staff."""
        assignment, submission = self._assignments.get_with_submission(assignment_id, submission_id)
        if not require_place(self._org_id, assignment.course_id, by):
            entry = self._assignments.find_entry(assignment_id, submission.owner_id)
            if entry is None or by.user_id not in entry.member_ids:
                raise SubmissionNotFound(submission_id=submission_id)
        return submission

    def grade(
        self, assignment_id: str, submission_id: str, given: GivenMark, notes: Sequence[NoteAt], *, by: Caller
    ) -> Entry:
        """Say what work is worth; what its lateness costs is taken off. Told to each whose work it is."""

        def grade() -> Entry:
            assignment = self._staffed(assignment_id, by)
            submission = self._get(assignment_id, submission_id)
            entry = self._assignments.find_entry(assignment_id, submission.owner_id)
            if entry is None or entry.submissions[-1].submission_id != submission_id:
                raise SubmissionNotPossible("Another one was handed in after it, and counts.")
            _require_within(notes, submission.text)
            due_at = self._due_at(assignment_id, submission.by)
            raw = self._worth(assignment, entry, given)
            late = assignment.rules.late
            possible = assignment.rules.points_centi
            cost = late.deduction(raw, possible, due_at=due_at, at=submission.at) if late else 0
            mark = WorkMark(
                submission_id=submission_id,
                raw_centi=raw,
                deducted_centi=cost,
                criteria=given.criteria,
                comment=given.comment,
                notes=tuple(notes),
                by=by.user_id,
                at=self._clock.now(),
            )
            if entry.mark and entry.mark.model_copy(update={"at": mark.at}) == mark:
                return entry
            return self._marked(assignment, entry.model_copy(update={"mark": mark}), due_at)

        return undisturbed(grade)

    def grade_member(
        self, assignment_id: str, submission_id: str, user_id: str, score_centi: int, reason: str, *, by: Caller
    ) -> Entry:
        """Say that something else counts for one of a team, and why."""

        def grade() -> Entry:
            assignment = self._staffed(assignment_id, by)
            submission = self._get(assignment_id, submission_id)
            entry = self._assignments.find_entry(assignment_id, submission.owner_id)
            if entry is None or user_id not in entry.member_ids:
                raise LearnerNotFound(user_id=user_id)
            _require_points(score_centi, assignment)
            own = OwnMark(score_centi=score_centi, reason=reason, by=by.user_id)
            if entry.own_marks.get(user_id) == own:
                return entry
            after = entry.model_copy(update={"own_marks": {**entry.own_marks, user_id: own}})
            return self._marked(assignment, after, self._due_at(assignment_id, entry.submissions[-1].by))

        return undisturbed(grade)

    # -- steps

    def _uploaded(
        self, assignment_id: str, asset_ids: Sequence[str], rules: AssignmentRules, entry: Entry
    ) -> tuple[WorkFile, ...]:
        found = self._files.find_many(asset_ids[:MOST_FILES])
        faults = wrong_files(
            asset_ids, found, rules.files, activity_id=assignment_id, owner_ids=frozenset(entry.member_ids)
        )
        if errors := list(faults):
            raise Unprocessable(errors=errors)
        return tuple(found[one] for one in asset_ids)

    def _due_at(self, assignment_id: str, user_id: str) -> datetime | None:
        return self._assignments.desk(assignment_id, user_id).rules.due_at

    def _marked(self, assignment: Assignment, entry: Entry, due_at: datetime | None) -> Entry:
        """Stored, and told to everybody whose mark it is."""
        self._assignments.save_entry(entry, tells=graded(assignment, entry, due_at))
        return self._assignments.find_entry(entry.assignment_id, entry.owner_id) or entry

    def _entry(self, desk: Desk, user_id: str) -> Entry:
        assignment = desk.assignment
        if not assignment.rules.in_teams:
            alone = Entry(assignment_id=assignment.assignment_id, owner_id=user_id, member_ids=(user_id,))
            return desk.own or alone
        team = self._assignments.find_entry(assignment.assignment_id, desk.team_id) if desk.team_id else None
        if team is None:
            raise NotInATeam(assignment_id=assignment.assignment_id)
        return team

    def _rubric(self, rules: AssignmentRules, entry: Entry) -> Rubric | None:
        if entry.rubric:
            return self._rubrics.versions([entry.rubric]).get(entry.rubric)
        return self._rubrics.find_many([rules.rubric_id]).get(rules.rubric_id) if rules.rubric_id else None

    def _worth(self, assignment: Assignment, entry: Entry, given: GivenMark) -> int:
        if given.score_centi is not None:
            _require_points(given.score_centi, assignment)
            return given.score_centi
        rubric = self._rubric(assignment.rules, entry)
        if rubric is None:
            raise RubricNotFollowed.field("/criteria", "no_rubric", "This work is judged by no rubric.")
        return points(rubric.share(given.criteria), assignment.rules.points_centi)

    def _staffed(self, assignment_id: str, by: Caller) -> Assignment:
        assignment = self._assignments.get(assignment_id)
        require_staff(self._org_id, assignment.course_id, Right.STUDENTS, by)
        return assignment

    def _get(self, assignment_id: str, submission_id: str) -> Submission:
        submission = self._assignments.get_submission(submission_id)
        if submission.assignment_id != assignment_id:
            raise SubmissionNotFound(submission_id=submission_id)
        return submission


def graded(
    assignment: Assignment, entry: Entry, due_at: datetime | None, *, before: Entry | None = None
) -> list[SubmissionGraded]:
    """The news of a work's marks for each whose work it is; where there was one ``before``, of those that differ.

    ``due_at`` is when the last submission was due for who handed it in.
    """
    possible, passes = assignment.rules.points_centi, assignment.rules.pass_bp
    told = []
    for user_id in entry.member_ids:
        score = entry.score_of(user_id)
        if score is None or (before and before.score_of(user_id) == score):
            continue
        score_bp = rounded(Fraction(10_000 * score, possible))
        told.append(
            SubmissionGraded(
                **_ids(assignment),
                submission_id=entry.submissions[-1].submission_id,
                user_id=user_id,
                score_bp=score_bp,
                passed=None if passes is None else score_bp >= passes,
                handed_in_at=entry.submissions[-1].at,
                due_at=due_at,
            )
        )
    return told


def _ids(assignment: Assignment) -> dict[str, str]:
    return assignment.model_dump(include={"assignment_id", "course_id", "lesson_id"})


def _require_fitting(rules: AssignmentRules, text: str, asset_ids: Sequence[str]) -> None:
    words = len(text.split())
    if words > rules.max_words:
        message = f"At most {rules.max_words} words are taken, here are {words}."
        raise Unprocessable.field("/text", "too_many_words", message)
    if not words and not asset_ids:
        raise Unprocessable.field("/text", "nothing", "There is nothing to read.")


def _require_points(score_centi: int, assignment: Assignment) -> None:
    if score_centi > assignment.rules.points_centi:
        message = f"This work is worth 0 to {assignment.rules.points_centi}."
        raise Unprocessable.field("/score_centi", "out_of_range", message)


def _require_within(notes: Sequence[NoteAt], text: str) -> None:
    for place, note in enumerate(notes):
        if note.end > len(text):
            raise Unprocessable.field(f"/notes/{place}/end", "outside", f"The text has {len(text)} characters.")
