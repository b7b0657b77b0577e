"""Blocks that ask something of the learner."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from functions.catalog.domain.blocks.parts import MOST_HINTS, AnyBlock, AssessmentId
from shared.rich_text import Document
from shared.texts import Line, Note


class QuizBlock(AnyBlock):
    """Questions from an assessment."""

    type: Literal["quiz"]
    assessment_id: AssessmentId
    title: Line | None = None


class AssignmentBlock(AnyBlock):
    """Work to hand in, as an assessment describes it."""

    type: Literal["assignment"]
    assessment_id: AssessmentId
    title: Line | None = None


class ExerciseBlock(AnyBlock):
    """Something to try alone. Learners see the solution once they have completed the lesson."""

    type: Literal["exercise"]
    prompt: Document
    hints: Annotated[tuple[Note, ...], Field(max_length=MOST_HINTS)] = ()
    solution: Document | None = None

    def documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What is asked, and what is right."""
        yield "/prompt", self.prompt
        if self.solution is not None:
            yield "/solution", self.solution
