"""Puts assessment's services together, for the tenant of the caller."""

from typing import Annotated

from fastapi import Depends, Request

from functions.assessment.repository import (
    AssessmentRepository,
    AttemptRepository,
    DeadlineRepository,
    QuestionRepository,
)
from functions.assessment.repository.rubrics import RubricRepository
from functions.assessment.service import (
    AssessmentService,
    AttemptService,
    EndingService,
    QuestionService,
    ResultService,
    RubricService,
    SweepingService,
)
from shared.auth import caller_of


def ending_service(org_id: str) -> EndingService:
    """What ends and marks a tenant's attempts."""
    return EndingService(AttemptRepository(org_id), QuestionRepository(org_id))


def sweeping_service() -> SweepingService:
    """What looks after attempts whose time is over."""
    return SweepingService(DeadlineRepository(), ending_service)


async def _questions(request: Request) -> QuestionService:
    org_id = caller_of(request).org_id
    return QuestionService(QuestionRepository(org_id), AssessmentRepository(org_id))


async def _assessments(request: Request) -> AssessmentService:
    org_id = caller_of(request).org_id
    return AssessmentService(
        AssessmentRepository(org_id), QuestionRepository(org_id), AttemptRepository(org_id), RubricRepository(org_id)
    )


async def _attempts(request: Request) -> AttemptService:
    org_id = caller_of(request).org_id
    return AttemptService(
        AttemptRepository(org_id), QuestionRepository(org_id), RubricRepository(org_id), ending_service(org_id)
    )


async def _results(request: Request) -> ResultService:
    org_id = caller_of(request).org_id
    return ResultService(
        AssessmentRepository(org_id),
        AttemptRepository(org_id),
        QuestionRepository(org_id),
        RubricRepository(org_id),
        ending_service(org_id),
    )


async def _rubrics(request: Request) -> RubricService:
    return RubricService(RubricRepository(caller_of(request).org_id))


Questions = Annotated[QuestionService, Depends(_questions)]
Assessments = Annotated[AssessmentService, Depends(_assessments)]
Attempts = Annotated[AttemptService, Depends(_attempts)]
Results = Annotated[ResultService, Depends(_results)]
Rubrics = Annotated[RubricService, Depends(_rubrics)]
