"""What learners say about a course, and how many stars they gave."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

BEST = 5


class ReviewState(StrEnum):
    """Whether a review is shown."""

    SHOWN = "shown"
    HIDDEN = "hidden"


class Review(BaseModel):
    """What one learner says about one course."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    review_id: str
    course_id: str
    user_id: str
    rating: int
    text: str
    state: ReviewState = ReviewState.SHOWN
    reason: str = ""
    """Why it is hidden."""
    moderated_by: str | None = None
    reply: str | None = None
    replied_by: str | None = None
    replied_at: datetime | None = None
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def counted(self) -> int | None:
        """The stars that count; None while it is hidden."""
        return self.rating if self.state is ReviewState.SHOWN else None

    def edited(self, rating: int, text: str, *, now: datetime) -> "Review":
        """The review as its author has it now; itself where that changes nothing."""
        if (rating, text) == (self.rating, self.text):
            return self
        return self.model_copy(update={"rating": rating, "text": text, "updated_at": now})

    def moderated(self, state: ReviewState, reason: str, *, by: str) -> "Review":
        """The review hidden for this reason, or shown again; itself where that changes nothing."""
        reason = reason if state is ReviewState.HIDDEN else ""
        if (state, reason) == (self.state, self.reason):
            return self
        return self.model_copy(update={"state": state, "reason": reason, "moderated_by": by})

    def replied(self, text: str | None, *, by: str, now: datetime) -> "Review":
        """The review with the instructors' reply, or without one; itself where that changes nothing."""
        if text == self.reply:
            return self
        said = {"reply": text, "replied_by": by, "replied_at": now} if text is not None else dict.fromkeys(_REPLY)
        return self.model_copy(update=said)


_REPLY = ("reply", "replied_by", "replied_at")


class Ratings(BaseModel):
    """How many reviews of a course that are shown gave how many stars, the fewest first."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    stars: tuple[int, ...] = (0,) * BEST
    revision: int = 0

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(self.stars)

    @property
    def sum(self) -> int:
        """How many stars they gave together."""
        return sum(number * count for number, count in enumerate(self.stars, 1))

    @property
    def average(self) -> float | None:
        """How many stars they gave on average, to two places; None where there are none."""
        return round(self.sum / self.count, 2) if self.count else None

    def replacing(self, before: int | None, after: int | None) -> "Ratings":
        """The ratings with one rating in the place of another, either of which may be none."""
        stars = list(self.stars)
        for rating, by in ((before, -1), (after, 1)):
            if rating is not None:
                stars[rating - 1] += by
        return self.model_copy(update={"stars": tuple(stars)})


class Reviewer(BaseModel):
    """Somebody who is or was enrolled in a course, and the review that they wrote."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    user_id: str
    review_id: str | None = None
    revision: int = 0
