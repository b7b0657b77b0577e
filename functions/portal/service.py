"""What the front desk does: find jobs by id, explain problems."""

from collections.abc import Callable

from functions.identity import published as identity
from functions.portal import gateways
from functions.portal.domain import ProblemKind, problem_kinds
from functions.portal.errors import ProblemKindNotFound
from functions.portal.permissions import SEE_ALL_JOBS
from shared.auth import Caller
from shared.jobs import Job, JobNotFound

FindJob = Callable[[str, str], Job]


class JobService:
    """Finds jobs wherever they are done."""

    def get(self, job_id: str, *, by: Caller) -> Job:
        """A job: one's own, or as an administrator any of the organization. To others it does not exist."""
        find = _finder(job_id.split("_")[1])
        if find is None:
            raise JobNotFound(job_id=job_id)
        job = find(by.org_id, job_id)
        if job.owner_id != by.user_id and not by.may(SEE_ALL_JOBS):
            raise JobNotFound(job_id=job_id)
        return job


class ProblemService:
    """Explains the problems that the API answers with."""

    def list_kinds(self) -> list[ProblemKind]:
        """Every kind, by code."""
        return sorted(problem_kinds(gateways.document()).values(), key=lambda kind: kind.code)

    def get(self, code: str) -> ProblemKind:
        """The kind that has this code."""
        kind = problem_kinds(gateways.document()).get(code)
        if kind is None:
            raise ProblemKindNotFound(code=code)
        return kind


def _finder(room: str) -> FindJob | None:
    """What finds the jobs of a room, by its name in their ids; None for a room without long work.

    A room is imported when one of its jobs is asked for: all of them would be most of this function's start.
    """
    match room:
        case "identity":
            return identity.find_job
        case "catalog":
            from functions.catalog.published import jobs as catalog

            return catalog.find_job
        case "learning":
            from functions.learning.published import jobs as learning

            return learning.find_job
        case "finance":
            from functions.finance import published as finance

            return finance.find_job
        case "analytics":
            from functions.analytics import published as analytics

            return analytics.find_job
        case "ai":
            from functions.ai import published as ai

            return ai.find_job
        case _:
            return None
