"""Puts the front desk's services together."""

from typing import Annotated

from fastapi import Depends

from functions.portal.service import JobService, ProblemService


async def _job_service() -> JobService:
    return JobService()


async def _problem_service() -> ProblemService:
    return ProblemService()


Jobs = Annotated[JobService, Depends(_job_service)]
Problems = Annotated[ProblemService, Depends(_problem_service)]
