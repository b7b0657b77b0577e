"""The platform's own organization, and those who run everything. Only its operators come here, never a request."""

from functions.identity.domain.audit import Act
from functions.identity.domain.members import Invitee, Member
from functions.identity.domain.organizations import PLATFORM_ID, PLATFORM_SLUG, Founding, Settings
from functions.identity.domain.passwords import require_good_password
from functions.identity.domain.people import Account, Person, checked_name, normalized_email
from functions.identity.errors import OrganizationNotFound
from functions.identity.gateways.hashing import Hasher
from functions.identity.repository.organizations import AllOrganizations
from functions.identity.repository.people import PeopleRepository
from functions.identity.service.invitations import InvitationService, drafted
from functions.identity.service.roster import Roster
from shared.clock import system_clock
from shared.dynamo import Transaction, undisturbed
from shared.permissions import Role

PLATFORM = Founding(
    name="Platform", slug=PLATFORM_SLUG, country="IN", time_zone="Asia/Kolkata", locale="en", currency="INR"
)


class PlatformService:
    """Who runs the platform. The first of them founds its organization. Safe to repeat: who is one already stays so."""

    def __init__(self, people: PeopleRepository, invitations: InvitationService, hasher: Hasher) -> None:
        self._people = people
        self._invitations = invitations
        self._hasher = hasher
        self._roster = Roster(PLATFORM_ID)

    def invite_admin(self, email: str, name: str) -> str:
        """Invite somebody to run the platform, who chooses a password by the link in the mail;

        returns the user's id.
        """
        return undisturbed(lambda: self._add(normalized_email(email), checked_name(name), None))

    def make_admin(self, email: str, name: str, password: str) -> str:
        """Make somebody run the platform at once; returns the user's id. A password that exists stays as it is."""
        address = normalized_email(email)
        require_good_password(password, about=(name, address))
        hashed = self._hasher.hash(password)
        return undisturbed(lambda: self._add(address, checked_name(name), hashed))

    def _add(self, email: str, name: str, hashed: str | None) -> str:
        account = self._people.find_account(email)
        if account and self._roster.members.find(account.user_id):
            return account.user_id
        known = self._people.get_person(account.user_id) if account else None
        with self._people.transaction() as transaction:
            settings = self._settings(transaction)
            person, member = drafted(Invitee(email, name, (Role.PLATFORM_ADMIN,)), known, PLATFORM_ID, settings)
            if hashed is None:
                self._invitations.take_in(transaction, self._roster, person, member)
            else:
                self._take_in_at_once(transaction, account, person, member, hashed)
            self._roster.audit.record(transaction, Act.MEMBER_INVITED, person.user_id, roles=[*member.roles])
        return person.user_id

    def _take_in_at_once(
        self, transaction: Transaction, account: Account | None, person: Person, member: Member, hashed: str
    ) -> None:
        if account is None or account.password_hash is None:
            known = account or Account(email=person.email, user_id=person.user_id)
            self._people.put_account(transaction, known.model_copy(update={"password_hash": hashed}))
        self._people.put_person(transaction, person)
        self._roster.add(transaction, member.joined(system_clock.now()))

    def _settings(self, transaction: Transaction) -> Settings:
        """The platform's settings; its organization is founded where there is none."""
        try:
            return self._roster.organization.get_with_settings()[1]
        except OrganizationNotFound:
            now = system_clock.now()
            organization, settings = PLATFORM.organization(PLATFORM_ID, now), PLATFORM.settings(now)
            self._roster.organization.put(transaction, organization)
            self._roster.organization.put_settings(transaction, settings)
            AllOrganizations().add(transaction, organization, settings)
            return settings
