"""How every organization is, over HTTP."""

from typing import Annotated, Literal

from fastapi import Query

from functions.analytics.permissions import SEE_PLATFORM_FIGURES
from functions.analytics.schemas.health import OrganizationHealthOut
from functions.analytics.wiring import Health
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.pagination import Paging, page_out
from shared.schemas import PageOut

router = api_router("/analytics/platform", tag="Analytics")

Operator = Annotated[Caller, permitted(SEE_PLATFORM_FIGURES)]
Order = Annotated[
    Literal["busy", "quiet"],
    Query(description="Which ones first: those where somebody learned last, or those where that is longest ago."),
]


@router.get("/organizations", responses=problems())
def list_organization_healths(
    caller: Operator, health: Health, paging: Paging, order: Order = "busy"
) -> PageOut[OrganizationHealthOut]:
    """List every organization with how it is: last activity, people, courses, storage, money, and what of it
    waits for a person. Noted when an organization begins, ten minutes later, then every three hours;
    its name and status as they change.

    How the system itself is (errors, queues, dead letters) is on CloudWatch's dashboards; see `docs/operations.md`.
    """
    query = f"organization_healths|{order}"
    start = paging.start(query, org_id=caller.org_id)
    page = health.list(quiet_first=order == "quiet", limit=paging.limit, start=start)
    return page_out(page, OrganizationHealthOut.of, query, org_id=caller.org_id)
