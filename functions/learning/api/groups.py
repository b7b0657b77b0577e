"""Groups, and who is in them."""

from typing import Annotated

from fastapi import Query, Response, status

from functions.learning.errors import CourseNotFound, GroupFull, GroupMemberNotFound, GroupNotFound, NotYourCourse
from functions.learning.permissions import MANAGE_GROUPS
from functions.learning.schemas import GroupChangeIn, GroupIn, GroupMemberOut, GroupMembersIn, GroupOut
from functions.learning.wiring import Grouping
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, next_cursor, page_out
from shared.schemas import BodyId, PageOut, PathId

router = api_router("/groups", tag="Groups")

Staff = Annotated[Caller, permitted(MANAGE_GROUPS)]


@router.post(
    "", status_code=status.HTTP_201_CREATED, responses=problems(CourseNotFound, NotYourCourse, IdempotencyKeyReused)
)
def create_group(group: GroupIn, caller: Staff, groups: Grouping, once: OnceOnly, response: Response) -> GroupOut:
    """Make a group: of a course, as its staff, or of the whole organization, as its administrator."""
    made = groups.create(**group.model_dump(), by=caller, once=once)
    tag(response, made.edition)
    return GroupOut.model_validate(made)


@router.get("", responses=problems(CourseNotFound, NotYourCourse))
def list_groups(
    caller: Staff,
    groups: Grouping,
    paging: Paging,
    course_id: Annotated[BodyId | None, Query(description="Only those of this course.")] = None,
) -> PageOut[GroupOut]:
    """List the groups of a course, or as an administrator all there are; the newest first."""
    query = f"groups|{course_id}"
    page = groups.list_groups(course_id, by=caller, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, GroupOut.model_validate, query, org_id=caller.org_id)


@router.get("/{group_id}", responses=problems(GroupNotFound, NotYourCourse))
def read_group(group_id: PathId, caller: Staff, groups: Grouping, response: Response) -> GroupOut:
    """Read a group."""
    group = groups.get(group_id, by=caller)
    tag(response, group.edition)
    return GroupOut.model_validate(group)


@router.put("/{group_id}", responses=problems(GroupNotFound, NotYourCourse, PreconditionFailed, PreconditionRequired))
def change_group(
    group_id: PathId,
    change: GroupChangeIn,
    caller: Staff,
    groups: Grouping,
    expected: ExpectedRevision,
    response: Response,
) -> GroupOut:
    """Give a group another name or other dates. What it is of stays."""
    group = groups.put(group_id, change.name, change.starts_on, change.ends_on, by=caller, expected=expected)
    tag(response, group.edition)
    return GroupOut.model_validate(group)


@router.delete("/{group_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(GroupNotFound, NotYourCourse))
def delete_group(group_id: PathId, caller: Staff, groups: Grouping) -> None:
    """Delete a group. Its members keep their enrolments."""
    groups.delete(group_id, by=caller)


@router.get("/{group_id}/members", responses=problems(GroupNotFound, NotYourCourse))
def list_group_members(group_id: PathId, caller: Staff, groups: Grouping, paging: Paging) -> PageOut[GroupMemberOut]:
    """List who is in a group, in the order of their ids."""
    query = f"group-members|{group_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = groups.people(group_id, by=caller, limit=paging.limit, start=start)
    return PageOut(
        items=[GroupMemberOut.of(user_id, page.cards.get(user_id)) for user_id in page.user_ids],
        next_cursor=next_cursor(page.next_key, query, org_id=caller.org_id),
    )


@router.post("/{group_id}/members", responses=problems(GroupNotFound, NotYourCourse, GroupFull))
def add_group_members(group_id: PathId, members: GroupMembersIn, caller: Staff, groups: Grouping) -> GroupOut:
    """Put up to 40 members of the organization into a group. Who is in it stays so: repeating it changes nothing."""
    return GroupOut.model_validate(groups.add(group_id, members.user_ids, by=caller))


@router.delete(
    "/{group_id}/members/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(GroupNotFound, GroupMemberNotFound, NotYourCourse),
)
def remove_group_member(group_id: PathId, user_id: PathId, caller: Staff, groups: Grouping) -> None:
    """Take somebody out of a group; repeating it changes nothing. Their enrolments stay."""
    groups.remove(group_id, user_id, by=caller)
