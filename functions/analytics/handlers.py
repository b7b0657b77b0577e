"""Every event that figures are of is counted; what it claims is in ``domain.claims``."""

from datetime import timedelta
from typing import Any

from events.analytics import ExportRequested
from events.identity import (
    MemberRemoved,
    OrganizationChanged,
    OrganizationDeleted,
    OrganizationRegistered,
    OrganizationResumed,
    OrganizationSuspended,
)
from events.learning import EnrolmentOpened
from functions.analytics.manifest import ANALYTICS
from functions.analytics.service.judging import FIRST_AFTER
from functions.analytics.wiring import counting_service, health_service, risk_service, round_repository
from shared.clock import system_clock
from shared.events import Envelope
from shared.listening import Listener
from shared.remembering import Memory
from shared.workflows import StepFunctions, Workflows

listener = Listener(ANALYTICS)
workflows: Workflows = StepFunctions()
_begun: Memory[tuple[str, str], bool] = Memory(timedelta(hours=1))


@listener.on(ExportRequested)
def begin_export(told: Envelope[ExportRequested]) -> None:
    """Begin to make an export. Safe to repeat: a workflow starts once under the export's id."""
    report_id = told.data.report_id
    workflows.start("export", report_id, {"org_id": told.org_id, "report_id": report_id})


@listener.on(OrganizationChanged)
def note_zone(told: Envelope[OrganizationChanged]) -> None:
    """Count days in the zone that the organization has now, and show operators its name. Safe to repeat: then it is
    that already.
    """
    counting_service(told.data.organization_id).note_zone(told)
    health_service().note(told.data.organization_id)


def count(told: Envelope[Any]) -> None:
    """Safe to repeat: registers remember what was counted."""
    counting_service(told.org_id).count(told)
    match told.data:
        case EnrolmentOpened():
            _begin_rounds(told.org_id, told.data.course_id)
        case OrganizationRegistered():
            _begin_rounds(told.org_id, "")
            health_service().note(told.org_id)
        case OrganizationSuspended() | OrganizationResumed() | OrganizationDeleted():
            health_service().note(told.data.organization_id)
        case MemberRemoved():
            # Their figures stay in the sums, which name nobody; nobody judges them any more.
            risk_service(told.org_id).let_judge(False, user_id=told.data.user_id)
        case _:
            pass


def _begin_rounds(org_id: str, course_id: str) -> None:
    if _begun.find((org_id, course_id)) is None:
        round_repository().begin(org_id, course_id, system_clock.now() + FIRST_AFTER)
        _begun.keep((org_id, course_id), True)


for heard in ANALYTICS.hears:
    if heard is not ExportRequested and heard is not OrganizationChanged:
        listener.on(heard)(count)
listener.require_all()
handler = listener.handler
