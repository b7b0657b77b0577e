"""Programs that answer questions: run in the sandbox against the question's tests, and marked by what they print."""

from collections.abc import Sequence
from typing import Protocol

from functions.assessment.domain.programs import CodeTestOutcome, CodeTestVerdict, Ran, ordered, verdict_on
from functions.assessment.domain.questions.base import NOTHING
from functions.assessment.domain.questions.code import LONGEST_TOGETHER_MS, Code, CodeTest, Submitted
from functions.sandbox import published as sandbox
from functions.sandbox.published import Language, Limits, Outcome, Run

SHOWN_OUTPUT = 500


class RunProgram(Protocol):
    """Runs a program once for each input, in order."""

    def __call__(self, language: Language, source: str, inputs: Sequence[str], limits: Limits, /) -> list[Run]:
        """How each run ended."""
        ...


class ProgramMarker:
    """Marks programs. What they should print stays here: the sandbox is told inputs only, and compares nothing."""

    def __init__(self, run_program: RunProgram = sandbox.run_program, *, total_ms: int = LONGEST_TOGETHER_MS) -> None:
        self._run_program = run_program
        self._total_ms = total_ms

    def mark(self, question: Code, response: object) -> Ran:
        """Run an answer in all tests; a blank one is worth nothing, and runs nowhere.

        Raises ``ResponseNotValid``, and ``CallFailed`` where nothing could be run, which says nothing of the program.
        """
        program: Submitted | None = question.read(response)
        if program is None:
            return Ran(NOTHING, ())
        limits = Limits(question.time_limit_ms, question.memory_limit_mb, self._total_ms)
        inputs = [test.stdin for test in question.tests]
        runs = self._run_program(Language(question.language), program.source, inputs, limits)
        verdicts = [_verdict(test, run) for test, run in zip(question.tests, runs, strict=True)]
        by_test = zip(question.tests, verdicts, strict=True)
        passed = {test.key: verdict.outcome is CodeTestOutcome.PASSED for test, verdict in by_test}
        return Ran(question.worth(passed), ordered(verdicts))


def _verdict(test: CodeTest, run: Run) -> CodeTestVerdict:
    outcome = CodeTestOutcome.FAILED
    if run.outcome is not Outcome.DONE:
        outcome = CodeTestOutcome(run.outcome.value)
    elif run.digest == sandbox.digest_of(test.expected):
        outcome = CodeTestOutcome.PASSED
    return verdict_on(test, outcome, output=run.shown[:SHOWN_OUTPUT], fault=run.fault)
