"""Puts identity's services together with what they really work on."""

from typing import TYPE_CHECKING

from functions.identity.gateways.files import ImportFiles
from functions.identity.gateways.hashing import Argon2id
from functions.identity.repository.attempts import AttemptsRepository
from functions.identity.repository.keys import KeyRepository
from functions.identity.repository.memberships import MembershipRepository
from functions.identity.repository.people import PeopleRepository
from functions.identity.repository.registrations import RegistrationRepository
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
from shared.mail import Ses

if TYPE_CHECKING:
    from functions.identity.service.correspondence import CorrespondenceService


def registration_service() -> RegistrationService:
    """Registering and proving addresses."""
    return RegistrationService(RegistrationRepository(), PeopleRepository(), Argon2id())


def sign_in_service() -> SignInService:
    """Sessions from beginning to end."""
    return SignInService(PeopleRepository(), MembershipRepository(), _credentials(), signing_service())


def password_service() -> PasswordService:
    """Setting other passwords."""
    return PasswordService(PeopleRepository(), RegistrationRepository(), _credentials(), Argon2id())


def invitation_service() -> InvitationService:
    """Inviting and accepting."""
    return InvitationService(PeopleRepository(), Argon2id())


def import_service() -> ImportService:
    """Inviting many from a file."""
    return ImportService(PeopleRepository(), invitation_service(), ImportFiles())


def user_service() -> UserService:
    """Members, and oneself."""
    return UserService(PeopleRepository(), MembershipRepository())


def organization_service() -> OrganizationService:
    """Organizations."""
    return OrganizationService(PeopleRepository(), invitation_service())


def session_service() -> SessionService:
    """One's own sessions."""
    return SessionService(PeopleRepository())


def signing_service() -> SigningService:
    """The keys behind access tokens."""
    return SigningService(KeyRepository())


def platform_service() -> PlatformService:
    """Who runs the platform."""
    return PlatformService(PeopleRepository(), invitation_service(), Argon2id())


def correspondence_service() -> "CorrespondenceService":
    """Mails."""
    # Imported late: letters in all languages are for the event door alone.
    from functions.identity.service.correspondence import CorrespondenceService

    return CorrespondenceService(RegistrationRepository(), PeopleRepository(), Ses())


def _credentials() -> CredentialService:
    return CredentialService(AttemptsRepository(), Argon2id())
