"""Reads courses and their cards: all that other rooms need of them."""

from collections.abc import Sequence

from functions.catalog.domain.courses import Card, Course, CourseStatus
from functions.catalog.domain.reviews import Ratings
from functions.catalog.errors import CourseNotFound
from functions.catalog.tables import ALL, CardRow, CatalogRow, CourseRow, ListingRow, RatingsRow
from shared.dynamo import Ask, Key, Repository, Row
from shared.listing import Listed, PageKey


class CourseReader(Repository):
    """One tenant's courses, to be read."""

    table = CatalogRow

    def find(self, course_id: str) -> Course | None:
        """A course as it is now."""
        row = self._find(CourseRow, CourseRow.key(self.org_id, course_id), consistent=True)
        return Course.model_validate(row) if row else None

    def asking(self, course_id: str) -> Ask[Course | None]:
        """The question that ``find`` answers."""
        key = CourseRow.key(self.org_id, course_id)
        return Ask(self, [key], lambda rows: Course.model_validate(rows[key]) if rows else None, consistent=True)

    def asking_several(self, course_ids: Sequence[str]) -> Ask[list[Course]]:
        """The question for those of these courses that are there."""
        keys = [CourseRow.key(self.org_id, course_id) for course_id in course_ids]
        return Ask(self, keys, lambda rows: [Course.model_validate(row) for row in rows.values()], consistent=True)

    def get(self, course_id: str) -> Course:
        """A course as it is now. Raises ``CourseNotFound``."""
        course = self.find(course_id)
        if course is None:
            raise CourseNotFound(course_id=course_id)
        return course

    def find_with_card(self, course_id: str) -> tuple[Course | None, Card | None]:
        """A course and, while it is on offer, its card with what its reviews add up to."""
        asking = self.asking_with_card(course_id)
        return asking.make(self._find_many(asking.keys, consistent=True))

    def asking_with_card(self, course_id: str) -> Ask[tuple[Course | None, Card | None]]:
        """The question that ``find_with_card`` answers."""
        keys = [row.key(self.org_id, course_id) for row in (CourseRow, CardRow, RatingsRow)]

        def make(rows: dict[Key, Row]) -> tuple[Course | None, Card | None]:
            course, card, ratings = (rows.get(key) for key in keys)
            return Course.model_validate(course) if course else None, _card(card, ratings) if card else None

        return Ask(self, keys, make, consistent=True)

    def asking_cards(self, course_ids: Sequence[str]) -> Ask[dict[str, Card]]:
        """The question for the cards of those of these courses that are on offer."""
        keys = {CardRow.key(self.org_id, course_id): course_id for course_id in course_ids}
        return Ask(
            self,
            list(keys),
            lambda rows: {keys[key]: Card.model_validate(row) for key, row in rows.items()},
            consistent=True,
        )

    def list_by_instructor(
        self, user_id: str, status: CourseStatus | None, *, limit: int, start: PageKey
    ) -> Listed[Course]:
        """An instructor's courses, all or those in one status, the newest first."""
        return self._list(user_id, status, limit, start)

    def list_all(self, status: CourseStatus | None, *, limit: int, start: PageKey) -> Listed[Course]:
        """The organization's courses, all or those in one status, the newest first."""
        return self._list(ALL, status, limit, start)

    def list_published(self, *, limit: int, start: PageKey) -> Listed[Card]:
        """The cards of the courses on offer, the newest first."""
        pk, _ = CardRow.index_key(self.org_id)
        page = self._query(CardRow, pk, index=True, descending=True, limit=limit, start=start)
        ratings = self._find_many([RatingsRow.key(self.org_id, row.course_id) for row in page.rows])
        cards = [_card(row, ratings.get(RatingsRow.key(self.org_id, row.course_id))) for row in page.rows]
        return Listed(cards, page.next_key)

    def _list(self, of_whom: str, status: CourseStatus | None, limit: int, start: PageKey) -> Listed[Course]:
        if status is None:
            pk, _ = ListingRow.index_key(self.org_id, of_whom)
        else:
            pk, _ = ListingRow.key(self.org_id, of_whom, status)
        page = self._query(ListingRow, pk, index=status is None, descending=True, limit=limit, start=start)
        keys = [CourseRow.key(self.org_id, row.course_id) for row in page.rows]
        rows = self._find_many(keys)
        return Listed([Course.model_validate(rows[key]) for key in keys if key in rows], page.next_key)


def _card(card: Row, ratings: Row | None) -> Card:
    """The card with what the course's reviews add up to."""
    rated = Ratings.model_validate(ratings) if ratings else Ratings()
    return Card.model_validate(card).model_copy(update={"rating": rated.average, "review_count": rated.count})
