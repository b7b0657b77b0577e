"""What the answers of many say about questions: how hard each is, whether it tells the able from the others, and which
are broken.

Everything is made of ``Sums``, which attempts add to and take from in any order; no attempt is read again.
"""

from functions.assessment.domain.statistics.figures import (
    CategoryFigures,
    Flag,
    QuestionFigures,
    WholeFigures,
    figures,
    flagged,
)
from functions.assessment.domain.statistics.sums import Contribution, Given, QuestionSums, Sums

__all__ = [
    "CategoryFigures",
    "Contribution",
    "Flag",
    "Given",
    "QuestionFigures",
    "QuestionSums",
    "Sums",
    "WholeFigures",
    "figures",
    "flagged",
]
