"""Progress that learners share with whom they give the link."""

from datetime import timedelta
from typing import Annotated

from fastapi import Path, status

from functions.learning.errors import CourseNotFound, NotEnrolled, ShareNotFound
from functions.learning.permissions import LEARN
from functions.learning.schemas.shares import SharedProgressOut, ShareIn, ShareOut
from functions.learning.tables import LearningRow
from functions.learning.wiring import Sharing, shared_progress
from shared.auth import Anyone, Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.ratelimit import RateLimit, limited_by_address
from shared.schemas import PathId

router = api_router("", tag="Learning")

Learner = Annotated[Caller, permitted(LEARN)]
Code = Annotated[str, Path(max_length=48, pattern=r"^[0-9A-Za-z_-]+$")]

_views = limited_by_address(RateLimit("shared-progress", 300, per=timedelta(minutes=10)), LearningRow)


@router.get("/courses/{course_id}/progress-share", responses=problems(CourseNotFound))
def read_share(course_id: PathId, caller: Learner, shares: Sharing) -> ShareOut:
    """Read what you share of your progress in a course."""
    return ShareOut.of(shares.read(course_id, by=caller))


@router.put("/courses/{course_id}/progress-share", responses=problems(CourseNotFound, NotEnrolled))
def share_progress(course_id: PathId, wanted: ShareIn, caller: Learner, shares: Sharing) -> ShareOut:
    """Share your progress in a course with whom you give the link, or change what they see. The link stays the same."""
    return ShareOut.of(shares.put(course_id, wanted.shows, by=caller))


@router.delete(
    "/courses/{course_id}/progress-share", status_code=status.HTTP_204_NO_CONTENT, responses=problems(CourseNotFound)
)
def stop_sharing(course_id: PathId, caller: Learner, shares: Sharing) -> None:
    """Share your progress in a course no longer: the link shows nothing from now on. Sharing again makes another."""
    shares.remove(course_id, by=caller)


@router.get("/shared-progress/{code}", dependencies=[_views], responses=problems(ShareNotFound))
def view_shared_progress(code: Code, _: Anyone) -> SharedProgressOut:
    """See how far somebody is in a course, as far as they agreed to show it to whoever has the link."""
    return SharedProgressOut.model_validate(shared_progress(code))
