"""How answers are graded that no rule can mark."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

BasisPoints = Annotated[int, Field(ge=0, le=10_000)]


class GradingRules(BaseModel):
    """When a suggestion decides, and when a person does. Shares and confidences in basis points."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    suggestions: bool = False
    """Whether answers are given to who suggests marks; without a suggestion a person decides."""
    confidence_bp: BasisPoints = 8_000
    """What is less sure than this, a person decides."""
    boundary_bp: BasisPoints = 300
    """So close to the pass mark, above or below, a person decides."""
    originality_bp: BasisPoints | None = None
    """Where as much is found elsewhere, a person decides; None where that is not checked."""
