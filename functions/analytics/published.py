"""What other rooms may ask of analytics."""

from functions.analytics.repository.exports import ExportRepository
from shared.jobs import Job

__all__ = ["find_job"]


def find_job(org_id: str, job_id: str) -> Job:
    """An export being made. Raises ``JobNotFound``."""
    return ExportRepository(org_id).get_job(job_id)
