"""Which mail goes to whom, once something was told.

Names and links are looked up and made here; events carry only ids.
"""

from urllib.parse import urlencode

from functions.identity.domain.links import Purpose, link_token
from functions.identity.domain.members import MemberStatus
from functions.identity.domain.people import Account
from functions.identity.errors import OrganizationNotFound
from functions.identity.gateways.safe import token_keys
from functions.identity.repository.people import PeopleRepository
from functions.identity.repository.registrations import RegistrationRepository
from functions.identity.service.letters import Letter, roles_in_words, write
from functions.identity.service.roster import Roster
from shared import settings
from shared.dynamo import undisturbed
from shared.mail import Mailer
from shared.observability import log


class CorrespondenceService:
    """Mails to people. What is no longer so when the news arrives is not written about."""

    def __init__(self, registrations: RegistrationRepository, people: PeopleRepository, mailer: Mailer) -> None:
        self._registrations = registrations
        self._people = people
        self._mailer = mailer

    def confirm_registration(self, registration_id: str) -> None:
        """To whom the address belongs: a link, or word that there is nothing to confirm."""
        registration = self._registrations.find(registration_id)
        if registration is None:
            return
        account = self._people.find_account(registration.email)
        link = _link("/verify-email", Purpose.REGISTRATION, registration_id)
        if registration.founds:
            letter, locale, organization = (
                Letter.CONFIRM_ORGANIZATION,
                registration.founds.locale,
                registration.founds.name,
            )
        else:
            roster = Roster(registration.org_id)
            found, chosen = roster.organization.get_with_settings()
            locale, organization = chosen.locale, found.name
            letter = self._confirmation(roster, account)
            if letter is Letter.ALREADY_MEMBER:
                link = _page("/login")
        self._send(letter, locale, registration.email, link, name=registration.name, organization=organization)

    def send_reset(self, reset_id: str) -> None:
        """A link to set a new password, if the address is anybody's; it replaces every link before."""
        if undisturbed(lambda: self._let_reset(reset_id)):
            request = self._registrations.find_reset(reset_id)
            account = self._people.find_account(request.email) if request else None
            if account:
                self._to_person(
                    account.user_id, Letter.RESET_PASSWORD, _link("/reset-password", Purpose.PASSWORD_RESET, reset_id)
                )

    def invite(self, org_id: str, user_id: str, invitation_id: str) -> None:
        """The invitation, unless another one followed or it was accepted meanwhile."""
        roster = Roster(org_id)
        member = roster.members.find(user_id)
        if member is None or member.invitation_id != invitation_id:
            return
        try:
            organization, chosen = roster.organization.get_with_settings()
        except OrganizationNotFound:
            return
        self._send(
            Letter.INVITATION,
            chosen.locale,
            member.email,
            _link("/accept-invitation", Purpose.INVITATION, org_id, user_id, invitation_id),
            name=member.name,
            organization=organization.name,
            roles=roles_in_words(member.roles, chosen.locale),
        )

    def tell_password_changed(self, user_id: str) -> None:
        """Word to the person, in case it was somebody else."""
        self._to_person(user_id, Letter.PASSWORD_CHANGED, _page("/forgot-password"))

    def tell_session_ended(self, user_id: str) -> None:
        """Word to the person whose refresh token was used twice."""
        self._to_person(user_id, Letter.SESSION_ENDED, _page("/login"))

    def _confirmation(self, roster: Roster, account: Account | None) -> Letter:
        member = roster.members.find(account.user_id) if account else None
        if member and member.status is not MemberStatus.INVITED:
            return Letter.ALREADY_MEMBER
        return Letter.CONFIRM_KNOWN if account and account.password_hash else Letter.CONFIRM

    def _let_reset(self, reset_id: str) -> bool:
        """Let the account be reset by this request, unless there was a later one. Says whether it may."""
        request = self._registrations.find_reset(reset_id)
        account = self._people.find_account(request.email) if request else None
        if account is None or account.password_hash is None:
            return False
        if account.reset_id is None or account.reset_id < reset_id:
            self._people.save_account(account.model_copy(update={"reset_id": reset_id}))
            return True
        return account.reset_id == reset_id

    def _to_person(self, user_id: str, letter: Letter, link: str) -> None:
        person = self._people.find_person(user_id)
        if person:
            self._send(letter, person.locale, person.email, link, name=person.name)

    def _send(self, letter: Letter, locale: str, to: str, link: str, **facts: str) -> None:
        self._mailer.send(write(letter, locale, to=to, link=link, **facts))
        log("mail.sent", letter=letter)


def _link(path: str, purpose: Purpose, *ids: str) -> str:
    return f"{_page(path)}?{urlencode({'token': link_token(token_keys()[0], purpose, *ids)})}"


def _page(path: str) -> str:
    return settings.public_url() + path
