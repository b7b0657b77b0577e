"""What a check of originality says: how much stands elsewhere, in which passages, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.assessment.domain.kinds import Kind
from functions.assessment.domain.originality.alignment import Run, runs
from functions.assessment.domain.originality.documents import Document, units
from functions.assessment.domain.originality.likeness import ALL, of_programs, of_prose
from functions.assessment.domain.originality.unit import Unit

MOST_SOURCES = 20
MOST_PASSAGES = 100
"""Passages of one source that a report shows, the longest."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that both have: from where to where in either text, in characters."""

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A document that says the same, and how much: all is 10,000."""

    source_id: str
    score_bp: int
    """By meaning and order-free: what likeness says."""
    verbatim_bp: int
    """Which share of the document stands in its passages."""
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, the most alike source first."""

    score_bp: int
    """That of the most alike source."""
    verbatim_bp: int
    """Which share of the document stands in passages of any source."""
    units: int
    """Words or tokens that were looked at."""
    sources: tuple[Source, ...]


def compare(
    document: Document, candidates: Mapping[str, Document], *, own: tuple[str, ...] = (), least_bp: int = 0
) -> Report:
    """Compare a document with some others of its kind, word by word.

    ``own`` are texts of the task itself, which everybody may repeat. Sources below ``least_bp`` without a passage are
    left out. The same arguments give the same report.
    """
    here = units(document, own)
    covered: set[int] = set()
    sources: list[Source] = []
    for source_id, other in sorted(candidates.items()):
        there = units(other, own)
        found = runs(here, there)
        likeness = of_prose if document.kind is Kind.PROSE else of_programs
        inside = {place for run in found for place in range(run.start, run.end)}
        source = Source(source_id, likeness(here, there), _share(len(inside), len(here)), _passages(found, here, there))
        if source.score_bp >= least_bp or source.passages:
            sources.append(source)
            covered |= inside
    sources.sort(key=lambda source: (-source.score_bp, -source.verbatim_bp, source.source_id))
    return Report(
        max((source.score_bp for source in sources), default=0),
        _share(len(covered), len(here)),
        len(here),
        tuple(sources[:MOST_SOURCES]),
    )


def _passages(found: Sequence[Run], here: Sequence[Unit], there: Sequence[Unit]) -> tuple[Passage, ...]:
    longest = sorted(found, key=lambda run: run.start - run.end)[:MOST_PASSAGES]
    return tuple(
        Passage(
            here[run.start].start, here[run.end - 1].end, there[run.other_start].start, there[run.other_end - 1].end
        )
        for run in sorted(longest, key=lambda run: run.start)
    )


def _share(part: int, whole: int) -> int:
    return ALL * part // whole if whole else 0
