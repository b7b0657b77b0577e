"""Groups: batches, classes, cohorts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from functions.catalog.published import courses as catalog
from functions.identity import published as identity
from functions.identity.published import PersonCard
from functions.learning.domain.groups import MAX_GROUPS_OF_ONE, Group
from functions.learning.errors import GroupFull, GroupMemberNotFound, GroupNotFound, NotYourCourse
from functions.learning.permissions import MANAGE_ALL_ENROLMENTS
from functions.learning.repository.groups import GroupRepository
from functions.learning.service.staff import require_staff
from shared.auth import Caller
from shared.clock import Clock, epoch_seconds, system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.errors import PreconditionFailed, Unprocessable
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey, each

TOLD_FOR = timedelta(days=7)
"""So long a group that was deleted stays as the news of that."""


@dataclass(frozen=True, slots=True)
class People:
    """A page of who is in a group, and where the next one starts. Who is no longer a member has no card."""

    user_ids: Sequence[str]
    cards: dict[str, PersonCard]
    next_key: PageKey


class GroupService:
    """One tenant's groups. Those of a course are its staff's, the others the administrators'."""

    def __init__(self, groups: GroupRepository, clock: Clock = system_clock) -> None:
        self._groups = groups
        self._clock = clock

    def create(
        self,
        name: str,
        course_id: str | None,
        starts_on: date | None,
        ends_on: date | None,
        *,
        by: Caller,
        once: Once,
    ) -> Group:
        """Make a group, of a course or of the whole organization."""
        self._require(course_id, by)
        group = Group(
            group_id=new_id("grp"),
            name=name,
            course_id=course_id,
            starts_on=starts_on,
            ends_on=ends_on,
            created_at=self._clock.now(),
        )
        made = self._groups.add(group, once)
        return group if made == group.group_id else self._groups.get(made)

    def list_groups(self, course_id: str | None, *, by: Caller, limit: int, start: PageKey) -> Listed[Group]:
        """The groups of a course, or all for administrators; the newest first."""
        self._require(course_id, by)
        return self._groups.list_groups(course_id, limit=limit, start=start)

    def get(self, group_id: str, *, by: Caller) -> Group:
        """A group. Raises ``GroupNotFound``, ``NotYourCourse``."""
        group = self._groups.get(group_id)
        self._require(group.course_id, by)
        return group

    def put(
        self, group_id: str, name: str, starts_on: date | None, ends_on: date | None, *, by: Caller, expected: int
    ) -> Group:
        """Give a group another name or other dates, if it is at the expected edition."""
        group = self.get(group_id, by=by)
        changed = group.model_copy(update={"name": name, "starts_on": starts_on, "ends_on": ends_on})
        try:
            return self._groups.save(changed, expected=expected)
        except ConditionFailed:
            raise PreconditionFailed(group_id=group_id) from None

    def delete(self, group_id: str, *, by: Caller) -> None:
        """Delete a group. Its members keep their enrolments."""
        group = self.get(group_id, by=by)
        try:
            self._groups.delete(group, expires_at=epoch_seconds(self._clock.now() + TOLD_FOR))
        except ConditionFailed:
            raise GroupNotFound(group_id=group_id) from None

    def people(self, group_id: str, *, by: Caller, limit: int, start: PageKey) -> People:
        """Who is in a group."""
        self.get(group_id, by=by)
        page = self._groups.list_members(group_id, limit=limit, start=start)
        return People(page.items, identity.find_people(self._groups.org_id, page.items), page.next_key)

    def everybody(self, group_id: str, *, by: Caller) -> list[str]:
        """All who are in a group, at most 10,000. Raises ``GroupNotFound``, ``NotYourCourse``."""
        self.get(group_id, by=by)
        return list(each(lambda start: self._groups.list_members(group_id, limit=1000, start=start)))

    def add(self, group_id: str, user_ids: Sequence[str], *, by: Caller) -> Group:
        """Put members of the organization into a group, at most 40 at once. Safe to repeat.

        Raises ``Unprocessable`` that names who is none, ``GroupFull``.
        """
        group = self.get(group_id, by=by)
        wanted = list(dict.fromkeys(user_ids))
        known = identity.find_people(self._groups.org_id, wanted)
        for position, user_id in enumerate(user_ids):
            if user_id not in known:
                raise Unprocessable.field(
                    f"/user_ids/{position}", "person_not_found", "There is nobody of this id in the organization."
                )
        self.put_in(group, wanted)
        return self._groups.get(group_id)

    def put_in(self, group: Group, user_ids: Sequence[str]) -> None:
        """The same for people who are known to be members. Raises ``GroupFull``."""

        def write() -> None:
            wanted = [user_id for user_id in user_ids if self._may_join(group.group_id, user_id)]
            if not wanted:
                return
            try:
                self._groups.add_members(group, wanted)
            except ConditionFailed as failure:
                if len(wanted) in failure.failed:
                    self._groups.get(group.group_id)
                    raise GroupFull(group_id=group.group_id) from None
                raise

        undisturbed(write)

    def remove(self, group_id: str, user_id: str, *, by: Caller) -> None:
        """Take a member of the organization out of a group. Safe to repeat."""
        self.get(group_id, by=by)
        if user_id not in identity.find_people(self._groups.org_id, [user_id]):
            raise GroupMemberNotFound(user_id=user_id)
        try:
            self._groups.remove_member(group_id, user_id)
        except ConditionFailed:
            return

    def _may_join(self, group_id: str, user_id: str) -> bool:
        groups = self._groups.list_of(user_id, most=MAX_GROUPS_OF_ONE)
        if group_id not in groups and len(groups) >= MAX_GROUPS_OF_ONE:
            raise GroupFull(user_id=user_id)
        return group_id not in groups

    def _require(self, course_id: str | None, by: Caller) -> None:
        if course_id is not None:
            require_staff(catalog.find_course(self._groups.org_id, course_id), course_id, by)
        elif not by.may(MANAGE_ALL_ENROLMENTS):
            raise NotYourCourse("Groups of the whole organization are its administrators'.")
