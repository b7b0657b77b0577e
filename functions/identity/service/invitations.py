"""Inviting people, and accepting."""

from collections.abc import Sequence

from events import identity as told
from functions.identity.domain.audit import Act
from functions.identity.domain.links import Purpose, opened_link
from functions.identity.domain.members import INVITED_FOR, Invitee, Member, MemberStatus
from functions.identity.domain.organizations import PLATFORM_ID, Settings
from functions.identity.domain.passwords import require_good_password
from functions.identity.domain.people import Account, Person
from functions.identity.errors import (
    AlreadyAMember,
    LinkNotValid,
    MemberDeactivated,
    OrganizationProtected,
    PasswordNeeded,
)
from functions.identity.gateways.hashing import Hasher
from functions.identity.gateways.safe import token_keys
from functions.identity.repository.access import forget_access
from functions.identity.repository.people import PeopleRepository
from functions.identity.service.border import reachable
from functions.identity.service.roster import Roster
from functions.identity.tables.members import ReceiptRow
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import Transaction, undisturbed
from shared.errors import FieldError
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.ids import new_id
from shared.observability import note_actor


class InvitationService:
    """How administrators bring people into their organization."""

    def __init__(self, people: PeopleRepository, hasher: Hasher) -> None:
        self._people = people
        self._hasher = hasher

    def invite(self, caller: Caller, org_id: str, invitee: Invitee, once: Once) -> Member:
        """Invite somebody, or invite them again: the link before is worth nothing from then on.

        The answer does not tell whether the person is known elsewhere. Raises ``AlreadyAMember`` or
        ``MemberDeactivated``.
        """
        roster = Roster(reachable(caller, org_id))
        if org_id == PLATFORM_ID:
            raise OrganizationProtected
        return roster.members.get(undisturbed(lambda: self._invite(roster, invitee, once)))

    def accept(self, token: str, *, name: str | None, password: str | None) -> None:
        """Become an active member by link. Whoever's address was never proven must set a password.

        Raises ``LinkNotValid`` when it was used, replaced or is too old.
        """
        org_id, user_id, invitation_id = opened_link(token_keys(), Purpose.INVITATION, token)
        roster = Roster(org_id)
        member = self._invited(roster, user_id, invitation_id)
        account = self._people.find_account(member.email)
        if account is None:
            raise LinkNotValid
        hashed = None
        if account.password_hash is None:
            if password is None:
                fault = FieldError("/password", "password_needed", "Choose a password.")
                raise PasswordNeeded("Choose a password.", errors=[fault])
            organization = roster.organization.get()
            about = (name or member.name, member.email, organization.name, organization.slug)
            require_good_password(password, about=about)
            hashed = self._hasher.hash(password)
        note_actor(user_id)
        undisturbed(lambda: self._accept(roster, user_id, invitation_id, name, hashed))
        forget_access(user_id)

    def take_in(
        self,
        transaction: Transaction,
        roster: Roster,
        person: Person,
        member: Member,
        *,
        tells: Sequence[DomainEvent] = (),
    ) -> None:
        """Add to a transaction what makes somebody an invited member: as drafted by ``drafted``."""
        if not person.revision:
            self._people.put_account(transaction, Account(email=person.email, user_id=person.user_id))
        self._people.put_person(transaction, person)
        roster.add(transaction, member, tells=[*tells, _invited_event(member)])

    def _invite(self, roster: Roster, invitee: Invitee, once: Once) -> str:
        _, settings = roster.organization.get_with_settings()
        account = self._people.find_account(invitee.email)
        before = roster.members.find(account.user_id) if account else None
        if before:
            return self._invite_again(roster, before, invitee, once)
        known = self._people.get_person(account.user_id) if account else None
        person, member = drafted(invitee, known, roster.org_id, settings)

        def write(transaction: Transaction) -> None:
            self.take_in(transaction, roster, person, member)
            roster.audit.record(transaction, Act.MEMBER_INVITED, person.user_id, roles=[*invitee.roles])

        return once.perform(roster.members, ReceiptRow, person.user_id, write)

    def _invite_again(self, roster: Roster, before: Member, invitee: Invitee, once: Once) -> str:
        if before.status is MemberStatus.ACTIVE:
            raise AlreadyAMember(user_id=before.user_id)
        if before.status is MemberStatus.DEACTIVATED and before.joined_at:
            raise MemberDeactivated(user_id=before.user_id)
        again = before.invited_again(new_id("inv"), invitee.roles, invitee.name, system_clock.now())

        def write(transaction: Transaction) -> None:
            roster.change(transaction, before, again, tells=[_invited_event(again)])
            roster.audit.record(transaction, Act.MEMBER_INVITED, before.user_id, roles=[*invitee.roles])

        return once.perform(roster.members, ReceiptRow, before.user_id, write)

    def _invited(self, roster: Roster, user_id: str, invitation_id: str) -> Member:
        member = roster.members.find(user_id)
        if member is None or not member.may_accept(invitation_id, system_clock.now()):
            raise LinkNotValid
        return member

    def _accept(self, roster: Roster, user_id: str, invitation_id: str, name: str | None, hashed: str | None) -> None:
        roster.organization.get()
        member = self._invited(roster, user_id, invitation_id)
        account = self._people.find_account(member.email)
        now = system_clock.now()
        joined = member.joined(now).model_copy(update={"name": name or member.name})
        events: list[DomainEvent] = []
        with self._people.transaction() as transaction:
            if account and account.password_hash is None and hashed:
                self._people.put_account(transaction, account.model_copy(update={"password_hash": hashed}))
                person = self._people.get_person(user_id)
                renamed = person.model_copy(update={"name": name or person.name, "updated_at": now})
                self._people.put_person(transaction, renamed)
                events.append(told.PersonRegistered(user_id=user_id))
            events.append(told.MemberJoined(user_id=user_id, roles=[*joined.roles]))
            roster.change(transaction, member, joined, tells=events)
            roster.audit.record(transaction, Act.MEMBER_JOINED, user_id)


def drafted(invitee: Invitee, known: Person | None, org_id: str, settings: Settings) -> tuple[Person, Member]:
    """The person and the member that an invitation makes. Raises ``TooManyOrganizations``."""
    now = system_clock.now()
    person = known.joining(org_id) if known else None
    person = person or Person(
        user_id=new_id("usr"),
        email=invitee.email,
        name=invitee.name,
        locale=settings.locale,
        time_zone=settings.time_zone,
        org_ids=(org_id,),
        created_at=now,
        updated_at=now,
    )
    member = Member(
        user_id=person.user_id,
        email=person.email,
        name=invitee.name,
        roles=invitee.roles,
        status=MemberStatus.INVITED,
        invitation_id=new_id("inv"),
        invited_until=now + INVITED_FOR,
        created_at=now,
        updated_at=now,
    )
    return person, member


def _invited_event(member: Member) -> DomainEvent:
    return told.MemberInvited(user_id=member.user_id, invitation_id=member.invitation_id or "", roles=[*member.roles])
