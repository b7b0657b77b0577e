"""What people master over HTTP."""

from typing import Annotated

from fastapi import Query

from functions.mastery.domain.gaps import MOST_TARGETS
from functions.mastery.domain.wanted import levels_named
from functions.mastery.errors import LearnerNotFound, NotYourMastery
from functions.mastery.permissions import SEE_MASTERY
from functions.mastery.schemas import GapsOut, MasteryOut
from functions.mastery.schemas.mastery import EstimateOut
from functions.mastery.wiring import Mastery
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import Unprocessable
from shared.http import api_router
from shared.schemas import BodyId, PathId

router = api_router("/users/{user_id}", tag="Skills and mastery")

Reader = Annotated[Caller, permitted(SEE_MASTERY)]
MOST_COURSES = 20


@router.get("/mastery", responses=problems(LearnerNotFound, NotYourMastery))
def read_mastery(user_id: PathId, caller: Reader, mastery: Mastery) -> MasteryOut:
    """Read what you master, as far as your answers tell; administrators see everybody's."""
    estimates = mastery.mastery(user_id, by=caller)
    return MasteryOut(user_id=user_id, items=[EstimateOut.of(one) for one in estimates])


@router.get("/skill-gaps", responses=problems(LearnerNotFound, NotYourMastery))
def list_path_gaps(
    user_id: PathId,
    caller: Reader,
    mastery: Mastery,
    course_id: Annotated[
        list[BodyId], Query(max_length=MOST_COURSES, description="Courses on offer, whose targets are taken together.")
    ] = [],  # noqa: B006  # FastAPI copies it
    target: Annotated[
        list[str],
        Query(
            max_length=MOST_TARGETS,
            description="Further targets: a skill's id, a colon, and the mastery wanted in basis points.",
            examples=[["skl_01JD5M0Y3C4D5E6F7G8H9J0KAB:8000"]],
        ),
    ] = [],  # noqa: B006  # FastAPI copies it
) -> GapsOut:
    """List how you stand towards what a path of several courses wants; administrators see everybody's. The highest
    level counts of what is wanted more than once.
    """
    views = mastery.path_gaps(user_id, list(dict.fromkeys(course_id)), _targets(target), by=caller)
    return GapsOut.of(user_id, views)


def _targets(texts: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, (skill_id, level) in enumerate(levels_named(texts)):
        if skill_id in found:
            raise Unprocessable.field(f"/query/target/{number}", "repeated", "The skill is named twice.")
        found[skill_id] = level
    return found
