"""People of an organization, and oneself."""

from typing import Annotated

from fastapi import Query, Response, status

from functions.identity.domain.members import Member, MemberStatus, sorted_roles
from functions.identity.errors import (
    LastAdministrator,
    MemberNotYetJoined,
    OrganizationProtected,
    PersonNotFound,
    ProfileNotPossible,
)
from functions.identity.permissions import EDIT_PROFILES, LIST_MEMBERS, MANAGE_MEMBERS, SEE_ADDRESSES
from functions.identity.schemas.users import PersonIn, PersonOut, ProfileIn, ProfileOut, UserIn, UserOut
from functions.identity.wiring import user_service
from shared.auth import Caller, SignedIn, permitted
from shared.contract import problems
from shared.errors import Forbidden
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.pagination import Paging
from shared.permissions import Role
from shared.schemas import PageOut, PathId, Printable

router = api_router("/users", tag="People")

Staff = Annotated[Caller, permitted(LIST_MEMBERS)]
Administrator = Annotated[Caller, permitted(MANAGE_MEMBERS)]
Presenter = Annotated[Caller, permitted(EDIT_PROFILES)]


@router.get("")
def list_users(
    caller: Staff,
    paging: Paging,
    role: Annotated[Role | None, Query(description="Only those with this role.")] = None,
    status: Annotated[MemberStatus | None, Query(description="Only those of this status.")] = None,
    q: Annotated[
        str, Query(max_length=100, description="Only those whose name or e-mail address begins so."), Printable
    ] = "",
) -> PageOut[UserOut]:
    """List or search the people of your organization, by name.

    Administrators also find by the beginning of the e-mail address: those follow after the names. A page may have fewer
    items than its limit, and be followed.
    """
    page = user_service().find(caller, role=role, status=status, q=q, paging=paging)
    return PageOut(items=[_out(member, caller) for member in page.items], next_cursor=page.next_cursor)


@router.get("/me")
def read_me(caller: SignedIn, response: Response) -> PersonOut:
    """Read what is kept of you as a person, in all your organizations."""
    person = user_service().me(caller).person
    tag(response, person.revision)
    return PersonOut.of(person)


@router.put("/me")
def change_me(body: PersonIn, caller: SignedIn, expected: ExpectedRevision, response: Response) -> PersonOut:
    """Change your name, language or time zone. The name is also that in the present organization."""
    person = user_service().change_me(caller, body.model_dump(exclude_none=True), expected=expected)
    tag(response, person.revision)
    return PersonOut.of(person)


@router.get("/{user_id}", responses=problems(PersonNotFound, Forbidden))
def read_user(user_id: PathId, caller: SignedIn, response: Response) -> UserOut:
    """Read somebody of your organization. Students see themselves and tutors."""
    member = user_service().get(caller, user_id)
    tag(response, member.revision)
    return _out(member, caller)


@router.put(
    "/{user_id}",
    responses=problems(PersonNotFound, MemberNotYetJoined, LastAdministrator, OrganizationProtected),
)
def change_user(
    user_id: PathId,
    body: UserIn,
    caller: Administrator,
    expected: ExpectedRevision,
    response: Response,
) -> UserOut:
    """Change somebody's name here, roles or status. Whoever is deactivated loses access within five seconds."""
    roles = sorted_roles(body.roles) if body.roles else None
    member = user_service().change(caller, user_id, name=body.name, roles=roles, status=body.status, expected=expected)
    tag(response, member.revision)
    return _out(member, caller)


@router.delete(
    "/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(PersonNotFound, LastAdministrator),
)
def remove_user(user_id: PathId, caller: Administrator) -> None:
    """Remove somebody from your organization. Their account, and what they are elsewhere, stays."""
    user_service().remove(caller, user_id)


@router.get("/{user_id}/profile", responses=problems(PersonNotFound))
def read_profile(user_id: PathId, caller: SignedIn, response: Response) -> ProfileOut:
    """Read a tutor's profile."""
    profile = user_service().profile(caller, user_id)
    tag(response, profile.revision)
    return ProfileOut.of(profile)


@router.put("/{user_id}/profile", responses=problems(PersonNotFound, ProfileNotPossible, Forbidden))
def change_profile(
    user_id: PathId,
    body: ProfileIn,
    caller: Presenter,
    expected: ExpectedRevision,
    response: Response,
) -> ProfileOut:
    """Replace a tutor's profile: your own, or as administrator any."""
    profile = user_service().change_profile(caller, user_id, body.model_dump(), expected)
    tag(response, profile.revision)
    return ProfileOut.of(profile)


def _out(member: Member, caller: Caller) -> UserOut:
    return UserOut.of(member, with_email=member.user_id == caller.user_id or caller.may(SEE_ADDRESSES))
