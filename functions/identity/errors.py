"""What can go wrong in identity, as types."""

from shared.errors import Conflict, Forbidden, Gone, NotFound, TooManyRequests, Unauthenticated, Unprocessable


class TokenRefused(Unauthenticated):
    """The access token is not one of ours, or its time is over."""


class SessionOver(Unauthenticated):
    """This session has ended. Sign in again."""


class NotAMember(Forbidden):
    """You are not an active member of this organization."""


class OrganizationNotActive(Forbidden):
    """This organization is suspended."""


class CredentialsRefused(Unauthenticated):
    """The e-mail address or the password is not right."""


class RefreshTokenRefused(Unauthenticated):
    """This refresh token is not valid, or no longer. Sign in again."""


class RefreshTokenReused(RefreshTokenRefused):
    """This refresh token was used before, so the session has been ended. Sign in again."""


class RefreshedElsewhere(Conflict):
    """The same refresh token is being used by another request at this moment. Use what that one brings."""


class LinkNotValid(Gone):
    """This link was used before, has been replaced by a newer one, or its time is over."""


class PasswordNotAccepted(Unprocessable):
    """This password is too easy to guess."""


class PasswordWrong(Forbidden):
    """The current password is not right."""


class PersonNotFound(NotFound):
    """There is no such person in this organization."""


class SessionNotFound(NotFound):
    """There is no such session of yours."""


class OrganizationNotFound(NotFound):
    """There is no such organization."""


class SlugTaken(Conflict):
    """Another organization has this name in its address."""


class AlreadyAMember(Conflict):
    """This person is already a member of the organization."""


class MemberDeactivated(Conflict):
    """This person was deactivated here. Set the status to active instead."""


class MemberNotYetJoined(Conflict):
    """This person has not accepted the invitation yet."""


class LastAdministrator(Conflict):
    """An organization keeps at least one administrator."""


class TooManyOrganizations(Conflict):
    """This person belongs to as many organizations as one can."""


class RegistrationClosed(Forbidden):
    """This organization admits people by invitation only."""


class OrganizationProtected(Conflict):
    """The platform's own organization stays as it is."""


class ImportNotReadable(Unprocessable):
    """The file is not a list of people as it must be."""


class TooManyAttempts(TooManyRequests):
    """Too many wrong attempts. Wait, or set a new password by mail."""


class PasswordNeeded(Unprocessable):
    """Choose a password: this address has none yet."""


class ProfileNotPossible(Conflict):
    """Only tutors have a profile."""
