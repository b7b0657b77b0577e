"""Assessment's deadlines."""

from functions.assessment.tables import AssessmentTableRow, DeadlineRow
from shared import deadlines


class DeadlineRepository(deadlines.DeadlineRepository):
    """Attempts whose time is over, by their ids."""

    table = AssessmentTableRow
    row = DeadlineRow
    shards = 8
    """Thousands begin an exam in the same minute, and it ends for them in the same minute."""
