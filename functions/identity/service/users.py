"""People as their organization sees them, and as they see themselves."""

from collections.abc import Mapping

from events import identity as told
from functions.identity.domain.audit import Act
from functions.identity.domain.members import ANY, Member, MemberStatus, Profile, sorting_name
from functions.identity.domain.organizations import PLATFORM_ID
from functions.identity.domain.people import Person
from functions.identity.errors import OrganizationProtected, PersonNotFound, ProfileNotPossible
from functions.identity.permissions import LIST_MEMBERS, MANAGE_MEMBERS, SEE_ADDRESSES
from functions.identity.repository.access import forget_access
from functions.identity.repository.members import MemberRepository
from functions.identity.repository.memberships import MembershipRepository, Self
from functions.identity.repository.people import PeopleRepository
from functions.identity.service.finding import Found
from functions.identity.service.roster import Roster
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.errors import Forbidden, PreconditionFailed
from shared.events import DomainEvent
from shared.listing import Listed
from shared.pagination import PageRequest
from shared.permissions import Role


class UserService:
    """The members of the caller's organization. Another organization's are not found."""

    def __init__(self, people: PeopleRepository, memberships: MembershipRepository) -> None:
        self._people = people
        self._memberships = memberships

    def me(self, caller: Caller) -> Self:
        """The caller, in one call."""
        return self._memberships.get_self(caller.user_id, caller.org_id)

    def change_me(self, caller: Caller, changes: Mapping[str, str], *, expected: int) -> Person:
        """Change what the caller says of themselves. In the present organization they go by that name, too."""
        known = self._memberships.get_self(caller.user_id, caller.org_id)
        person, member, now = known.person, known.member, system_clock.now()
        if person.revision != expected:
            raise PreconditionFailed
        changed = person.edited(changes, now)
        try:
            with self._people.transaction() as transaction:
                self._people.put_person(transaction, changed)
                if member.name != changes.get("name", member.name):
                    renamed = member.edited(now, name=changes["name"], roles=None, status=None)
                    news = [told.MemberRenamed(user_id=member.user_id)]
                    Roster(caller.org_id).change(transaction, member, renamed, tells=news)
        except ConditionFailed:
            raise PreconditionFailed from None
        return changed.model_copy(update={"revision": person.revision + 1})

    def find(
        self, caller: Caller, *, role: Role | None, status: MemberStatus | None, q: str, paging: PageRequest
    ) -> Found[Member]:
        """Members by role and status, in order of names, and those whose name begins with ``q``.

        Who may see addresses finds by the beginning of an address too: after the names, or at once when it has an
        ``@``.
        """
        members, facet = MemberRepository(caller.org_id), (role or ANY, status or ANY)
        query = f"users|{facet[0]}|{facet[1]}|{sorting_name(q)}"
        start = paging.start(query, org_id=caller.org_id)
        sees_addresses = caller.may(SEE_ADDRESSES)
        if sees_addresses and ("@" in q or (start and (start == _ADDRESSES_NEXT or "gsi1pk" in start))):
            start = None if start == _ADDRESSES_NEXT else start
            page = members.list_by_email(*facet, q.strip().casefold(), limit=paging.limit, start=start)
            items = [member for member in page.items if "@" in q or not member.goes_by(q)]
            return Found.page(Listed(items, page.next_key), query, org_id=caller.org_id)
        page = members.list_by_name(*facet, q, limit=paging.limit, start=start)
        then = _ADDRESSES_NEXT if q and sees_addresses else None
        return Found.page(Listed(page.items, page.next_key or then), query, org_id=caller.org_id)

    def get(self, caller: Caller, user_id: str) -> Member:
        """A member. Who may not list members sees only themselves and the tutors."""
        member = MemberRepository(caller.org_id).get(user_id)
        if user_id != caller.user_id and not caller.may(LIST_MEMBERS) and Role.TUTOR not in member.roles:
            raise Forbidden("You may see yourself and your tutors.")
        return member

    def change(
        self,
        caller: Caller,
        user_id: str,
        *,
        name: str | None,
        roles: tuple[Role, ...] | None,
        status: MemberStatus | None,
        expected: int,
    ) -> Member:
        """Change a member's name here, roles or status. The organization's last administrator stays one."""
        if caller.org_id == PLATFORM_ID and roles is not None:
            raise OrganizationProtected
        roster = Roster(caller.org_id)
        member = roster.members.get(user_id)
        if member.revision != expected:
            raise PreconditionFailed
        after = member.edited(system_clock.now(), name=name, roles=roles, status=status)
        events, acts = _told_of(member, after)
        try:
            with roster.members.transaction() as transaction:
                roster.change(transaction, member, after, tells=events)
                for act in acts:
                    roster.audit.record(transaction, act, user_id, roles=[*after.roles], status=after.status)
        except ConditionFailed:
            raise PreconditionFailed from None
        forget_access(user_id)
        return after.model_copy(update={"revision": member.revision + 1})

    def remove(self, caller: Caller, user_id: str) -> None:
        """Let a member go. What they were in other organizations stays. The last administrator cannot go."""
        roster = Roster(caller.org_id)
        roster.members.get(user_id)

        def go() -> None:
            member = roster.members.find(user_id)
            if member is None:
                return
            person = self._people.get_person(user_id)
            with self._people.transaction() as transaction:
                roster.remove(transaction, member, tells=[told.MemberRemoved(user_id=user_id)])
                self._people.put_person(transaction, person.leaving(roster.org_id))
                roster.audit.record(transaction, Act.MEMBER_REMOVED, user_id, roles=[*member.roles])

        undisturbed(go)
        forget_access(user_id)

    # -- profiles

    def profile(self, caller: Caller, user_id: str) -> Profile:
        """A tutor's profile, which anybody in the organization may read."""
        member, profile = MemberRepository(caller.org_id).find_profile(user_id)
        if Role.TUTOR not in member.roles:
            raise PersonNotFound(user_id=user_id)
        return profile

    def change_profile(self, caller: Caller, user_id: str, changes: Mapping[str, object], expected: int) -> Profile:
        """Replace a tutor's profile: their own, or by who manages members."""
        members = MemberRepository(caller.org_id)
        member, profile = members.find_profile(user_id)
        if user_id != caller.user_id:
            caller.require(MANAGE_MEMBERS)
        if Role.TUTOR not in member.roles:
            raise ProfileNotPossible
        if profile.revision != expected:
            raise PreconditionFailed
        try:
            changed = {**profile.model_dump(), **changes, "updated_at": system_clock.now()}
            return members.save_profile(Profile.model_validate(changed))
        except ConditionFailed:
            raise PreconditionFailed from None


_ADDRESSES_NEXT = {"then": "addresses"}
"""In a cursor: the names are through, go on with the addresses."""


def _told_of(before: Member, after: Member) -> tuple[list[DomainEvent], list[Act]]:
    """What a change of a member is to others, and to the audit log."""
    events: list[DomainEvent] = []
    acts: list[Act] = []
    if before.status is not after.status:
        if after.status is MemberStatus.DEACTIVATED:
            events.append(told.MemberDeactivated(user_id=after.user_id))
            acts.append(Act.MEMBER_DEACTIVATED)
        else:
            events.append(told.MemberReactivated(user_id=after.user_id, roles=[*after.roles]))
            acts.append(Act.MEMBER_REACTIVATED)
    if before.name != after.name:
        events.append(told.MemberRenamed(user_id=after.user_id))
    if before.roles != after.roles:
        events.append(told.MemberRolesChanged(user_id=after.user_id, roles=[*after.roles]))
        acts.append(Act.MEMBER_ROLES_CHANGED)
    return events, acts or [Act.MEMBER_CHANGED]
