"""What following a registration's link makes: a person, a member, perhaps an organization; all in one transaction."""

from dataclasses import dataclass

from events import identity as told
from functions.identity.domain.audit import Act
from functions.identity.domain.members import Member, MemberStatus
from functions.identity.domain.organizations import Founding
from functions.identity.domain.people import Account, Person
from functions.identity.domain.registrations import Registration
from functions.identity.errors import LinkNotValid, MemberDeactivated, SlugTaken
from functions.identity.repository.organizations import AllOrganizations
from functions.identity.repository.people import PeopleRepository
from functions.identity.service.roster import Roster
from shared.clock import system_clock
from shared.dynamo import Transaction
from shared.events import DomainEvent
from shared.permissions import Role


@dataclass(frozen=True, slots=True)
class Confirming:
    """One registration whose address is proven now. ``account`` and ``person`` are there if the address was known."""

    people: PeopleRepository
    transaction: Transaction
    registration: Registration
    account: Account | None
    person: Person | None

    def found(self, founding: Founding) -> None:
        """Found the organization, with the registered person as its administrator. Raises ``SlugTaken``."""
        org_id, now = self.registration.org_id, system_clock.now()
        taken = AllOrganizations().find_by_slug(founding.slug)
        if taken and taken.org_id == org_id:
            raise LinkNotValid
        if taken:
            raise SlugTaken(slug=founding.slug)
        roster = Roster(org_id)
        organization, settings = founding.organization(org_id, now), founding.settings(now)
        roster.organization.put(self.transaction, organization)
        roster.organization.put_settings(self.transaction, settings)
        AllOrganizations().add(self.transaction, organization, settings)
        roster.audit.record(self.transaction, Act.ORGANIZATION_REGISTERED, org_id)
        self._take_in(roster, Role.ORG_ADMIN, told.OrganizationRegistered(organization_id=org_id))

    def join(self) -> None:
        """Join the organization as a student, or as what one was invited as. Raises ``MemberDeactivated``."""
        roster = Roster(self.registration.org_id)
        roster.organization.get()
        member = roster.members.find(self.account.user_id) if self.account else None
        if member is None:
            self._take_in(roster, Role.STUDENT)
        elif member.status is MemberStatus.DEACTIVATED:
            raise MemberDeactivated
        elif member.status is MemberStatus.INVITED:
            # Who proves the address may as well have followed the invitation that was sent to it.
            joined = member.joined(system_clock.now())
            events = [*self._prove(roster), told.MemberJoined(user_id=member.user_id, roles=[*joined.roles])]
            roster.change(self.transaction, member, joined, tells=events)
            roster.audit.record(self.transaction, Act.MEMBER_JOINED, member.user_id)

    def _take_in(self, roster: Roster, role: Role, *before: DomainEvent) -> None:
        now = system_clock.now()
        member = Member(
            user_id=self.account.user_id if self.account else self.registration.user_id,
            email=self.registration.email,
            name=self.registration.name,
            roles=(role,),
            status=MemberStatus.ACTIVE,
            joined_at=now,
            created_at=now,
            updated_at=now,
        )
        events = [*before, *self._prove(roster), told.MemberJoined(user_id=member.user_id, roles=[role])]
        roster.add(self.transaction, member, tells=events)
        roster.audit.record(self.transaction, Act.MEMBER_JOINED, member.user_id)

    def _prove(self, roster: Roster) -> list[DomainEvent]:
        """The address is proven. A password that exists stays: the form could be anybody's."""
        registration = self.registration
        account = self.account or Account(email=registration.email, user_id=registration.user_id)
        person = (self.person or self._new_person(roster)).joining(roster.org_id)
        if person != self.person:
            self.people.put_person(self.transaction, person)
        if account.password_hash:
            return []
        proven = account.model_copy(update={"password_hash": registration.password_hash})
        self.people.put_account(self.transaction, proven)
        return [told.PersonRegistered(user_id=person.user_id)]

    def _new_person(self, roster: Roster) -> Person:
        registration, now = self.registration, system_clock.now()
        chosen = registration.founds or roster.organization.get_settings()
        return Person(
            user_id=registration.user_id,
            email=registration.email,
            name=registration.name,
            locale=chosen.locale,
            time_zone=chosen.time_zone,
            created_at=now,
            updated_at=now,
        )
