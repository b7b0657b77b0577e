"""Organizations: the platform's view of all, and everybody's of their own."""

from typing import Annotated

from fastapi import Response, status

from functions.identity.api import limits
from functions.identity.domain.members import Invitee, sorted_roles
from functions.identity.errors import (
    AlreadyAMember,
    MemberDeactivated,
    OrganizationNotFound,
    OrganizationProtected,
    SlugTaken,
    TooManyOrganizations,
)
from functions.identity.permissions import (
    EDIT_ORGANIZATION,
    INVITE_MEMBERS,
    MANAGE_ORGANIZATIONS,
    SEE_AUDIT_LOG,
)
from functions.identity.schemas.organizations import (
    AuditEntryOut,
    NewOrganizationIn,
    OrganizationIn,
    OrganizationOut,
    SettingsIn,
    SettingsOut,
)
from functions.identity.schemas.users import InvitationIn, UserOut
from functions.identity.wiring import invitation_service, organization_service
from shared.auth import Caller, SignedIn, permitted
from shared.contract import problems
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import OnceOnly
from shared.pagination import Paging
from shared.permissions import Role
from shared.schemas import PageOut, PathId

router = api_router("/organizations", tag="Organizations")

Platform = Annotated[Caller, permitted(MANAGE_ORGANIZATIONS)]
Editor = Annotated[Caller, permitted(EDIT_ORGANIZATION)]
Auditor = Annotated[Caller, permitted(SEE_AUDIT_LOG)]
Inviter = Annotated[Caller, permitted(INVITE_MEMBERS)]


@router.get("")
def list_organizations(_: Platform, paging: Paging) -> PageOut[OrganizationOut]:
    """List all organizations, the newest first."""
    page = organization_service().list_all(paging)
    return PageOut(items=[OrganizationOut.of(listed) for listed in page.items], next_cursor=page.next_cursor)


@router.post("", status_code=status.HTTP_201_CREATED, responses=problems(SlugTaken, TooManyOrganizations))
def create_organization(
    body: NewOrganizationIn, caller: Platform, once: OnceOnly, response: Response
) -> OrganizationOut:
    """Create an organization and invite its first administrator."""
    admin = Invitee(body.admin.email, body.admin.name, (Role.ORG_ADMIN,))
    organization = organization_service().create(caller, body.founding(), admin, once)
    tag(response, organization.revision)
    return OrganizationOut.of(organization)


@router.get("/{org_id}", responses=problems(OrganizationNotFound))
def read_organization(org_id: PathId, caller: SignedIn, response: Response) -> OrganizationOut:
    """Read your organization."""
    organization = organization_service().get(caller, org_id)
    tag(response, organization.revision)
    return OrganizationOut.of(organization)


@router.put("/{org_id}", responses=problems(OrganizationNotFound))
def change_organization(
    org_id: PathId,
    body: OrganizationIn,
    caller: Editor,
    expected: ExpectedRevision,
    response: Response,
) -> OrganizationOut:
    """Change an organization's name or country."""
    changes = body.model_dump(exclude_none=True)
    organization = organization_service().change(caller, org_id, changes, expected=expected)
    tag(response, organization.revision)
    return OrganizationOut.of(organization)


@router.delete(
    "/{org_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(OrganizationNotFound, OrganizationProtected),
)
def delete_organization(org_id: PathId, _: Platform) -> None:
    """Delete an organization for good. Its people lose access within five seconds."""
    organization_service().delete(org_id)


@router.put("/{org_id}/suspension", responses=problems(OrganizationNotFound, OrganizationProtected))
def suspend_organization(org_id: PathId, _: Platform) -> OrganizationOut:
    """Suspend an organization: nobody may act in it, within five seconds, until it is resumed."""
    return OrganizationOut.of(organization_service().suspend(org_id))


@router.delete("/{org_id}/suspension", responses=problems(OrganizationNotFound, OrganizationProtected))
def resume_organization(org_id: PathId, _: Platform) -> OrganizationOut:
    """Let a suspended organization run again."""
    return OrganizationOut.of(organization_service().resume(org_id))


@router.get("/{org_id}/settings", responses=problems(OrganizationNotFound))
def read_settings(org_id: PathId, caller: SignedIn, response: Response) -> SettingsOut:
    """Read your organization's settings."""
    settings = organization_service().settings(caller, org_id)
    tag(response, settings.revision)
    return SettingsOut.of(settings)


@router.put("/{org_id}/settings", responses=problems(OrganizationNotFound))
def change_settings(
    org_id: PathId,
    body: SettingsIn,
    caller: Editor,
    expected: ExpectedRevision,
    response: Response,
) -> SettingsOut:
    """Change an organization's settings. What is left out stays."""
    settings = organization_service().choose(caller, org_id, body.changes(), expected=expected)
    tag(response, settings.revision)
    return SettingsOut.of(settings)


@router.get("/{org_id}/audit-log", responses=problems(OrganizationNotFound))
def list_audit_log(org_id: PathId, caller: Auditor, paging: Paging) -> PageOut[AuditEntryOut]:
    """List what was done in your organization that touches security or money, the newest first."""
    page = organization_service().audit_log(caller, org_id, paging)
    return PageOut(items=[AuditEntryOut.of(entry) for entry in page.items], next_cursor=page.next_cursor)


@router.post(
    "/{org_id}/invitations",
    status_code=status.HTTP_201_CREATED,
    responses=problems(
        OrganizationNotFound, OrganizationProtected, AlreadyAMember, MemberDeactivated, TooManyOrganizations
    ),
)
def invite(
    org_id: PathId,
    body: InvitationIn,
    caller: Inviter,
    _: Annotated[None, limits.invitations],
    once: OnceOnly,
) -> UserOut:
    """Invite somebody by mail. Inviting again sends a new link and ends the one before."""
    invitee = Invitee(body.email, body.name, sorted_roles(body.roles))
    return UserOut.of(invitation_service().invite(caller, org_id, invitee, once), with_email=True)
