"""What the front desk does: find jobs by id, explain problems."""

from collections.abc import Callable, Mapping

from functions.ai import published as ai
from functions.analytics import published as analytics
from functions.catalog.published import jobs as catalog
from functions.finance import published as finance
from functions.identity import published as identity
from functions.learning import published as learning
from functions.portal import gateways
from functions.portal.domain import ProblemKind, problem_kinds
from functions.portal.errors import ProblemKindNotFound
from functions.portal.permissions import SEE_ALL_JOBS
from shared.auth import Caller
from shared.jobs import Job, JobNotFound

FindJob = Callable[[str, str], Job]

ROOMS: Mapping[str, FindJob] = {
    "identity": identity.find_job,
    "catalog": catalog.find_job,
    "learning": learning.find_job,
    "finance": finance.find_job,
    "analytics": analytics.find_job,
    "ai": ai.find_job,
}
"""The rooms that do long work, by the name in their jobs' ids."""


class JobService:
    """Finds jobs wherever they are done."""

    def __init__(self, rooms: Mapping[str, FindJob] = ROOMS) -> None:
        self._rooms = rooms

    def get(self, job_id: str, *, by: Caller) -> Job:
        """A job: one's own, or as an administrator any of the organization. To others it does not exist."""
        find = self._rooms.get(job_id.split("_")[1])
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
