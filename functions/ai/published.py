"""What other rooms may ask of ai."""

from functions.ai.repository.summaries import SummaryRepository
from shared.jobs import Job

__all__ = ["find_job"]


def find_job(org_id: str, job_id: str) -> Job:
    """Something being made. Raises ``JobNotFound``."""
    return SummaryRepository(org_id).get_job(job_id)
