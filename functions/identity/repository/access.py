"""What every request of every room asks: may this session act, here, now?"""

from dataclasses import dataclass
from datetime import timedelta

from functions.identity.domain.members import MemberStatus
from functions.identity.domain.organizations import OrganizationStatus
from functions.identity.domain.sessions import Session
from functions.identity.errors import NotAMember, OrganizationNotActive, SessionOver
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.members import MemberRow
from functions.identity.tables.organizations import OrganizationRow
from functions.identity.tables.people import PersonRow, SessionRow
from shared.clock import system_clock
from shared.dynamo import Key, Repository
from shared.errors import Problem
from shared.permissions import Role
from shared.remembering import Memory

REMEMBERED_FOR = timedelta(seconds=4)
"""With the store's own lag, what was ended acts for less than five seconds more."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a session may do in its organization: the roles held there, or why it may do nothing."""

    roles: frozenset[Role]
    refusal: type[Problem] | None


_remembered: Memory[tuple[str, str, str], Access] = Memory(REMEMBERED_FOR, most=2000)


class AccessRepository(Repository):
    """Reads across the border between a person and one organization, and nothing else."""

    table = IdentityRow

    def find(self, user_id: str, session_id: str) -> Access:
        """The session's access, not older than ``REMEMBERED_FOR``.

        The cheap read may lag behind a session that has only just begun, so what it would refuse is read again
        consistently.
        """
        key = user_id, session_id, self.org_id
        known = _remembered.find(key)
        if known:
            return known
        access = self._read(user_id, session_id, consistent=False)
        if access.refusal:
            access = self._read(user_id, session_id, consistent=True)
        return _remembered.keep(key, access)

    def _read(self, user_id: str, session_id: str, *, consistent: bool) -> Access:
        keys = (
            SessionRow.key(user_id, session_id),
            PersonRow.key(user_id),
            MemberRow.key(self.org_id, user_id),
            OrganizationRow.key(self.org_id),
        )
        rows = self._find_many(keys, consistent=consistent)
        session, person, member, organization = (rows.get(key) for key in keys)
        if not isinstance(session, SessionRow) or not isinstance(person, PersonRow):
            return Access(frozenset(), SessionOver)
        current = Session.model_validate(session)
        if not current.is_alive(int(person.epoch), system_clock.now()) or current.org_id != self.org_id:
            return Access(frozenset(), SessionOver)
        if not isinstance(member, MemberRow) or member.status != MemberStatus.ACTIVE:
            return Access(frozenset(), NotAMember)
        if not isinstance(organization, OrganizationRow) or organization.status != OrganizationStatus.ACTIVE:
            return Access(frozenset(), OrganizationNotActive)
        return Access(frozenset(map(Role, member.roles)), None)

    def _own(self, key: Key) -> Key:
        return key if key[0].startswith("GLOBAL#PERSON#") else super()._own(key)


def forget_access(whose: str) -> None:
    """Ask again for this person or organization: at once in this process, elsewhere after ``REMEMBERED_FOR``."""
    _remembered.forget(lambda key: whose in key)
