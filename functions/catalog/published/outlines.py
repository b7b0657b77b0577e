"""What a published version consists of, and what of it a learner may see when."""

from functions.catalog.domain.locks import find_cycle, locks, way_round
from functions.catalog.domain.outlines import Outline, OutlineLesson, OutlineTopic
from functions.catalog.domain.release import Learner, Reason
from functions.catalog.repository.versions import VersionRepository

__all__ = [
    "Learner",
    "Outline",
    "OutlineLesson",
    "OutlineTopic",
    "Reason",
    "find_cycle",
    "locks",
    "outline",
    "way_round",
]


def outline(org_id: str, course_id: str, version: int) -> Outline:
    """A published version's outline: one read, then kept in the process for good, since it never changes.

    Raises ``LookupError`` for a version that was never published.
    """
    return VersionRepository(org_id).get(course_id, version)
