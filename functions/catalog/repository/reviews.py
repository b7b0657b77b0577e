"""Reads and writes reviews, with the ratings that they add up to."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from events.catalog import ReviewsChanged
from functions.catalog.domain.reviews import Ratings, Review, Reviewer, ReviewState
from functions.catalog.errors import ReviewNotFound
from functions.catalog.tables import CatalogRow, RankRow, RatingsRow, ReceiptRow, ReviewerRow, ReviewRow
from shared.dynamo import Ask, ConditionFailed, Repository, Transaction
from shared.idempotency import Once
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class Mention:
    """Which review, and by whom."""

    review_id: str
    user_id: str


class ReviewRepository(Repository):
    """One tenant's reviews. Each change of what counts changes the ratings in the same step."""

    table = CatalogRow

    # -- reading

    def find(self, course_id: str, review_id: str) -> Review | None:
        """A review."""
        row = self._find(ReviewRow, ReviewRow.key(self.org_id, course_id, review_id), consistent=True)
        return Review.model_validate(row) if row else None

    def get(self, course_id: str, review_id: str) -> Review:
        """A review. Raises ``ReviewNotFound``."""
        review = self.find(course_id, review_id)
        if review is None:
            raise ReviewNotFound(review_id=review_id)
        return review

    def list_newest(self, course_id: str, state: ReviewState, *, limit: int, start: PageKey) -> Listed[Mention]:
        """The reviews that are shown, or hidden, the newest first."""
        pk, _ = ReviewRow.index_key(self.org_id, course_id, state)
        page = self._query(ReviewRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([Mention(row.review_id, row.user_id) for row in page.rows], page.next_key)

    def list_highest(self, course_id: str, *, limit: int, start: PageKey) -> Listed[Mention]:
        """The reviews that are shown, those with the most stars first."""
        pk, _ = RankRow.key(self.org_id, course_id)
        page = self._query(RankRow, pk, descending=True, limit=limit, start=start, consistent=True)
        return Listed([Mention(row.review_id, row.user_id) for row in page.rows], page.next_key)

    def asking(self, course_id: str, review_ids: Sequence[str]) -> Ask[list[Review]]:
        """These reviews, in this order, as far as they are there."""
        keys = [ReviewRow.key(self.org_id, course_id, review_id) for review_id in review_ids]
        return Ask(self, keys, lambda rows: [Review.model_validate(rows[key]) for key in keys if key in rows])

    def ratings(self, course_id: str) -> Ratings:
        """What a course's reviews add up to."""
        row = self._find(RatingsRow, RatingsRow.key(self.org_id, course_id), consistent=True)
        return Ratings.model_validate(row) if row else Ratings()

    def asking_ratings(self, course_id: str) -> Ask[Ratings]:
        """What a course's reviews add up to."""
        key = RatingsRow.key(self.org_id, course_id)
        return Ask(self, [key], lambda rows: Ratings.model_validate(rows[key]) if rows else Ratings(), consistent=True)

    def asking_reviewer(self, course_id: str, user_id: str) -> Ask[Reviewer | None]:
        """Somebody as one who may review a course; None for one who never was enrolled."""
        key = ReviewerRow.key(self.org_id, course_id, user_id)
        return Ask(self, [key], lambda rows: Reviewer.model_validate(rows[key]) if rows else None, consistent=True)

    # -- writing; each raises ``ConditionFailed`` when something was changed since it was read

    def admit(self, course_id: str, user_id: str) -> None:
        """Let somebody review a course from now on; who may already keeps what they wrote."""
        pk, sk = ReviewerRow.key(self.org_id, course_id, user_id)
        with suppress(ConditionFailed):
            self._create(ReviewerRow(pk=pk, sk=sk, user_id=user_id))

    def made_before(self, once: Once) -> bool:
        """Whether this very request was carried out before."""
        return once.find(self, ReceiptRow) is not None

    def add(self, review: Review, reviewer: Reviewer, ratings: Ratings, once: Once) -> str:
        """Store somebody's only review of a course. Returns its id, or that of the one made before."""

        def write(transaction: Transaction) -> None:
            transaction.save(self._reviewer_row(review.course_id, reviewer, review.review_id))
            transaction.create(self._row(review))
            self._count(transaction, review, None, review.counted, ratings)

        return once.perform(self, ReceiptRow, review.review_id, write)

    def save(self, review: Review, before: Review, ratings: Ratings) -> Review:
        """Replace a review."""
        row = self._row(review)
        with self._transaction() as transaction:
            transaction.save(row)
            self._count(transaction, review, before.counted, review.counted, ratings)
        return review.model_copy(update={"revision": row.revision})

    def delete(self, review: Review, reviewer: Reviewer, ratings: Ratings) -> None:
        """Remove a review. Who wrote it may write another one."""
        with self._transaction() as transaction:
            transaction.delete(self._row(review))
            transaction.save(self._reviewer_row(review.course_id, reviewer, None))
            self._count(transaction, review, review.counted, None, ratings)

    def _count(
        self, transaction: Transaction, review: Review, before: int | None, after: int | None, ratings: Ratings
    ) -> None:
        """Add what changes the ratings, told as ``ReviewsChanged``, and the review's place among the ranks."""
        if before == after:
            return
        changed = ratings.replacing(before, after)
        pk, sk = RatingsRow.key(self.org_id, review.course_id)
        told = ReviewsChanged(
            course_id=review.course_id, count=changed.count, sum=changed.sum, revision=ratings.revision + 1
        )
        row = RatingsRow.of(changed, pk=pk, sk=sk)
        transaction.store(row, tells=told)
        if before is not None:
            gone = self._rank_row(review, before)
            gone.revision = 1
            transaction.delete(gone)
        if after is not None:
            transaction.create(self._rank_row(review, after))

    # -- rows

    def _row(self, review: Review) -> ReviewRow:
        pk, sk = ReviewRow.key(self.org_id, review.course_id, review.review_id)
        gsi1pk, gsi1sk = ReviewRow.index_key(self.org_id, review.course_id, review.state, review.review_id)
        return ReviewRow.of(review, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)

    def _rank_row(self, review: Review, rating: int) -> RankRow:
        pk, sk = RankRow.key(self.org_id, review.course_id, rating, review.review_id)
        return RankRow(pk=pk, sk=sk, review_id=review.review_id, user_id=review.user_id)

    def _reviewer_row(self, course_id: str, reviewer: Reviewer, review_id: str | None) -> ReviewerRow:
        pk, sk = ReviewerRow.key(self.org_id, course_id, reviewer.user_id)
        return ReviewerRow.of(reviewer.model_copy(update={"review_id": review_id}), pk=pk, sk=sk)
