"""Asks the embedded grader, and holds what it says against the answer, as the service does."""

from collections.abc import Sequence

from functions.ai.domain.grading.judging import judge
from functions.ai.domain.grading.suggesting import Suggested, checked
from functions.ai.domain.tasks import GradeRequest


def suggest(request: GradeRequest, tallies: Sequence[tuple[int, int]] = ()) -> Suggested:
    """What would be suggested."""
    said = checked("que_1", request, judge(request), tallies)
    assert said is not None
    return said
