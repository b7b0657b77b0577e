"""Puts identity's services together with what they really work on.

A service is imported when it is first asked for: a function starts for one request, which needs one or two of them.
"""

from typing import TYPE_CHECKING

from functions.identity.gateways.hashing import Argon2id
from functions.identity.repository.attempts import AttemptsRepository
from functions.identity.repository.keys import KeyRepository
from functions.identity.repository.memberships import MembershipRepository
from functions.identity.repository.people import PeopleRepository
from functions.identity.repository.registrations import RegistrationRepository

if TYPE_CHECKING:
    from functions.identity.service.correspondence import CorrespondenceService
    from functions.identity.service.credentials import CredentialService
    from functions.identity.service.imports import ImportService
    from functions.identity.service.invitations import InvitationService
    from functions.identity.service.organizations import OrganizationService
    from functions.identity.service.passwords import PasswordService
    from functions.identity.service.platform import PlatformService
    from functions.identity.service.registrations import RegistrationService
    from functions.identity.service.sessions import SessionService
    from functions.identity.service.sign_in import SignInService
    from functions.identity.service.signing import SigningService
    from functions.identity.service.users import UserService


def registration_service() -> "RegistrationService":
    """Registering and proving addresses."""
    from functions.identity.service.registrations import RegistrationService

    return RegistrationService(RegistrationRepository(), PeopleRepository(), Argon2id())


def sign_in_service() -> "SignInService":
    """Sessions from beginning to end."""
    from functions.identity.service.sign_in import SignInService

    return SignInService(PeopleRepository(), MembershipRepository(), _credential_service(), signing_service())


def password_service() -> "PasswordService":
    """Setting other passwords."""
    from functions.identity.service.passwords import PasswordService

    return PasswordService(PeopleRepository(), RegistrationRepository(), _credential_service(), Argon2id())


def invitation_service() -> "InvitationService":
    """Inviting and accepting."""
    from functions.identity.service.invitations import InvitationService

    return InvitationService(PeopleRepository(), Argon2id())


def import_service() -> "ImportService":
    """Inviting many from a file."""
    from functions.identity.gateways.files import ImportFiles
    from functions.identity.service.imports import ImportService

    return ImportService(PeopleRepository(), invitation_service(), ImportFiles())


def user_service() -> "UserService":
    """Members, and oneself."""
    from functions.identity.service.users import UserService

    return UserService(PeopleRepository(), MembershipRepository())


def organization_service() -> "OrganizationService":
    """Organizations."""
    from functions.identity.service.organizations import OrganizationService

    return OrganizationService(PeopleRepository(), invitation_service())


def session_service() -> "SessionService":
    """One's own sessions."""
    from functions.identity.service.sessions import SessionService

    return SessionService(PeopleRepository())


def signing_service() -> "SigningService":
    """The keys behind access tokens."""
    from functions.identity.service.signing import SigningService

    return SigningService(KeyRepository())


def platform_service() -> "PlatformService":
    """Who runs the platform."""
    from functions.identity.service.platform import PlatformService

    return PlatformService(PeopleRepository(), invitation_service(), Argon2id())


def correspondence_service() -> "CorrespondenceService":
    """Mails."""
    from functions.identity.service.correspondence import CorrespondenceService
    from shared.mail import Ses

    return CorrespondenceService(RegistrationRepository(), PeopleRepository(), Ses())


def _credential_service() -> "CredentialService":
    from functions.identity.service.credentials import CredentialService

    return CredentialService(AttemptsRepository(), Argon2id())
