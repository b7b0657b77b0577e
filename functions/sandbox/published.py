"""What other rooms may ask of the sandbox: to run a program."""

from collections.abc import Sequence

from functions.sandbox.domain import Language, Limits, Outcome, Run, digest_of
from shared.calling import call

__all__ = ["Language", "Limits", "Outcome", "Run", "digest_of", "run_program"]


def run_program(language: Language, source: str, inputs: Sequence[str], limits: Limits) -> list[Run]:
    """Run a program once for each input, in order, where it can do no harm. Whoever asks waits meanwhile.

    Raises ``CallFailed`` where it could not be run at all; that says nothing about the program.
    """
    payload = {
        "language": language,
        "source": source,
        "inputs": list(inputs),
        "time_ms": limits.time_ms,
        "memory_mb": limits.memory_mb,
        "total_ms": limits.total_ms,
    }
    answer = call("sandbox", "run_program", payload, within_s=limits.total_ms // 1_000 + 5)
    return [Run(**{**run, "outcome": Outcome(run["outcome"])}) for run in answer["runs"]]
