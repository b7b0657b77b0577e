"""Puts analytics' services together, for one organization."""

from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from functions.analytics.gateways import Archive
from functions.analytics.repository.exports import DueRepository, ExportRepository, SubscriptionRepository
from functions.analytics.repository.figures import FigureRepository, PlatformFigureRepository
from functions.analytics.repository.health import HealthRepository
from functions.analytics.repository.registers import RegisterRepository
from functions.analytics.repository.risks import RiskRepository
from functions.analytics.repository.rounds import RoundRepository
from functions.analytics.repository.tracking import TrackingRepository
from functions.analytics.service.counting import CountingService
from functions.analytics.service.dashboards import DashboardService, PlatformDashboardService
from functions.analytics.service.exports import ExportService
from functions.analytics.service.health import HealthService
from functions.analytics.service.judging import JudgingService, RoundService
from functions.analytics.service.risks import RiskService
from functions.analytics.service.subscriptions import SubscriptionService
from functions.analytics.service.tables import Tables
from functions.analytics.service.tracking import TrackingService
from shared.auth import Caller, caller_of, of_tenant
from shared.lending import LentFiles

if TYPE_CHECKING:
    from functions.analytics.service.recounting import RecountingService


def counting_service(org_id: str) -> CountingService:
    """The figures of one organization, as they are counted."""
    return CountingService(RegisterRepository(org_id))


def dashboard_service(org_id: str) -> DashboardService:
    """The dashboards of one organization."""
    return DashboardService(FigureRepository(org_id), counting_service(org_id))


def judging_service(org_id: str) -> JudgingService:
    """The learners of one organization, as they are judged."""
    return JudgingService(FigureRepository(org_id), RiskRepository(org_id), counting_service(org_id))


def health_service() -> HealthService:
    """How every organization is."""
    return HealthService(HealthRepository(), FigureRepository, counting_service)


def round_service() -> RoundService:
    """What is looked at by the clock, in all organizations."""
    return RoundService(round_repository(), judging_service, health_service().note)


def round_repository() -> RoundRepository:
    """When everybody is looked at the next time."""
    return RoundRepository()


def risk_service(org_id: str) -> RiskService:
    """Who may not finish in one organization, and what else can be said of its learners."""
    return RiskService(FigureRepository(org_id), RiskRepository(org_id), round_repository())


def export_service(org_id: str) -> ExportService:
    """The exports of one organization."""

    def tables(by: Caller) -> Tables:
        platform = PlatformDashboardService(PlatformFigureRepository())
        return Tables(dashboard_service(org_id), risk_service(org_id), platform, by)

    return ExportService(ExportRepository(org_id), LentFiles(), counting_service(org_id), tables)


def subscription_service(org_id: str) -> SubscriptionService:
    """The subscriptions of one organization."""
    return SubscriptionService(SubscriptionRepository(org_id), export_service(org_id))


def recounting_service(org_id: str) -> "RecountingService":
    """The figures of one organization, from its archive."""
    from functions.analytics.service.recounting import RecountingService  # brings the events of every room

    return RecountingService(Archive(org_id), counting_service(org_id))


def due_repository() -> DueRepository:
    """When everybody's subscriptions are due."""
    return DueRepository()


async def _health() -> HealthService:
    return health_service()


async def _platform_dashboard() -> PlatformDashboardService:
    return PlatformDashboardService(PlatformFigureRepository())


async def _tracking(request: Request) -> TrackingService:
    return TrackingService(TrackingRepository(caller_of(request).org_id))


Tracking = Annotated[TrackingService, Depends(_tracking)]
"""What the caller's client tracks."""
Dashboards = Annotated[DashboardService, Depends(of_tenant(dashboard_service))]
"""The dashboards of the caller's organization."""
Risks = Annotated[RiskService, Depends(of_tenant(risk_service))]
"""Who may not finish in the caller's organization."""
Health = Annotated[HealthService, Depends(_health)]
"""How every organization is."""
PlatformDashboards = Annotated[PlatformDashboardService, Depends(_platform_dashboard)]
"""That of the platform."""
Exports = Annotated[ExportService, Depends(of_tenant(export_service))]
"""Dashboards as files."""
Subscriptions = Annotated[SubscriptionService, Depends(of_tenant(subscription_service))]
"""Dashboards as files, every week or month."""
