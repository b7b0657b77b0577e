"""Who belongs to an organization: every change of it goes through here, so that its administrators are always known."""

from collections.abc import Sequence

from functions.identity.domain.members import Member
from functions.identity.repository.audit import AuditRepository
from functions.identity.repository.members import MemberRepository
from functions.identity.repository.organizations import OrganizationRepository
from shared.dynamo import Transaction
from shared.events import DomainEvent


class Roster:
    """One organization's members and administrators."""

    def __init__(self, org_id: str) -> None:
        self.org_id = org_id
        self.members = MemberRepository(org_id)
        self.organization = OrganizationRepository(org_id)
        self.audit = AuditRepository(org_id)

    def add(self, transaction: Transaction, member: Member, *, tells: Sequence[DomainEvent] = ()) -> None:
        """Take in a new member."""
        self.members.add(transaction, member, tells=tells)
        self._keep_administrators(transaction, None, member)

    def change(
        self, transaction: Transaction, before: Member, after: Member, *, tells: Sequence[DomainEvent] = ()
    ) -> None:
        """Replace a member. Raises ``LastAdministrator`` when nobody would administer."""
        self.members.change(transaction, before, after, tells=tells)
        self._keep_administrators(transaction, before, after)

    def remove(self, transaction: Transaction, member: Member, *, tells: Sequence[DomainEvent]) -> None:
        """Let a member go. Raises ``LastAdministrator`` when nobody would administer."""
        self.members.remove(transaction, member, tells=tells)
        self._keep_administrators(transaction, member, None)

    def _keep_administrators(self, transaction: Transaction, before: Member | None, after: Member | None) -> None:
        did, does = bool(before and before.administers), bool(after and after.administers)
        who = after or before
        if did != does and who:
            administrators = self.organization.get_administrators().after(after, who.user_id)
            self.organization.put_administrators(transaction, administrators)
