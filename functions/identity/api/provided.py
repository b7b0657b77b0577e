"""Services for the signatures of endpoints."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Depends

from functions.identity import wiring
from functions.identity.service.imports import ImportService
from functions.identity.service.invitations import InvitationService
from functions.identity.service.organizations import OrganizationService
from functions.identity.service.passwords import PasswordService
from functions.identity.service.registrations import RegistrationService
from functions.identity.service.sessions import SessionService
from functions.identity.service.sign_in import SignInService
from functions.identity.service.signing import SigningService
from functions.identity.service.users import UserService

T = TypeVar("T")


def _provided(make: Callable[[], T]) -> Any:
    """As a coroutine: FastAPI would start a thread for a plain function."""

    async def provide() -> T:
        return make()

    return Depends(provide)


Imports = Annotated[ImportService, _provided(wiring.import_service)]
Invitations = Annotated[InvitationService, _provided(wiring.invitation_service)]
Organizations = Annotated[OrganizationService, _provided(wiring.organization_service)]
Passwords = Annotated[PasswordService, _provided(wiring.password_service)]
Registrations = Annotated[RegistrationService, _provided(wiring.registration_service)]
Sessions = Annotated[SessionService, _provided(wiring.session_service)]
SignIns = Annotated[SignInService, _provided(wiring.sign_in_service)]
Signing = Annotated[SigningService, _provided(wiring.signing_service)]
Users = Annotated[UserService, _provided(wiring.user_service)]
