"""Learning paths: made by staff, followed by learners."""

from typing import Annotated

from fastapi import Query, Response, status

from functions.learning.domain.paths import PathStatus
from functions.learning.errors import NotYourPath, PathCycle, PathNotFound, PathNotPublishable
from functions.learning.permissions import LEARN, MANAGE_PATHS, USE_PATHS
from functions.learning.schemas.paths import FollowedPathOut, PathIn, PathOut, WalkOut
from functions.learning.wiring import LearningPaths
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/paths", tag="Learning paths")

Reader = Annotated[Caller, permitted(USE_PATHS)]
Learner = Annotated[Caller, permitted(LEARN)]
Staff = Annotated[Caller, permitted(MANAGE_PATHS)]


@router.post("", status_code=status.HTTP_201_CREATED, responses=problems(PathCycle, IdempotencyKeyReused))
def create_path(path: PathIn, caller: Staff, paths: LearningPaths, once: OnceOnly, response: Response) -> PathOut:
    """Draft a path of up to 20 courses. Each may wait for others of the path; what it builds on itself counts too."""
    made = paths.create(**path.said(), by=caller, once=once)
    tag(response, made.revision)
    return PathOut.model_validate(made)


@router.get("", responses=problems())
def list_paths(
    caller: Reader,
    paths: LearningPaths,
    paging: Paging,
    status: Annotated[PathStatus, Query(description="Drafts are for staff.")] = PathStatus.PUBLISHED,
) -> PageOut[PathOut]:
    """List the paths on offer, the newest first; as staff also the drafts."""
    query = f"paths|{status}"
    start = paging.start(query, org_id=caller.org_id)
    page = paths.list_paths(status, by=caller, limit=paging.limit, start=start)
    return page_out(page, PathOut.model_validate, query, org_id=caller.org_id)


@router.get("/followed", responses=problems())
def list_followed_paths(caller: Learner, paths: LearningPaths, paging: Paging) -> PageOut[FollowedPathOut]:
    """List the paths that you follow, the newest first."""
    query = f"paths-of|{caller.user_id}"
    page = paths.list_followed(by=caller, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, lambda path: FollowedPathOut.of(path, page.joined[path.path_id]), query, org_id=caller.org_id)


@router.get("/{path_id}", responses=problems(PathNotFound))
def read_path(path_id: PathId, caller: Reader, paths: LearningPaths, response: Response) -> WalkOut:
    """Read a path with how far you are on it, what to go on with, and why what is locked is locked.

    A path guides those who follow it. What it takes to enrol in a course is said by the course alone.
    """
    walk = paths.walk(path_id, by=caller)
    tag(response, walk.path.revision)
    return WalkOut.of(walk)


@router.put(
    "/{path_id}",
    responses=problems(
        PathNotFound, NotYourPath, PathCycle, PathNotPublishable, PreconditionFailed, PreconditionRequired
    ),
)
def change_path(
    path_id: PathId,
    path: PathIn,
    caller: Staff,
    paths: LearningPaths,
    expected: ExpectedRevision,
    response: Response,
) -> PathOut:
    """Replace what a path is. Who follows it goes on from where they are."""
    changed = paths.put(path_id, **path.said(), by=caller, expected=expected)
    tag(response, changed.revision)
    return PathOut.model_validate(changed)


@router.post("/{path_id}/publish", responses=problems(PathNotFound, NotYourPath, PathCycle, PathNotPublishable))
def publish_path(path_id: PathId, caller: Staff, paths: LearningPaths, response: Response) -> PathOut:
    """Show a path to learners, once all of its courses are published. Repeating it changes nothing."""
    shown = paths.publish(path_id, by=caller)
    tag(response, shown.revision)
    return PathOut.model_validate(shown)


@router.delete("/{path_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(PathNotFound, NotYourPath))
def delete_path(path_id: PathId, caller: Staff, paths: LearningPaths) -> None:
    """Delete a path. Enrolments in its courses stay."""
    paths.delete(path_id, by=caller)


@router.put("/{path_id}/following", responses=problems(PathNotFound))
def follow_path(path_id: PathId, caller: Learner, paths: LearningPaths) -> WalkOut:
    """Follow a published path. Repeating it changes nothing; you enrol in each of its courses yourself."""
    return WalkOut.of(paths.join(path_id, by=caller))


@router.delete("/{path_id}/following", status_code=status.HTTP_204_NO_CONTENT, responses=problems(PathNotFound))
def leave_path(path_id: PathId, caller: Learner, paths: LearningPaths) -> None:
    """Follow a path no longer. Repeating it changes nothing; your enrolments stay."""
    paths.leave(path_id, by=caller)
