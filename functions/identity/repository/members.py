"""Reads and writes of members."""

from collections.abc import Collection, Sequence

from functions.identity.domain.members import Member, MemberStatus, Profile, sorting_name
from functions.identity.errors import PersonNotFound
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.members import DirectoryRow, FormerRow, MemberRow, ProfileRow
from shared.clock import epoch_seconds, system_clock
from shared.dynamo import Key, Repository, Transaction
from shared.events import DomainEvent
from shared.ids import new_id
from shared.listing import Listed, PageKey
from shared.permissions import Role

TOLD_FOR_S = 14 * 24 * 3600


class MemberRepository(Repository):
    """One organization's members."""

    table = IdentityRow

    def transaction(self) -> Transaction:
        """Several writes, all or none."""
        return self._transaction()

    def find(self, user_id: str) -> Member | None:
        """A member."""
        row = self._find(MemberRow, MemberRow.key(self.org_id, user_id), consistent=True)
        return Member.model_validate(row) if row else None

    def get(self, user_id: str) -> Member:
        """A member. Raises ``PersonNotFound``."""
        member = self.find(user_id)
        if member is None:
            raise PersonNotFound(user_id=user_id)
        return member

    def find_many(self, user_ids: Collection[str]) -> dict[str, Member]:
        """Members by id, at most 100."""
        rows = self._find_many([MemberRow.key(self.org_id, user_id) for user_id in user_ids], consistent=True)
        return {row.user_id: Member.model_validate(row) for row in rows.values() if isinstance(row, MemberRow)}

    def list_by_name(self, role: str, status: str, begins: str, *, limit: int, start: PageKey) -> Listed[Member]:
        """Members of a role (or any) and status (or any) in order of their names, all or those that begin so."""
        pk = DirectoryRow.partition(self.org_id, role, status)
        page = self._query(DirectoryRow, pk, begins_with=sorting_name(begins), limit=limit, start=start)
        return Listed([_listed(row) for row in page.rows], page.next_key)

    def list_by_email(self, role: str, status: str, begins: str, *, limit: int, start: PageKey) -> Listed[Member]:
        """Members of a role (or any) and status (or any) whose address begins so, in order of addresses."""
        pk = DirectoryRow.partition(self.org_id, role, status)
        page = self._query(DirectoryRow, pk, index=True, begins_with=begins, limit=limit, start=start)
        return Listed([_listed(row) for row in page.rows], page.next_key)

    def add(self, transaction: Transaction, member: Member, *, tells: Sequence[DomainEvent] = ()) -> MemberRow:
        """Store a new member, and list them."""
        row = self._row(member)
        transaction.create(row, by=self, tells=tells)
        for entry in self._entries(member).values():
            transaction.create(entry, by=self)
        return row

    def change(
        self, transaction: Transaction, before: Member, after: Member, *, tells: Sequence[DomainEvent] = ()
    ) -> MemberRow:
        """Replace a member who is still as read ``before``, and list them as they are now."""
        row = self._row(after)
        transaction.save(row, by=self, tells=tells)
        old, new = self._entries(before, stored=True), self._entries(after)
        for key, entry in old.items():
            if key not in new:
                transaction.delete(entry, by=self)
        for key, entry in new.items():
            if key not in old:
                transaction.create(entry, by=self)
            elif _listed(entry) != _listed(old[key]):
                transaction.overwrite(entry, DirectoryRow.pk.exists(), by=self)
        return row

    def remove(self, transaction: Transaction, member: Member, *, tells: Sequence[DomainEvent]) -> None:
        """Remove a member from the organization and its lists, and leave word of it."""
        transaction.delete(self._row(member), by=self)
        for entry in self._entries(member, stored=True).values():
            transaction.delete(entry, by=self)
        pk, sk = ProfileRow.key(self.org_id, member.user_id)
        transaction.forget(ProfileRow(pk=pk, sk=sk), by=self)
        pk, sk = FormerRow.key(self.org_id, member.user_id, new_id("frm"))
        until = epoch_seconds(system_clock.now()) + TOLD_FOR_S
        former = FormerRow(pk=pk, sk=sk, user_id=member.user_id, expires_at=until)
        transaction.create(former, by=self, tells=tells)

    # -- profiles

    def find_profile(self, user_id: str) -> tuple[Member, Profile]:
        """A member and their profile, which begins empty, in one call. Raises ``PersonNotFound``."""
        keys = MemberRow.key(self.org_id, user_id), ProfileRow.key(self.org_id, user_id)
        rows = self._find_many(keys, consistent=True)
        member, profile = (rows.get(key) for key in keys)
        if member is None:
            raise PersonNotFound(user_id=user_id)
        return (
            Member.model_validate(member),
            Profile.model_validate(profile) if profile else Profile(user_id=user_id),
        )

    def save_profile(self, profile: Profile) -> Profile:
        """Store a profile that is still as it was read; ``ConditionFailed`` else."""
        pk, sk = ProfileRow.key(self.org_id, profile.user_id)
        row = ProfileRow.of(profile, pk=pk, sk=sk)
        self._store(row)
        return profile.model_copy(update={"revision": row.revision})

    # -- rows

    def _row(self, member: Member) -> MemberRow:
        pk, sk = MemberRow.key(self.org_id, member.user_id)
        return MemberRow.of(member, pk=pk, sk=sk)

    def _entries(self, member: Member, *, stored: bool = False) -> dict[Key, DirectoryRow]:
        """The rows that list a member. They are only ever written anew, so what is stored is at revision 1."""
        name, entries = f"{sorting_name(member.name)}#{member.user_id}", {}
        for role, status in member.facets():
            pk = DirectoryRow.partition(self.org_id, role, status)
            entry = DirectoryRow(
                pk=pk,
                sk=name,
                gsi1pk=pk,
                gsi1sk=f"{member.email}#{member.user_id}",
                user_id=member.user_id,
                email=member.email,
                name=member.name,
                roles=list(member.roles),
                status=member.status,
                joined_at=member.joined_at,
                created_at=member.created_at,
                revision=1 if stored else None,
            )
            entries[pk, name] = entry
        return entries


def _listed(row: DirectoryRow) -> Member:
    return Member(
        user_id=row.user_id,
        email=row.email,
        name=row.name,
        roles=tuple(map(Role, row.roles)),
        status=MemberStatus(row.status),
        joined_at=row.joined_at,
        created_at=row.created_at,
        updated_at=row.created_at,
    )
