"""Reviews: written by learners, answered and moderated by instructors, added up as they come and go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from functions.catalog.domain.courses import Course, visible
from functions.catalog.domain.instructors import Right
from functions.catalog.domain.reviews import Ratings, Review, Reviewer, ReviewState
from functions.catalog.errors import (
    AlreadyReviewed,
    ChangedMeanwhile,
    CourseNotFound,
    NotAReviewer,
    NotYourReview,
    ReviewNotFound,
    ReviewsClosed,
)
from functions.catalog.permissions import EDIT_ALL_COURSES, MODERATE_REVIEWS
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.reviews import Mention, ReviewRepository
from functions.catalog.service.editing import require_reader
from functions.identity import published as identity
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import answer, undisturbed
from shared.errors import Unprocessable
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey

MOST_TRIES = 60
"""Everybody who reviews a course at the same moment changes its ratings, one after the other."""

Sort = Literal["newest", "highest"]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A review as somebody sees it."""

    review: Review
    author: str | None
    """Who wrote it, by name; None for somebody who is no more."""
    is_mine: bool
    explained: bool
    """Whether they may know why it is hidden."""


class ReviewService:
    """The reviews of one tenant's courses."""

    def __init__(self, courses: CourseRepository, reviews: ReviewRepository, clock: Clock = system_clock) -> None:
        self._courses = courses
        self._reviews = reviews
        self._clock = clock

    # -- reading

    def list(self, course_id: str, sort: Sort, *, by: Caller, limit: int, start: PageKey) -> Listed[Opinion]:
        """The reviews that are shown, for everybody who may see the course."""
        if sort == "highest":
            page = self._reviews.list_highest(course_id, limit=limit, start=start)
        else:
            page = self._reviews.list_newest(course_id, ReviewState.SHOWN, limit=limit, start=start)
        return self._page(course_id, page, ReviewState.SHOWN, by)

    def list_hidden(self, course_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Opinion]:
        """The reviews that are hidden, the newest first, for who moderates them."""
        self._require_moderator(self._courses.get(course_id), by)
        page = self._reviews.list_newest(course_id, ReviewState.HIDDEN, limit=limit, start=start)
        return self._page(course_id, page, ReviewState.HIDDEN, by)

    def read(self, course_id: str, review_id: str, *, by: Caller) -> Opinion:
        """A review: any that is shown, one's own, and for who moderates them all."""
        return self._opinion(self._visible(course_id, review_id, by), by)

    def ratings(self, course_id: str, *, by: Caller) -> Ratings:
        """What a course's reviews add up to, for everybody who may see the course."""
        (course, card), ratings = answer(
            self._courses.asking_with_card(course_id), self._reviews.asking_ratings(course_id)
        )
        visible(course, card, by.user_id, edits_all=by.may(EDIT_ALL_COURSES))
        return ratings

    # -- writing

    def add(self, course_id: str, rating: int, text: str, *, by: Caller, once: Once) -> Opinion:
        """Review a course, as somebody who is or was enrolled in it and does not teach it; once each."""
        if not identity.find_features(self._courses.org_id).course_reviews:
            raise ReviewsClosed
        review_id = new_id("rvw")

        def attempt() -> Review:
            (course, card), reviewer, ratings = answer(
                self._courses.asking_with_card(course_id),
                self._reviews.asking_reviewer(course_id, by.user_id),
                self._reviews.asking_ratings(course_id),
            )
            if course is None or reviewer is None:
                visible(course, card, by.user_id, edits_all=by.may(EDIT_ALL_COURSES))
            if course is None or reviewer is None or by.user_id in course.instructor_ids:
                raise NotAReviewer(course_id=course_id)
            if reviewer.review_id is not None:
                if self._reviews.made_before(once):
                    return self._reviews.get(course_id, reviewer.review_id)
                raise AlreadyReviewed(course_id=course_id, review_id=reviewer.review_id)
            now = self._clock.now()
            review = Review(
                review_id=review_id,
                course_id=course_id,
                user_id=by.user_id,
                rating=rating,
                text=text,
                created_at=now,
                updated_at=now,
            )
            return self._reviews.get(course_id, self._reviews.add(review, reviewer, ratings, once))

        return self._opinion(undisturbed(attempt, most=MOST_TRIES), by)

    def edit(self, course_id: str, review_id: str, rating: int, text: str, *, by: Caller, expected: int) -> Opinion:
        """Replace what one wrote, if it is still at the expected revision. What is hidden stays so."""

        def change(review: Review) -> Review:
            if review.user_id != by.user_id:
                raise NotYourReview(review_id=review_id)
            if review.revision != expected:
                raise ChangedMeanwhile(current_revision=review.revision, differs=[])
            return review.edited(rating, text, now=self._clock.now())

        return self._change(course_id, review_id, change, by)

    def delete(self, course_id: str, review_id: str, *, by: Caller) -> None:
        """Remove a review: its author's own, or any as an administrator."""

        def attempt() -> None:
            review = self._visible(course_id, review_id, by)
            if review.user_id != by.user_id and not by.may(EDIT_ALL_COURSES):
                raise NotYourReview(review_id=review_id)
            reviewer, ratings = answer(
                self._reviews.asking_reviewer(course_id, review.user_id), self._reviews.asking_ratings(course_id)
            )
            self._reviews.delete(review, reviewer or Reviewer(user_id=review.user_id), ratings)

        undisturbed(attempt, most=MOST_TRIES)

    def moderate(self, course_id: str, review_id: str, state: ReviewState, reason: str, *, by: Caller) -> Opinion:
        """Hide a review, for a reason that its author gets to know, or show it again."""
        if state is ReviewState.HIDDEN and not reason:
            raise Unprocessable.field("/reason", "missing", "Say why it is hidden.")
        self._require_moderator(self._courses.get(course_id), by)
        return self._change(course_id, review_id, lambda one: one.moderated(state, reason, by=by.user_id), by)

    def reply(self, course_id: str, review_id: str, text: str | None, *, by: Caller) -> Opinion:
        """Answer a review for the course's instructors, or take the answer back."""
        self._require_moderator(self._courses.get(course_id), by)
        now = self._clock.now()
        return self._change(course_id, review_id, lambda one: one.replied(text, by=by.user_id, now=now), by)

    def admit(self, course_id: str, user_id: str) -> None:
        """Let somebody review a course who has a place in it."""
        self._reviews.admit(course_id, user_id)

    # -- what the caller may see

    def _change(self, course_id: str, review_id: str, change: Callable[[Review], Review], by: Caller) -> Opinion:
        def attempt() -> Review:
            review = self._visible(course_id, review_id, by)
            changed = change(review)
            if changed is review:
                return review
            ratings = self._reviews.ratings(course_id) if changed.counted != review.counted else Ratings()
            return self._reviews.save(changed, review, ratings)

        return self._opinion(undisturbed(attempt, most=MOST_TRIES), by)

    def _visible(self, course_id: str, review_id: str, by: Caller) -> Review:
        (course, card), found = answer(
            self._courses.asking_with_card(course_id), self._reviews.asking(course_id, [review_id])
        )
        if course is None:
            raise CourseNotFound(course_id=course_id)
        mine = bool(found) and found[0].user_id == by.user_id
        if not mine:
            visible(course, card, by.user_id, edits_all=by.may(EDIT_ALL_COURSES))
        if not found or not (mine or found[0].state is ReviewState.SHOWN or self._moderates(course, by)):
            raise ReviewNotFound(review_id=review_id)
        return found[0]

    def _page(self, course_id: str, page: Listed[Mention], state: ReviewState, by: Caller) -> Listed[Opinion]:
        (course, card), reviews, people = answer(
            self._courses.asking_with_card(course_id),
            self._reviews.asking(course_id, [mention.review_id for mention in page.items]),
            identity.asking_people(self._courses.org_id, {mention.user_id for mention in page.items}),
        )
        visible(course, card, by.user_id, edits_all=by.may(EDIT_ALL_COURSES))
        moderates = course is not None and self._moderates(course, by)
        names = {user_id: person.name for user_id, person in people.items()}
        items = [
            Opinion(one, names.get(one.user_id), one.user_id == by.user_id, moderates)
            for one in reviews
            if one.state is state
        ]
        return Listed(items, page.next_key)

    def _opinion(self, review: Review, by: Caller) -> Opinion:
        people = identity.find_people(self._courses.org_id, [review.user_id])
        name = people[review.user_id].name if review.user_id in people else None
        mine = review.user_id == by.user_id
        return Opinion(review, name, mine, mine or by.may(MODERATE_REVIEWS))

    @staticmethod
    def _moderates(course: Course, by: Caller) -> bool:
        return by.may(EDIT_ALL_COURSES) or (by.may(MODERATE_REVIEWS) and course.lets(by.user_id, Right.REVIEWS))

    @staticmethod
    def _require_moderator(course: Course, by: Caller) -> None:
        require_reader(course, by, Right.REVIEWS)
