"""Reads and writes groups, and who is in them."""

from collections.abc import Sequence

from pynamodb.expressions.update import Action

from events.learning import GroupDeleted, GroupMemberAdded, GroupMemberRemoved
from functions.learning.domain.groups import MAX_MEMBERS, Group
from functions.learning.errors import GroupNotFound
from functions.learning.tables import GroupMemberRow, GroupRow, LearningRow, ReceiptRow
from shared.clock import epoch_seconds
from shared.dynamo import Repository, Transaction
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.listing import Listed, PageKey
from shared.telling import told


class GroupRepository(Repository):
    """One tenant's groups."""

    table = LearningRow

    def find(self, group_id: str) -> Group | None:
        """A group."""
        row = self._find(GroupRow, GroupRow.key(self.org_id, group_id), consistent=True)
        return Group.model_validate(row) if row and not row.deleted else None

    def get(self, group_id: str) -> Group:
        """A group. Raises ``GroupNotFound``."""
        group = self.find(group_id)
        if group is None:
            raise GroupNotFound(group_id=group_id)
        return group

    def list_groups(self, course_id: str | None, *, limit: int, start: PageKey) -> Listed[Group]:
        """The groups, all or those of a course, the newest first."""
        pk, begin = GroupRow.index_key(self.org_id, course_id) if course_id else GroupRow.key(self.org_id)
        page = self._query(
            GroupRow, pk, begins_with=begin, index=bool(course_id), descending=True, limit=limit, start=start
        )
        return Listed([Group.model_validate(row) for row in page.rows if not row.deleted], page.next_key)

    def list_members(self, group_id: str, *, limit: int, start: PageKey) -> Listed[str]:
        """Who is in a group, in the order of their ids."""
        pk, begin = GroupMemberRow.index_key(self.org_id, group_id)
        page = self._query(GroupMemberRow, pk, begins_with=begin, index=True, limit=limit, start=start)
        return Listed([row.user_id for row in page.rows], page.next_key)

    def list_of(self, user_id: str, *, most: int) -> list[str]:
        """The groups that somebody is in."""
        pk, begin = GroupMemberRow.key(self.org_id, user_id)
        page = self._query(GroupMemberRow, pk, begins_with=begin, limit=most, consistent=True)
        return [row.group_id for row in page.rows]

    def add(self, group: Group, once: Once) -> str:
        """Store a new group. Returns its id, or that of the one that the same request made before."""
        return once.perform(
            self, ReceiptRow, group.group_id, lambda transaction: transaction.create(self._group_row(group))
        )

    def save(self, group: Group, *, expected: int) -> Group:
        """Replace what a group is, if nobody did since the expected edition (``ConditionFailed`` else)."""
        row = self._group_row(group)
        actions: list[Action] = [GroupRow.edition.set(expected + 1), GroupRow.name.set(group.name)]
        for attribute, day in ((GroupRow.starts_on, group.starts_on), (GroupRow.ends_on, group.ends_on)):
            actions.append(attribute.set(day.isoformat()) if day else attribute.remove())
        with self._transaction() as transaction:
            transaction.change(row, actions, (GroupRow.edition == expected) & GroupRow.deleted.does_not_exist())
        return group.model_copy(update={"edition": expected + 1})

    def delete(self, group: Group, *, expires_at: int) -> None:
        """Say of a group that it is no more; ``ConditionFailed`` if that was said before."""
        news = told([GroupDeleted(group_id=group.group_id)], org_id=self.org_id, revision=group.edition, at=self.now())
        actions = [
            GroupRow.deleted.set(True),
            GroupRow.tells.set(str(news)),
            GroupRow.expires_at.set(expires_at),
            GroupRow.gsi1pk.remove(),
            GroupRow.gsi1sk.remove(),
        ]
        with self._transaction() as transaction:
            transaction.change(
                self._group_row(group), actions, GroupRow.pk.exists() & GroupRow.deleted.does_not_exist()
            )

    def add_members(self, group: Group, user_ids: Sequence[str]) -> None:
        """Put some people into a group, at most 40; ``ConditionFailed``, positions by person, for who is in it, and at
        the position after them if it is full or deleted.
        """
        with self._transaction() as transaction:
            for position, user_id in enumerate(user_ids):
                added = [GroupMemberAdded(group_id=group.group_id, user_id=one) for one in user_ids]
                transaction.create(self._member_row(group.group_id, user_id), tells=added if position == 0 else ())
            self._count(transaction, group.group_id, len(user_ids))

    def remove_member(self, group_id: str, user_id: str) -> None:
        """Take somebody out of a group; ``ConditionFailed`` unless they are in it."""
        with self._transaction() as transaction:
            self._leave(transaction, group_id, user_id, [GroupMemberRemoved(group_id=group_id, user_id=user_id)])
            self._count(transaction, group_id, -1)

    def remove_remains(self, group_id: str) -> None:
        """Take everybody out of a group that was deleted. Safe to repeat."""
        while user_ids := self.list_members(group_id, limit=40, start=None).items:
            gone: list[DomainEvent] = [GroupMemberRemoved(group_id=group_id, user_id=one) for one in user_ids]
            with self._transaction() as transaction:
                for position, user_id in enumerate(user_ids):
                    self._leave(transaction, group_id, user_id, gone if position == 0 else [], whoever=True)

    def _count(self, transaction: Transaction, group_id: str, by: int) -> None:
        pk, sk = GroupRow.key(self.org_id, group_id)
        there = GroupRow.pk.exists() & GroupRow.deleted.does_not_exist()
        room = there & (GroupRow.size <= MAX_MEMBERS - by) if by > 0 else there
        transaction.change(GroupRow(pk=pk, sk=sk), [GroupRow.size.add(by)], room)

    def _leave(
        self,
        transaction: Transaction,
        group_id: str,
        user_id: str,
        tells: Sequence[DomainEvent],
        *,
        whoever: bool = False,
    ) -> None:
        pk, sk = GroupMemberRow.key(self.org_id, user_id, group_id)
        actions: list[Action] = [
            GroupMemberRow.expires_at.set(epoch_seconds(self.now())),
            GroupMemberRow.group_id.set(group_id),
            GroupMemberRow.user_id.set(user_id),
            GroupMemberRow.gsi1pk.remove(),
            GroupMemberRow.gsi1sk.remove(),
        ]
        news = told(tells, org_id=self.org_id, revision=1, at=self.now())
        actions.append(GroupMemberRow.tells.set(news) if news else GroupMemberRow.tells.remove())
        there = GroupMemberRow.gsi1pk.exists()
        transaction.change(GroupMemberRow(pk=pk, sk=sk), actions, None if whoever else there)

    def _group_row(self, group: Group) -> GroupRow:
        pk, sk = GroupRow.key(self.org_id, group.group_id)
        row = GroupRow.of(group, pk=pk, sk=sk)
        for name in ("starts_on", "ends_on"):
            day = getattr(group, name)
            setattr(row, name, day.isoformat() if day else None)
        if group.course_id:
            row.gsi1pk, row.gsi1sk = GroupRow.index_key(self.org_id, group.course_id, group.group_id)
        return row

    def _member_row(self, group_id: str, user_id: str) -> GroupMemberRow:
        pk, sk = GroupMemberRow.key(self.org_id, user_id, group_id)
        gsi1pk, gsi1sk = GroupMemberRow.index_key(self.org_id, group_id, user_id)
        return GroupMemberRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, group_id=group_id, user_id=user_id)
