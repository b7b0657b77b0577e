"""Reads and writes what interests learners."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.interests import LOOKED_AT, Favourite, Interests
from functions.learning.tables import EnrolmentRow, FavouriteRow, InterestsRow, LearnerEntryRow, LearningRow
from shared.dynamo import Ask, ConditionFailed, Key, Repository, Row
from shared.listing import Listed, PageKey


class InterestRepository(Repository):
    """What interests one tenant's learners."""

    table = LearningRow

    def list_latest(self, user_id: str) -> list[str]:
        """The courses that somebody asked for a place in last."""
        pk, begin = LearnerEntryRow.key(self.org_id, user_id)
        page = self._query(LearnerEntryRow, pk, begins_with=begin, descending=True, limit=LOOKED_AT, consistent=True)
        return [entry.course_id for entry in page.rows]

    def asking(self, user_id: str, course_ids: Sequence[str]) -> Ask[tuple[Interests, list[Enrolment]]]:
        """The question for what somebody says of themselves, and for their enrolments in some courses."""
        own = InterestsRow.key(self.org_id, user_id)
        places = [EnrolmentRow.key(self.org_id, course_id, user_id) for course_id in course_ids]

        def made(rows: dict[Key, Row]) -> tuple[Interests, list[Enrolment]]:
            said = Interests.model_validate(rows[own]) if own in rows else Interests()
            return said, [Enrolment.model_validate(rows[place]) for place in places if place in rows]

        return Ask(self, [own, *places], made, consistent=True)

    def save(self, user_id: str, interests: Interests) -> Interests:
        """Replace what somebody says of themselves; ``ConditionFailed`` if that just changed."""
        pk, sk = InterestsRow.key(self.org_id, user_id)
        row = InterestsRow.of(interests, pk=pk, sk=sk)
        self._store(row)
        return interests.model_copy(update={"revision": row.revision})

    # -- favourites

    def add_favourite(self, user_id: str, course_id: str, at: datetime) -> None:
        """Mark a course. Safe to repeat: it stays where it is."""
        pk, sk = FavouriteRow.key(self.org_id, user_id, course_id)
        gsi1pk, gsi1sk = FavouriteRow.index_key(self.org_id, user_id, at.isoformat(), course_id)
        with suppress(ConditionFailed):
            self._create(FavouriteRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, course_id=course_id, added_at=at))

    def remove_favourite(self, user_id: str, course_id: str) -> None:
        """Mark a course no longer. Safe to repeat."""
        pk, sk = FavouriteRow.key(self.org_id, user_id, course_id)
        with self._transaction() as transaction:
            transaction.forget(FavouriteRow(pk=pk, sk=sk))

    def list_favourites(self, user_id: str, *, limit: int, start: PageKey) -> Listed[Favourite]:
        """The courses that somebody marked, the latest first."""
        pk, _ = FavouriteRow.index_key(self.org_id, user_id)
        page = self._query(FavouriteRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([Favourite.model_validate(row) for row in page.rows], page.next_key)
