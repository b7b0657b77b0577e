"""Reads rosters by what one filters them by, and keeps the read models that they and statistics go by."""

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pynamodb.expressions.update import Action

from functions.learning.domain.courses import Course
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.names import sorting_name
from functions.learning.domain.standings import ALL, Report, Standing, changes
from functions.learning.domain.states import EnrolmentState
from functions.learning.tables import (
    ActivityEntryRow,
    CountsRow,
    CourseRow,
    DayRow,
    EnrolmentRow,
    GroupMemberRow,
    LearnerEntryRow,
    LearningRow,
    ProgressEntryRow,
    RosterEntryRow,
)
from functions.learning.tables.rosters import SHARDS
from shared.dynamo import Key, Repository, Row, chunks
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class OnRoster:
    """Somebody on a roster, and the place in the list, from which one may go on."""

    user_id: str
    place: Mapping[str, str]


class RosterRepository(Repository):
    """One tenant's rosters."""

    table = LearningRow

    # -- ways into a roster

    def list_joined(
        self, course_id: str, state: EnrolmentState | None, ids: tuple[str, str], *, limit: int, start: PageKey
    ) -> Listed[OnRoster]:
        """Whose enrolments lie between two ids, all or those in one state, the newest first."""
        if state is None:
            pk, begin = RosterEntryRow.key(self.org_id, course_id)
        else:
            pk, begin = RosterEntryRow.index_key(self.org_id, course_id, state)
        return self._list(
            RosterEntryRow,
            pk,
            (begin + ids[0], begin + ids[1]),
            limit=limit,
            start=start,
            index=state is not None,
            descending=True,
        )

    def list_by_progress(
        self, course_id: str, percents: tuple[int, int], *, limit: int, start: PageKey
    ) -> Listed[OnRoster]:
        """Who has come so far in a course, the least far first."""
        pk, first = ProgressEntryRow.index_key(self.org_id, course_id, percents[0])
        _, last = ProgressEntryRow.index_key(self.org_id, course_id, percents[1], "~")
        return self._list(ProgressEntryRow, pk, (first, last), limit=limit, start=start, index=True)

    def list_by_activity(
        self, course_id: str, days: tuple[date, date], *, limit: int, start: PageKey
    ) -> Listed[OnRoster]:
        """Who was last active on these days, the longest ago first."""
        pk, first = ActivityEntryRow.index_key(self.org_id, course_id, days[0])
        _, last = ActivityEntryRow.index_key(self.org_id, course_id, days[1], "~")
        return self._list(ActivityEntryRow, pk, (first, last), limit=limit, start=start, index=True)

    def list_by_name(self, course_id: str, name: str, *, limit: int, start: PageKey) -> Listed[OnRoster]:
        """Whose name begins so, by name."""
        pk, begin = LearnerEntryRow.index_key(self.org_id, course_id, sorting_name(name))
        return self._list(LearnerEntryRow, pk, (begin, begin + "\U0010ffff"), limit=limit, start=start, index=True)

    def list_by_group(self, group_id: str, *, limit: int, start: PageKey) -> Listed[OnRoster]:
        """Who is in a group, enrolled or not, in the order of their ids."""
        pk, begin = GroupMemberRow.index_key(self.org_id, group_id)
        return self._list(GroupMemberRow, pk, (begin, begin + "~"), limit=limit, start=start, index=True)

    def _list(
        self,
        kind: type[Row],
        pk: str,
        between: tuple[str, str],
        *,
        limit: int,
        start: PageKey,
        index: bool = False,
        descending: bool = False,
    ) -> Listed[OnRoster]:
        page = self._query(
            kind,
            pk,
            between=between,
            limit=limit,
            start=start,
            index=index,
            descending=descending,
            consistent=not index,
        )
        return Listed([OnRoster(_user_of(row), _place(row, index)) for row in page.rows], page.next_key)

    # -- names

    def put_name(self, user_id: str, name: str | None) -> None:
        """List somebody by another name in all their courses, or by none any more."""
        pk, begin = LearnerEntryRow.key(self.org_id, user_id)
        rows = self._each(LearnerEntryRow, pk, begins_with=begin, limit=50, consistent=True)
        for some in chunks(rows, 50):
            with self._transaction() as transaction:
                for row in some:
                    enrolment_id = row.sk.removeprefix(begin)
                    actions: list[Action] = [LearnerEntryRow.gsi1pk.remove(), LearnerEntryRow.gsi1sk.remove()]
                    if name:
                        place = LearnerEntryRow.index_key(self.org_id, row.course_id, sorting_name(name), enrolment_id)
                        actions = [LearnerEntryRow.gsi1pk.set(place[0]), LearnerEntryRow.gsi1sk.set(place[1])]
                    transaction.change(row, actions, LearnerEntryRow.pk.exists())

    def list_courses(self, user_id: str) -> Sequence[str]:
        """The courses in which somebody has or had a place."""
        pk, begin = LearnerEntryRow.key(self.org_id, user_id)
        return [row.course_id for row in self._each(LearnerEntryRow, pk, begins_with=begin, consistent=True)]

    # -- standings

    def find_standing(
        self, course_id: str, user_id: str
    ) -> tuple[Enrolment | None, Course | None, Standing | None, int]:
        """An enrolment, its course, how it was last counted, and the revision of that (0 for never), in one call."""
        keys = (
            EnrolmentRow.key(self.org_id, course_id, user_id),
            CourseRow.key(self.org_id, course_id),
            ProgressEntryRow.key(self.org_id, course_id, user_id),
        )
        rows = self._find_many(keys, consistent=True)
        enrolment, course, counted = (rows.get(key) for key in keys)
        return (
            Enrolment.model_validate(enrolment) if enrolment else None,
            Course.model_validate(course) if course else None,
            Standing.model_validate(counted) if counted else None,
            (counted.revision or 0) if counted else 0,
        )

    def count(self, enrolment: Enrolment, before: Standing | None, after: Standing, *, revision: int) -> None:
        """Count an enrolment as it is now, and list it so; ``ConditionFailed`` if somebody else just did."""
        place = self.org_id, enrolment.course_id
        shard = str(zlib.crc32(enrolment.enrolment_id.encode()) % SHARDS)
        with self._transaction() as transaction:
            entry = self._progress_entry(enrolment, after, revision)
            transaction.store(entry)
            pk, sk = ActivityEntryRow.key(*place, enrolment.user_id)
            gsi1pk, gsi1sk = ActivityEntryRow.index_key(*place, enrolment.last_active_at.date(), enrolment.enrolment_id)
            active = ActivityEntryRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, user_id=enrolment.user_id)
            transaction.overwrite(active)
            for scope, counter in changes(before, after).items():
                pk, sk = CountsRow.key(*place, scope, shard)
                actions: list[Action] = [getattr(CountsRow, name).add(count) for name, count in counter.items()]
                transaction.change(CountsRow(pk=pk, sk=sk), actions)
                joined_on = after.joined_on or (before.joined_on if before else None)
                if counter["joined"] and joined_on:
                    day = joined_on.isoformat()
                    pk, sk = DayRow.key(*place, scope, day, shard)
                    added = [DayRow.joined.add(counter["joined"]), DayRow.day.set(day)]
                    transaction.change(DayRow(pk=pk, sk=sk), added)

    def report(self, course_id: str, group_id: str | None, days: tuple[date, date]) -> Report:
        """The statistics of a course, or of a group in it: two queries, whatever the course's size."""
        scope = group_id or ALL
        pk, begin = CountsRow.key(self.org_id, course_id, scope)
        counts: Counter[str] = Counter()
        for row in self._query(CountsRow, pk, begins_with=begin).rows:
            counts.update(row.counts())
        _, first = DayRow.key(self.org_id, course_id, scope, days[0].isoformat())
        _, last = DayRow.key(self.org_id, course_id, scope, days[1].isoformat(), "~")
        per_day: Counter[date] = Counter()
        for day in self._query(DayRow, pk, between=(first, last), limit=1000).rows:
            per_day[date.fromisoformat(day.day)] += int(day.joined)
        return Report(counts=counts, joined_per_day={day: count for day, count in per_day.items() if count})

    def _progress_entry(self, enrolment: Enrolment, standing: Standing, revision: int) -> ProgressEntryRow:
        pk, sk = ProgressEntryRow.key(self.org_id, enrolment.course_id, enrolment.user_id)
        gsi1pk, gsi1sk = ProgressEntryRow.index_key(
            self.org_id, enrolment.course_id, standing.percent, enrolment.enrolment_id
        )
        row = ProgressEntryRow(
            pk=pk,
            sk=sk,
            gsi1pk=gsi1pk,
            gsi1sk=gsi1sk,
            user_id=enrolment.user_id,
            state=standing.state,
            percent=standing.percent,
            joined_on=standing.joined_on.isoformat() if standing.joined_on else None,
            has_completed=standing.has_completed,
            groups=list(standing.groups),
            revision=revision,
        )
        return row


def _user_of(row: Row) -> str:
    if isinstance(row, LearnerEntryRow):
        return row.pk.rpartition("#")[2]
    return str(row.attribute_values["user_id"])


def _place(row: Row, index: bool) -> Mapping[str, str]:
    place: Key = (row.pk, row.sk)
    own = {"pk": place[0], "sk": place[1]}
    return {**own, "gsi1pk": str(row.gsi1pk), "gsi1sk": str(row.gsi1sk)} if index else own
