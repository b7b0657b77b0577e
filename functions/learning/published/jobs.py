"""Lists of people being enrolled, for who asks for a job of any room."""

from functions.learning.tables import JobRow, LearningRow
from shared.dynamo import Repository
from shared.jobs import Job
from shared.jobs import find_job as find_job_row

__all__ = [
    "find_job",
]


class _Jobs(Repository):
    table = LearningRow


def find_job(org_id: str, job_id: str) -> Job:
    """A list of people being enrolled. Raises ``JobNotFound``."""
    return find_job_row(_Jobs(org_id), JobRow, job_id)
