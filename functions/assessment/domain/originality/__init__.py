"""Originality: how much of a text or a program stands in others already, and where.

``fingerprints`` are what an index keeps of a document, so that who shares some is found without reading everything.
``compare`` then reads the few candidates exactly::

    report = compare(Document(text), {"doc_1": Document(other)}, own=(task_text,))
    report.score_bp, report.sources[0].passages

Quotations do not count, and neither does what the task itself says (``own``). A score is a reason to look, never a
verdict: whoever marks reads the passages.
"""

from functions.assessment.domain.kinds import Kind
from functions.assessment.domain.originality.documents import LONGEST, Document, units
from functions.assessment.domain.originality.prints import fingerprints
from functions.assessment.domain.originality.reports import Passage, Report, Source, compare
from functions.assessment.domain.originality.unit import Unit

__all__ = [
    "LONGEST",
    "Document",
    "Kind",
    "Passage",
    "Report",
    "Source",
    "Unit",
    "compare",
    "fingerprints",
    "units",
]
