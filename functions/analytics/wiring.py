"""Puts analytics' services together, for one organization."""

from typing import Annotated

from fastapi import Depends, Request

from functions.analytics.repository.figures import FigureRepository, PlatformFigureRepository
from functions.analytics.repository.registers import RegisterRepository
from functions.analytics.repository.tracking import TrackingRepository
from functions.analytics.service.counting import CountingService
from functions.analytics.service.dashboards import DashboardService, PlatformDashboardService
from functions.analytics.service.tracking import TrackingService
from shared.auth import caller_of


def counting_service(org_id: str) -> CountingService:
    """The figures of one organization, as they are counted."""
    return CountingService(RegisterRepository(org_id))


def dashboard_service(org_id: str) -> DashboardService:
    """The dashboards of one organization."""
    return DashboardService(FigureRepository(org_id), counting_service(org_id))


async def _dashboards(request: Request) -> DashboardService:
    return dashboard_service(caller_of(request).org_id)


async def _platform_dashboard() -> PlatformDashboardService:
    return PlatformDashboardService(PlatformFigureRepository())


async def _tracking(request: Request) -> TrackingService:
    return TrackingService(TrackingRepository(caller_of(request).org_id))


Tracking = Annotated[TrackingService, Depends(_tracking)]
"""What the caller's client tracks."""
Dashboards = Annotated[DashboardService, Depends(_dashboards)]
"""The dashboards of the caller's organization."""
PlatformDashboards = Annotated[PlatformDashboardService, Depends(_platform_dashboard)]
"""That of the platform."""
