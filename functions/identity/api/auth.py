"""Registering, signing in and out, and who one is."""

from fastapi import Request, status

from functions.identity.api import limits
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
from functions.identity.wiring import invitation_service, registration_service, sign_in_service, user_service
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
def register_organization(body: RegisterOrganizationIn, _: Anyone) -> RegisteredOut:
    """Register an organization, with yourself as its administrator.

    Nothing is made until the link in the mail is followed. The answer is the same whether or not the address is known.
    """
    limits.count_mail(body.email)
    founding = body.organization.founding()
    registration_service().register_organization(founding, name=body.name, email=body.email, password=body.password)
    return RegisteredOut(status="verification_sent")


@router.post(
    "/register",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[limits.registrations],
    responses=problems(OrganizationNotFound, RegistrationClosed, PasswordNotAccepted),
)
def register(body: RegisterIn, _: Anyone) -> RegisteredOut:
    """Register as a student of an organization that takes registrations.

    Nothing is made until the link in the mail is followed. The answer is the same whether or not the address is known.
    """
    limits.count_mail(body.email)
    registration_service().register(body.organization, name=body.name, email=body.email, password=body.password)
    return RegisteredOut(status="verification_sent")


@router.post(
    "/verify-email",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[limits.links],
    responses=problems(LinkNotValid, SlugTaken, OrganizationNotFound, MemberDeactivated, TooManyOrganizations),
)
def verify_email(body: LinkIn, _: Anyone) -> None:
    """Prove an address by the link that was mailed to it, which completes the registration. Works once."""
    registration_service().confirm(body.token)


@router.post(
    "/accept-invitation",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[limits.links],
    responses=problems(LinkNotValid, PasswordNeeded, PasswordNotAccepted, OrganizationNotFound),
)
def accept_invitation(body: AcceptInvitationIn, _: Anyone) -> None:
    """Accept an invitation by the link that was mailed. Works once."""
    invitation_service().accept(body.token, name=body.name, password=body.password)


@router.post("/login", responses=problems(CredentialsRefused, TooManyAttempts, NotAMember, OrganizationNotActive))
def sign_in(body: SignInIn, _: Anyone, request: Request) -> LiveSessionOut:
    """Sign in with an e-mail address and a password.

    After ten wrong attempts one waits, longer each time, up to 15 minutes; setting a new password by mail ends the
    waiting.
    """
    session = sign_in_service().sign_in(body.email, body.password, body.organization, limits.device_of(request))
    return LiveSessionOut.of(session)


@router.post(
    "/refresh",
    responses=problems(RefreshTokenRefused, RefreshTokenReused, RefreshedElsewhere, NotAMember, OrganizationNotActive),
)
def refresh(body: RefreshIn, _: Anyone) -> LiveSessionOut:
    """Get new tokens for a refresh token, which is used up by it.

    A refresh token that comes a second time was copied: its session ends, and the person gets a mail.
    """
    return LiveSessionOut.of(sign_in_service().refresh(body.refresh_token))


@router.put("/organization", responses=problems(NotAMember, OrganizationNotActive, RefreshedElsewhere))
def switch_organization(body: OrganizationChoiceIn, caller: SignedIn) -> LiveSessionOut:
    """Go on in another of your organizations, with new tokens. The ones before are worth nothing."""
    return LiveSessionOut.of(sign_in_service().change_organization(caller, body.organization_id))


@router.post("/logout", status_code=status.HTTP_204_NO_CONTENT)
def sign_out(caller: SignedIn) -> None:
    """Sign out: end this session, its access and refresh tokens included."""
    sign_in_service().sign_out(caller)


@router.get("/me")
def read_self(caller: SignedIn) -> SelfOut:
    """See who is signed in, where, as what, and what that allows."""
    return SelfOut.of(user_service().me(caller), caller.session_id, permissions_of(caller.roles))
