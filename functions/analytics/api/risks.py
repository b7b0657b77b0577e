"""Who may not finish, and what figures say of somebody, over HTTP."""

from typing import Annotated

from fastapi import Query, status

from functions.analytics.domain.risk import RiskLevel
from functions.analytics.domain.words import Language
from functions.analytics.errors import CourseNotFound, LearnerNotFound, NotYourCourse
from functions.analytics.permissions import CHOOSE_PROFILING, SEE_COURSE_FIGURES, SEE_PROGRESS
from functions.analytics.schemas.risks import (
    LearnerAtRiskOut,
    LearnerInsightsOut,
    ProfilingIn,
    ProfilingOut,
    RiskRoundOut,
)
from functions.analytics.wiring import Risks
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/analytics", tag="Analytics")

Teacher = Annotated[Caller, permitted(SEE_COURSE_FIGURES)]
Somebody = Annotated[Caller, permitted(SEE_PROGRESS)]
Member = Annotated[Caller, permitted(CHOOSE_PROFILING)]
Words = Annotated[Language, Query(description="In which language texts are.")]
AtLeast = Annotated[
    RiskLevel,
    Query(description="The lowest level to list; with `unknown`, also those of whom nothing can be said yet."),
]


@router.get("/course/{course_id}/at-risk", responses=problems(CourseNotFound, NotYourCourse))
def list_learners_at_risk(
    course_id: PathId,
    caller: Teacher,
    risks: Risks,
    paging: Paging,
    level: AtLeast = RiskLevel.SOME,
    language: Words = "en",
) -> PageOut[LearnerAtRiskOut]:
    """List who may not finish the course, the highest chance first, each with reasons and what to do.

    Everybody in the course is judged once a night by the formula in `docs/at-risk.md`, but for those who do not want
    it. Who is new is unknown, which is not low.
    """
    query = f"at_risk|{course_id}|{level}"
    start = paging.start(query, org_id=caller.org_id)
    page = risks.at_risk(course_id, level, by=caller, limit=paging.limit, start=start)
    return page_out(page, lambda one: LearnerAtRiskOut.of(one, language), query, org_id=caller.org_id)


@router.put(
    "/course/{course_id}/risk-round",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(CourseNotFound, NotYourCourse),
)
def order_risk_round(course_id: PathId, caller: Teacher, risks: Risks) -> RiskRoundOut:
    """Have the course's learners judged within minutes rather than tonight; not again within ten minutes."""
    return RiskRoundOut.of(risks.order(course_id, by=caller))


@router.get("/user/{user_id}/insights", responses=problems(LearnerNotFound))
def read_learner_insights(
    user_id: PathId, caller: Somebody, risks: Risks, language: Words = "en"
) -> LearnerInsightsOut:
    """Read what figures say of somebody in their courses: yourself, or somebody whose courses you teach."""
    found = risks.insights(user_id, by=caller)
    return LearnerInsightsOut.of(found, language, own=user_id == caller.user_id)


@router.get("/profiling", responses=problems())
def read_profiling(caller: Member, risks: Risks) -> ProfilingOut:
    """Read whether you let yourself be judged."""
    return ProfilingOut(is_judged=risks.is_judged(by=caller))


@router.put("/profiling", responses=problems())
def choose_profiling(body: ProfilingIn, caller: Member, risks: Risks) -> ProfilingOut:
    """Choose whether you let yourself be judged. If not, what stands of you is forgotten at once."""
    risks.let_judge(body.is_judged, user_id=caller.user_id)
    return ProfilingOut(is_judged=body.is_judged)
