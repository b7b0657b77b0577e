"""What other rooms may ask of finance."""

from functions.finance.repository.reports import ReportRepository
from shared.jobs import Job

__all__ = ["find_job"]


def find_job(org_id: str, job_id: str) -> Job:
    """A report being made. Raises ``JobNotFound``."""
    return ReportRepository(org_id).get_job(job_id)
