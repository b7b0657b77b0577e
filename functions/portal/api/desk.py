"""Jobs by id, problems explained, and a sign of life."""

from typing import Annotated

from fastapi import Path

from functions.portal.errors import ProblemKindNotFound
from functions.portal.schemas import HealthOut, ProblemKindOut, ProblemKindsOut
from functions.portal.wiring import Jobs, Problems
from shared.auth import Anyone, SignedIn
from shared.contract import problems
from shared.http import api_router
from shared.jobs import JobNotFound, JobOut
from shared.schemas import PathId

router = api_router(tag="Front desk")


@router.get("/health")
def check_health(_: Anyone) -> HealthOut:
    """See whether the API answers."""
    return HealthOut(status="ok")


@router.get("/jobs/{job_id}", responses=problems(JobNotFound))
def read_job(job_id: PathId, caller: SignedIn, jobs: Jobs) -> JobOut:
    """See how far a long piece of work is. For who asked for it, and the organization's administrators."""
    return JobOut.of(jobs.get(job_id, by=caller))


@router.get("/problems")
def list_problems(_: Anyone, kinds: Problems) -> ProblemKindsOut:
    """List every kind of problem that the API answers with."""
    return ProblemKindsOut(items=[ProblemKindOut.of(kind) for kind in kinds.list_kinds()])


@router.get("/problems/{code}", responses=problems(ProblemKindNotFound))
def read_problem(code: Annotated[str, Path(max_length=80)], _: Anyone, kinds: Problems) -> ProblemKindOut:
    """Read what a kind of problem means. The `type` of every problem is this address."""
    return ProblemKindOut.of(kinds.get(code))
