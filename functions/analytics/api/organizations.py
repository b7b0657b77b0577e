"""How an organization does, over HTTP."""

from typing import Annotated

from functions.analytics.api.asked import Days
from functions.analytics.errors import OrganizationNotFound
from functions.analytics.permissions import SEE_ORGANIZATION_FIGURES
from functions.analytics.schemas.organizations import OrganizationDashboardOut
from functions.analytics.wiring import Dashboards
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.schemas import PathId

router = api_router("/analytics/organization", tag="Analytics")

Manager = Annotated[Caller, permitted(SEE_ORGANIZATION_FIGURES)]


@router.get("/{org_id}/dashboard", responses=problems(OrganizationNotFound))
def read_organization_dashboard(
    org_id: PathId, _: Manager, dashboards: Dashboards, days: Days = 30
) -> OrganizationDashboardOut:
    """Read how your organization does: people, learning and money. Days are its own, by its time zone."""
    return OrganizationDashboardOut.of(org_id, dashboards.organization(org_id, days))
