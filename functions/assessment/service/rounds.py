"""Rounds of grading in which a person decides: waited for under a token, reminded, and answered."""

from collections.abc import Sequence
from typing import Generic

from functions.assessment.domain.gradings import Grading, GradingState, Reason
from functions.assessment.repository.gradings import GradingRepository
from functions.assessment.service.gradables import G, Gradable, Gradables
from shared.dynamo import undisturbed
from shared.workflows import Waiting

PERSON = "person"


class Rounds(Generic[G]):
    """What is the same whatever is graded. Every step is safe to repeat."""

    def __init__(self, gradings: GradingRepository, works: Gradables[G], waiting: Waiting) -> None:
        self._gradings = gradings
        self._works = works
        self._waiting = waiting

    def wait(self, work_id: str, token: str) -> None:
        """Note that the workflow waits for a person, or let it go on if that person was faster."""
        grading = self._gradings.get(work_id)
        self._gradings.keep_token(work_id, PERSON, token, grading.round)
        self.resume(work_id)

    def remind(self, work_id: str, reminders: int) -> tuple[str, int]:
        """Remind those who may grade: ``waiting``, or ``overdue`` after the last time; ``done`` where all is graded.

        ``reminders`` is how many there were before, so that a repeated call reminds once.
        """

        def remind() -> tuple[str, int]:
            work, grading = self._works.get(work_id), self._gradings.get(work_id)
            if _is_settled(work, grading) or not grading.waits:
                return "done", grading.reminders
            if grading.reminders <= reminders and grading.state is GradingState.WAITING:
                grading = grading.reminded()
                is_overdue = grading.state is GradingState.OVERDUE
                told = work.overdue(grading.round) if is_overdue else work.requested(grading.round, grading.reminders)
                self._gradings.save(grading, tells=[told])
            return ("overdue" if grading.state is GradingState.OVERDUE else "waiting"), grading.reminders

        # The token that was waited under is worth nothing any more.
        self._gradings.drop_token(work_id, PERSON)
        return undisturbed(remind)

    def resume(self, work_id: str) -> None:
        """Let the workflow go on once a person has done everything; before that, nothing happens."""

        def settle() -> bool:
            work, grading = self._works.get(work_id), self._gradings.find(work_id)
            if grading is None or not _is_settled(work, grading):
                return False
            if grading.state is not GradingState.DONE:
                self._gradings.save(grading.done())
            return True

        if undisturbed(settle):
            waits = self._gradings.find_token(work_id, PERSON)
            if waits:
                self._waiting.answer(waits[0], {"status": "graded"})
                self._gradings.drop_token(work_id, PERSON)

    def for_a_person(self, grading: Grading, work: G, reasons: Sequence[Reason]) -> None:
        """Have a person decide, and tell those who may."""
        self._gradings.save(grading.for_a_person(reasons), tells=[work.requested(grading.round)])


def _is_settled(work: Gradable, grading: Grading) -> bool:
    return work.is_graded and grading.appeal_id is None
