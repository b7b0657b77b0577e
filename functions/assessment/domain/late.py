"""What handing in late costs."""

from datetime import datetime
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from functions.assessment.domain.attempts import rounded

BasisPoints = Annotated[int, Field(ge=0, le=10_000)]


class LatePolicy(BaseModel):
    """What each interval costs that something is late, in basis points of all points.

    After Canvas: ``possible * min(deduction * intervals, max(raw - floor, 0))``, intervals rounded up; what was never
    handed in is worth ``possible * (1 - missing)``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    every_s: Annotated[int, Field(ge=3600, le=604_800)] = 86_400
    deduction_bp: BasisPoints = 1_000
    floor_bp: BasisPoints = 0
    """Lateness takes nobody below this share of all points."""
    missing_bp: BasisPoints = 10_000
    """How much is taken off where nothing was handed in."""

    def deduction(self, raw_centi: int, possible_centi: int, *, due_at: datetime | None, at: datetime) -> int:
        """What is taken off a mark, in hundredths of a point, rounded once."""
        late = self.intervals(due_at, at)
        if not late or not possible_centi:
            return 0
        above_floor = max(Fraction(raw_centi, possible_centi) - Fraction(self.floor_bp, 10_000), Fraction(0))
        return rounded(possible_centi * min(Fraction(self.deduction_bp * late, 10_000), above_floor))

    def intervals(self, due_at: datetime | None, at: datetime) -> int:
        """How many intervals after the due date it was, begun ones counted."""
        if due_at is None or at <= due_at:
            return 0
        late = at - due_at
        whole = int(late.total_seconds()) + int(late.microseconds > 0)
        return -(-whole // self.every_s)

    def missing(self, possible_centi: int) -> int:
        """What is worth what was never handed in."""
        return rounded(possible_centi * (1 - Fraction(self.missing_bp, 10_000)))
