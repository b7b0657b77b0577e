"""Registering, signing in and out, and who one is."""

from fastapi import Request, status

from functions.identity.api import limits
from functions.identity.api.provided import Invitations, Registrations, SignIns, Users
from functions.identity.domain.rights import permissions_of
from functions.identity.errors import (
    CredentialsRefused,
    LinkNotValid,
    MemberDeactivated,
    NotAMember,
    OrganizationNotActive,
    OrganizationNotFound,
    PasswordNeeded,
    PasswordNotAccepted,
    RefreshedElsewhere,
    RefreshTokenRefused,
    RefreshTokenReused,
    RegistrationClosed,
    SlugTaken,
    TooManyAttempts,
    TooManyOrganizations,
)
from functions.identity.schemas.auth import LiveSessionOut, OrganizationChoiceIn, RefreshIn, SelfOut, SignInIn
from functions.identity.schemas.registrations import (
    AcceptInvitationIn,
    LinkIn,
    RegisteredOut,
    RegisterIn,
    RegisterOrganizationIn,
)
from shared.auth import Anyone, SignedIn
from shared.contract import problems
from shared.http import api_router

router = api_router("/auth", tag="Signing in")


@router.post(
    "/register/organization",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[limits.registrations],
    responses=problems(SlugTaken, PasswordNotAccepted),
)
def register_organization(body: RegisterOrganizationIn, _: Anyone, registrations: Registrations) -> RegisteredOut:
    """Register an organization, with yourself as its administrator.

    Nothing is made until the link in the mail is followed. The answer is the same whether or not the address is known.
    """
    limits.count_mail(body.email)
    founding = body.organization.founding()
    registrations.register_organization(founding, name=body.name, email=body.email, password=body.password)
    return RegisteredOut(status="verification_sent")


@router.post(
    "/register",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[limits.registrations],
    responses=problems(OrganizationNotFound, RegistrationClosed, PasswordNotAccepted),
)
def register(body: RegisterIn, _: Anyone, registrations: Registrations) -> RegisteredOut:
    """Register as a student of an organization that takes registrations.

    Nothing is made until the link in the mail is followed. The answer is the same whether or not the address is known.
    """
    limits.count_mail(body.email)
    registrations.register(body.organization, name=body.name, email=body.email, password=body.password)
    return RegisteredOut(status="verification_sent")


@router.post(
    "/verify-email",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[limits.links],
    responses=problems(LinkNotValid, SlugTaken, OrganizationNotFound, MemberDeactivated, TooManyOrganizations),
)
def verify_email(body: LinkIn, _: Anyone, registrations: Registrations) -> None:
    """Prove an address by the link that was mailed to it, which completes the registration. Works once."""
    registrations.confirm(body.token)


@router.post(
    "/accept-invitation",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[limits.links],
    responses=problems(LinkNotValid, PasswordNeeded, PasswordNotAccepted, OrganizationNotFound),
)
def accept_invitation(body: AcceptInvitationIn, _: Anyone, invitations: Invitations) -> None:
    """Accept an invitation by the link that was mailed. Works once."""
    invitations.accept(body.token, name=body.name, password=body.password)


@router.post("/login", responses=problems(CredentialsRefused, TooManyAttempts, NotAMember, OrganizationNotActive))
def sign_in(body: SignInIn, _: Anyone, request: Request, sign_ins: SignIns) -> LiveSessionOut:
    """Sign in with an e-mail address and a password.

    After ten wrong attempts one waits, longer each time, up to 15 minutes; setting a new password by mail ends the
    waiting.
    """
    session = sign_ins.sign_in(body.email, body.password, body.organization, limits.device_of(request))
    return LiveSessionOut.of(session)


@router.post(
    "/refresh",
    responses=problems(RefreshTokenRefused, RefreshTokenReused, RefreshedElsewhere, NotAMember, OrganizationNotActive),
)
def refresh(body: RefreshIn, _: Anyone, sign_ins: SignIns) -> LiveSessionOut:
    """Get new tokens for a refresh token, which is used up by it.

    A refresh token that comes a second time was copied: its session ends, and the person gets a mail.
    """
    return LiveSessionOut.of(sign_ins.refresh(body.refresh_token))


@router.put("/organization", responses=problems(NotAMember, OrganizationNotActive, RefreshedElsewhere))
def switch_organization(body: OrganizationChoiceIn, caller: SignedIn, sign_ins: SignIns) -> LiveSessionOut:
    """Go on in another of your organizations, with new tokens. The ones before are worth nothing."""
    return LiveSessionOut.of(sign_ins.change_organization(caller, body.organization_id))


@router.post("/logout", status_code=status.HTTP_204_NO_CONTENT)
def sign_out(caller: SignedIn, sign_ins: SignIns) -> None:
    """Sign out: end this session, its access and refresh tokens included."""
    sign_ins.sign_out(caller)


@router.get("/me")
def read_self(caller: SignedIn, users: Users) -> SelfOut:
    """See who is signed in, where, as what, and what that allows."""
    return SelfOut.of(users.me(caller), caller.session_id, permissions_of(caller.roles))
