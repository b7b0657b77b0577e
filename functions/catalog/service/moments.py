"""A course as it was at one moment."""

from functions.catalog.domain.copying import Blueprint
from functions.catalog.repository.drafts import Draft, DraftRepository
from shared.errors import Unavailable

MOST_LOOKS = 8


def standing_still(drafts: DraftRepository, course_id: str) -> Draft:
    """Everything in the course as it was at one moment.

    A long query is not a snapshot. Two equal ones in a row are, of the moment between them: revisions only grow.
    """
    seen = drafts.read_all(course_id)
    for _ in range(MOST_LOOKS):
        again = drafts.read_all(course_id)
        if again == seen:
            return again
        seen = again
    raise Unavailable("The course is being edited too busily. Try again in a moment.")


def blueprint_now(drafts: DraftRepository, course_id: str) -> Blueprint:
    """The course as it is drafted at one moment, to be copied. Raises ``CourseBeingRestored`` while it is half one."""
    draft = standing_still(drafts, course_id)
    draft.course.require_settled()
    return Blueprint.of(draft.course, draft.topics.values(), draft.lessons.values())
