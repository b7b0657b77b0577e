"""Learning paths over HTTP."""

from typing import Annotated

from fastapi import Query

from functions.guidance.errors import LearnerNotFound, NotYourPlan
from functions.guidance.permissions import SEE_PLAN
from functions.guidance.schemas.plans import LearningPathOut
from functions.guidance.service.planning import MOST_COURSES, Wish
from functions.guidance.wiring import Planning
from functions.mastery.published.learners import levels_named
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.schemas import BodyId, PathId

router = api_router("/ai/learning-path/{user_id}", tag="Guidance")

Reader = Annotated[Caller, permitted(SEE_PLAN)]
MOST_TARGETS = 50


@router.get("", responses=problems(LearnerNotFound, NotYourPlan))
def read_learning_path(
    user_id: PathId,
    caller: Reader,
    planning: Planning,
    course_id: Annotated[
        list[BodyId],
        Query(max_length=MOST_COURSES, description="Courses that are wanted: what they want is the target."),
    ] = [],  # noqa: B006  # FastAPI copies it
    path_id: Annotated[BodyId | None, Query(description="A path whose courses are wanted, in its order.")] = None,
    target: Annotated[
        list[str],
        Query(
            max_length=MOST_TARGETS,
            description="Further targets: a skill's id, a colon, and the mastery wanted in basis points.",
            examples=[["skl_01JD5M0Y3C4D5E6F7G8H9J0KAB:8000"]],
        ),
    ] = [],  # noqa: B006  # FastAPI copies it
) -> LearningPathOut:
    """Read the way to what you want: what to do, in an order in which each step can be done, with the reason.

    Without courses and path it leads to your goals and through the courses you are in, at most 20 with all that they
    build on. It is made of today's evidence: another answer gives another way. Administrators see everybody's,
    instructors that of the learners of courses that they teach, which they name.
    """
    wish = Wish(list(dict.fromkeys(course_id)), path_id, _targets(target))
    return LearningPathOut.of(user_id, planning.plan(user_id, wish, by=caller))


def _targets(texts: list[str]) -> dict[str, int]:
    """Of a skill that is named twice, the higher level."""
    found: dict[str, int] = {}
    for skill_id, level in levels_named(texts):
        found[skill_id] = max(level, found.get(skill_id, 0))
    return found
