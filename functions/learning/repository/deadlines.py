"""Learning's deadlines."""

from functions.learning.tables import DeadlineRow, LearningRow
from shared import deadlines


class DeadlineRepository(deadlines.DeadlineRepository):
    """Places in courses that end by the clock: ``<course>#<person>``."""

    table = LearningRow
    row = DeadlineRow
