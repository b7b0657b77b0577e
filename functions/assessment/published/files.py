"""Which files learners may hand in, and who may read them."""

from dataclasses import dataclass

from functions.assessment.domain.files import FileLimits
from functions.assessment.permissions import MANAGE_ALL_ASSESSMENTS, MANAGE_ASSESSMENTS
from functions.assessment.repository.files import find_limits, find_place
from functions.catalog.published import courses as catalog
from functions.catalog.published.courses import Right
from functions.learning.published import enrolments as learning
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import answer

__all__ = [
    "FileLimits",
    "FileReader",
    "find_file_limits",
    "find_reader",
]


@dataclass(frozen=True, slots=True)
class FileReader:
    """Somebody who may read a file that was handed in."""

    is_blind: bool
    """Whether they must not learn whose it is: a peer who reviews it."""


def find_file_limits(org_id: str, activity_id: str, *, by: Caller) -> FileLimits | None:
    """Which files an assignment takes from the caller now, or the assessment that they are taking; None for none.

    Five reads at most.
    """
    found = find_limits(org_id, activity_id, by.user_id, system_clock.now())
    if found is None:
        return None
    course_id, limits = found
    is_staff, is_enrolled = _place(org_id, course_id, by)
    if is_staff and activity_id.startswith("asg_"):
        return None
    return limits if is_staff or is_enrolled else None


def find_reader(org_id: str, activity_id: str, work_id: str, asset_id: str, *, by: Caller) -> FileReader | None:
    """Whether the caller may read a file in a submission, an attempt, or a peer review that they give; None for no.

    Those whose work it is, who reviews it as a peer while enrolled, and staff who look after the course's learners.
    """
    place = find_place(org_id, activity_id, work_id, asset_id)
    if place is None:
        return None
    is_staff, is_enrolled = _place(org_id, place.course_id, by)
    if is_staff or (is_enrolled and by.user_id in place.owner_ids):
        return FileReader(is_blind=False)
    return FileReader(is_blind=True) if is_enrolled and by.user_id == place.reviewer_id else None


def _place(org_id: str, course_id: str, by: Caller) -> tuple[bool, bool]:
    """Whether the caller looks after the course's learners, and whether they are one."""
    card, enrolment = answer(
        catalog.asking_course(org_id, course_id), learning.asking_enrolment(org_id, course_id, by.user_id)
    )
    teaches = by.may(MANAGE_ASSESSMENTS) and card is not None and card.lets(by.user_id, Right.STUDENTS)
    is_staff = card is not None and (teaches or by.may(MANAGE_ALL_ASSESSMENTS))
    return is_staff, enrolment is not None and enrolment.gives_access
