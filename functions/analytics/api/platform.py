"""How the platform does, over HTTP."""

from typing import Annotated

from functions.analytics.api.asked import Days
from functions.analytics.permissions import SEE_PLATFORM_FIGURES
from functions.analytics.schemas.organizations import PlatformDashboardOut
from functions.analytics.wiring import PlatformDashboards
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router

router = api_router("/analytics/platform", tag="Analytics")

Operator = Annotated[Caller, permitted(SEE_PLATFORM_FIGURES)]


@router.get("/dashboard", responses=problems())
def read_platform_dashboard(_: Operator, dashboards: PlatformDashboards, days: Days = 30) -> PlatformDashboardOut:
    """Read how the platform does: organizations, active learners and money. Days are of UTC."""
    return PlatformDashboardOut.of(dashboards.read(days))
