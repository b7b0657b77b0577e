"""Peer review of an assignment: its rules, who reads whose work, and what was said."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from functions.assessment.domain.peers import Pair
from functions.assessment.domain.rubrics import CriterionMark, RubricUse

MOST_WORKS = 500


class PeerRules(BaseModel):
    """How peers review."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reviews: Annotated[int, Field(ge=1, le=5)] = 3
    """How many each gives."""
    due_at: AwareDatetime | None = None
    """Until when they are taken."""
    counts: bool = True
    """Whether what peers make of it is the mark, as long as staff give no other."""
    reviewing_bp: Annotated[int, Field(ge=0, le=10_000)] = 2_000
    """How much of that mark is for one's reviewing; the rest is for the work. After Moodle: 80 and 20 of 100."""

    def share(self, work: Fraction, reviewing: Fraction) -> Fraction:
        """What both marks make together, as a share of the points. Exact."""
        weight = Fraction(self.reviewing_bp, 10_000)
        return (1 - weight) * work + weight * reviewing


class Allotted(BaseModel):
    """A pair, under an id that tells neither the reviewer nor whose work it is."""

    model_config = ConfigDict(frozen=True)

    peer_review_id: str
    reviewer: str
    work: str

    @property
    def pair(self) -> Pair:
        """The pair."""
        return Pair(self.reviewer, self.work)


class Peers(BaseModel):
    """Who reads whose work for an assignment, and both marks once they were worked out, in basis points."""

    model_config = ConfigDict(frozen=True)

    assignment_id: str
    seed: str
    rubric: RubricUse | None = None
    """The version there was when works were first given out."""
    allotted: tuple[Allotted, ...] = ()
    works_bp: Mapping[str, int] = {}
    reviewers_bp: Mapping[str, int] = {}
    is_evaluated: bool = False
    revision: int = 0


class Review(BaseModel):
    """What somebody says of another's work."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    peer_review_id: str
    criteria: tuple[CriterionMark, ...]
    comment: str | None = None
    at: datetime
    revision: int = 0
