"""Identity's event door: it hears itself, and writes mails or starts workflows.

A mail may be sent twice when an event is delivered twice; it then brings the same link, which is good once.
"""

from events.identity import (
    MemberImportRequested,
    MemberInvited,
    PasswordChanged,
    PasswordResetRequested,
    RefreshTokenReused,
    RegistrationRequested,
)
from functions.identity.manifest import IDENTITY
from functions.identity.wiring import correspondence_service
from shared.events import Envelope
from shared.listening import Listener
from shared.workflows import StepFunctions

listener = Listener(IDENTITY)


@listener.on(RegistrationRequested)
def ask_for_confirmation(told: Envelope[RegistrationRequested]) -> None:
    """Safe to repeat: the link of a registration is always the same."""
    correspondence_service().confirm_registration(told.data.registration_id)


@listener.on(PasswordResetRequested)
def send_reset_link(told: Envelope[PasswordResetRequested]) -> None:
    """Safe to repeat: a request that was used or followed by another lets nobody in again."""
    correspondence_service().send_reset(told.data.reset_id)


@listener.on(PasswordChanged)
def warn_of_changed_password(told: Envelope[PasswordChanged]) -> None:
    """Safe to repeat: a warning."""
    correspondence_service().tell_password_changed(told.data.user_id)


@listener.on(RefreshTokenReused)
def warn_of_stolen_session(told: Envelope[RefreshTokenReused]) -> None:
    """Safe to repeat: a warning."""
    correspondence_service().tell_session_ended(told.data.user_id)


@listener.on(MemberInvited)
def send_invitation(told: Envelope[MemberInvited]) -> None:
    """Safe to repeat: the link of an invitation is always the same, and one that was accepted is not sent."""
    correspondence_service().invite(told.org_id, told.data.user_id, told.data.invitation_id)


@listener.on(MemberImportRequested)
def start_import(told: Envelope[MemberImportRequested]) -> None:
    """Safe to repeat: a workflow starts once under the job's name."""
    StepFunctions().start("member_import", told.data.job_id, {"org_id": told.org_id, "job_id": told.data.job_id})


handler = listener.handler
