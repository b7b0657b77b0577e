"""Bodies about what somebody masters."""

from typing import Any

from pydantic import ConfigDict, Field

from functions.mastery.domain.estimates import Estimate
from shared.schemas import Out

ESTIMATE: dict[str, Any] = {
    "skill_id": "skl_01JD5M0Y3C4D5E6F7G8H9J0KAB",
    "mastery_bp": 7420,
    "low_bp": 5210,
    "high_bp": 8930,
    "answer_count": 12,
}


class EstimateOut(Out):
    """How much of a skill somebody is believed to master: the chance to answer a typical question of it without
    guessing, in basis points.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [ESTIMATE]})

    skill_id: str
    mastery_bp: int
    low_bp: int = Field(description="Nine of ten times the truth lies between this and `high_bp`.")
    high_bp: int
    answer_count: int = Field(description="So many answers stand behind it, those for the skill's parts included.")

    @classmethod
    def of(cls, estimate: Estimate) -> "EstimateOut":
        """The answer for an estimate."""
        return cls(**estimate_fields(estimate))


class MasteryOut(Out):
    """What somebody masters: the skills of which their answers say something, in the tree's order; at most 500."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X", "items": [ESTIMATE]}]}
    )

    user_id: str
    items: list[EstimateOut]


def estimate_fields(estimate: Estimate) -> dict[str, Any]:
    """The fields of an estimate."""
    return {
        "skill_id": estimate.skill_id,
        "mastery_bp": estimate.mastery_bp,
        "low_bp": estimate.low_bp,
        "high_bp": estimate.high_bp,
        "answer_count": estimate.answers,
    }
