"""Puts guidance's services together."""

import hashlib
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends

from functions.guidance.gateways.editions import EditionFiles
from functions.guidance.repository.editions import EditionRepository
from functions.guidance.repository.histories import HistoryRepository
from functions.guidance.service.changes import ChangeService
from functions.guidance.service.histories import HistoryService
from shared.auth import of_tenant
from shared.clock import epoch_seconds, system_clock
from shared.workflows import StepFunctions

if TYPE_CHECKING:
    from functions.guidance.service.editions import EditionService
    from functions.guidance.service.planning import PlanningService
    from functions.guidance.service.recommending import RecommendingService

MANY_LEARNERS = 10_000
"""From so many on editions are made at most hourly, else within a minute."""
ONE_IN = 16
"""With many learners, one of about so many enrolments asks for an edition."""


def history_service(org_id: str) -> HistoryService:
    """A tenant's histories."""
    return HistoryService(HistoryRepository(org_id))


def change_service(org_id: str) -> ChangeService:
    """What a tenant offers."""
    return ChangeService(EditionRepository(org_id))


def edition_service(org_id: str) -> "EditionService":
    """A tenant's editions."""
    from functions.guidance.service.editions import EditionService  # no request needs it

    return EditionService(EditionRepository(org_id), HistoryRepository(org_id), EditionFiles(org_id))


def learn_soon(org_id: str, event_id: str) -> None:
    """Have an edition made at the end of this minute, or hour with many learners; however often that is asked, once.

    What happens until then is in it: the workflow waits for the end before it looks.
    """
    card = EditionRepository(org_id).find()
    many = card is not None and card.learners >= MANY_LEARNERS
    if many and int(hashlib.sha256(event_id.encode()).hexdigest(), 16) % ONE_IN:
        return
    span = 3600 if many else 60
    now = epoch_seconds(system_clock.now())
    end = (now // span + 1) * span
    StepFunctions().start("recommending", f"{org_id}-{end}", {"org_id": org_id, "wait_s": end - now})


def _recommending_service(org_id: str) -> "RecommendingService":
    from functions.guidance.service.recommending import RecommendingService  # one of two doors' needs

    return RecommendingService(HistoryRepository(org_id), EditionRepository(org_id), EditionFiles(org_id))


def _planning_service(org_id: str) -> "PlanningService":
    from functions.guidance.service.planning import PlanningService  # one of two doors' needs

    return PlanningService(HistoryRepository(org_id), EditionRepository(org_id), EditionFiles(org_id))


Recommending = Annotated["RecommendingService", Depends(of_tenant(_recommending_service))]
"""What the caller's organization recommends."""
Planning = Annotated["PlanningService", Depends(of_tenant(_planning_service))]
"""The learning paths of the caller's organization."""
