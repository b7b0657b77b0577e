"""What interests learners, and the courses that they marked."""

from typing import Annotated

from fastapi import Response, status

from functions.learning.errors import CourseNotFound
from functions.learning.permissions import LEARN
from functions.learning.schemas.interests import FavouriteOut, InterestsIn, InterestsOut
from functions.learning.wiring import Interested
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.pagination import Paging, next_cursor
from shared.schemas import PageOut, PathId

router = api_router("", tag="Learning")

Learner = Annotated[Caller, permitted(LEARN)]

FAVOURITES_AT_ONCE = 50


@router.get("/interests", responses=problems())
def read_interests(caller: Learner, interests: Interested, response: Response) -> InterestsOut:
    """Read what interests you: as you say, and apart from it as your courses say."""
    said, learned = interests.read(by=caller)
    tag(response, said.revision)
    return InterestsOut.of(said, learned)


@router.put("/interests", responses=problems(PreconditionFailed, PreconditionRequired))
def change_interests(
    wanted: InterestsIn, caller: Learner, interests: Interested, expected: ExpectedRevision, response: Response
) -> InterestsOut:
    """Replace what you say interests you. What was learned from your courses follows from these alone."""
    said, learned = interests.put(wanted.interests(expected), by=caller)
    tag(response, said.revision)
    return InterestsOut.of(said, learned)


@router.get("/favourites", responses=problems())
def list_favourites(caller: Learner, interests: Interested, paging: Paging) -> PageOut[FavouriteOut]:
    """List the courses that you marked, the latest first. A page has at most 50, whatever the limit."""
    query = f"favourites|{caller.user_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = interests.list_favourites(by=caller, limit=min(paging.limit, FAVOURITES_AT_ONCE), start=start)
    return PageOut(
        items=[
            FavouriteOut.of(one, page.courses[one.course_id], page.enrolments.get(one.course_id)) for one in page.items
        ],
        next_cursor=next_cursor(page.next_key, query, org_id=caller.org_id),
    )


@router.put(
    "/courses/{course_id}/favourite", status_code=status.HTTP_204_NO_CONTENT, responses=problems(CourseNotFound)
)
def mark_course(course_id: PathId, caller: Learner, interests: Interested) -> None:
    """Mark a course. Repeating it changes nothing."""
    interests.add_favourite(course_id, by=caller)


@router.delete(
    "/courses/{course_id}/favourite", status_code=status.HTTP_204_NO_CONTENT, responses=problems(CourseNotFound)
)
def unmark_course(course_id: PathId, caller: Learner, interests: Interested) -> None:
    """Mark a course no longer. Repeating it changes nothing."""
    interests.remove_favourite(course_id, by=caller)
