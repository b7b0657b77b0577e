"""A chapter about water, as a lesson."""

import pytest

from functions.ai.domain.questions.material import Lesson
from functions.ai.domain.reading import Part
from tests.support.chapters import WATER


@pytest.fixture(scope="session")
def water() -> Lesson:
    """The lesson."""
    return Lesson("The Water Cycle", tuple(Part(text, heading=kind == "h") for kind, text in WATER), "les_1")
