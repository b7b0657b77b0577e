"""What the machine that grades does for submissions: check their originality, and wait for answers to appeals.

Marking is for people, in their time: a submission waits in its assignment's list, and nobody is reminded of it.
"""

from functions.assessment.domain.gradings import GradingState, Reason
from functions.assessment.domain.originality import Kind
from functions.assessment.domain.originality.contract import Originality, Piece
from functions.assessment.repository.assignments import AssignmentRepository
from functions.assessment.repository.gradings import GradingRepository
from functions.assessment.service.gradables import GradableSubmission, GradableSubmissions
from functions.assessment.service.rounds import Rounds
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.workflows import Waiting

CHECK = 1
"""The round in which what was handed in is checked; every later one is an appeal."""


class SubmissionGradingService(Rounds[GradableSubmission]):
    """The gradings of one tenant's submissions. Every step is safe to repeat."""

    def __init__(
        self,
        gradings: GradingRepository,
        assignments: AssignmentRepository,
        waiting: Waiting,
        originality: Originality,
        clock: Clock = system_clock,
    ) -> None:
        super().__init__(gradings, GradableSubmissions(assignments, clock), waiting)
        self._assignments = assignments
        self._originality = originality

    def is_checked(self, assignment_id: str) -> bool:
        """Whether what is handed in for an assignment is checked for originality."""
        return self._assignments.get(assignment_id).rules.originality is not None

    def open(self, submission_id: str, round: int) -> str:
        """Begin a round: ``open`` to check, ``appeal`` where a person decides, ``done`` where nothing is left to do."""
        if round == CHECK:
            return "open"

        def begin() -> str:
            grading = self._gradings.get(submission_id)
            if grading.round > round or grading.state is GradingState.DONE:
                return "done"
            if grading.state is GradingState.CHECKING:
                self.for_a_person(grading, self._works.get(submission_id), [Reason.APPEAL])
            return "appeal"

        return undisturbed(begin)

    def check(self, submission_id: str) -> str:
        """Look for the text elsewhere: ``checked``, or ``not_checked`` where nothing is asked for or can be told."""
        submission = self._assignments.get_submission(submission_id)
        assignment, entry = self._assignments.with_entry(submission.assignment_id, submission.owner_id)
        kind = assignment.rules.originality
        if kind is None or not submission.text:
            return "not_checked"
        piece = Piece(
            org_id=self._assignments.org_id,
            course_id=assignment.course_id,
            activity_id=assignment.assignment_id,
            work_id=submission_id,
            item_id=submission_id,
            user_ids=entry.member_ids,
            text=submission.text,
            language=None if kind is Kind.PROSE else kind.value,
            given=(assignment.instructions,),
        )
        return "checked" if self._originality.check(piece) else "not_checked"

    def run_programs(self, submission_id: str) -> str:
        """``nothing_to_run``: an assignment has no tests."""
        return "nothing_to_run"

    def ask(self, submission_id: str, token: str) -> None:
        """Nobody suggests what a submission is worth: the workflow goes on."""
        self._waiting.answer(token, {"status": "nobody"})

    def decide(self, submission_id: str) -> str:
        """``final``: there is nothing to decide before a person marks."""
        return "final"
