"""What is on offer, what people think of it, and what is indexed of it."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

MOST_TEXT = 60_000
"""How many characters of its lessons' text are indexed of a course: the beginning, where it says what it is about."""


class Offer(BaseModel):
    """A course on offer, as lists show it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    course_id: str
    version: int
    title: str
    summary: str
    language: str
    category_id: str | None
    difficulty: str | None
    objectives: tuple[str, ...]
    tags: tuple[str, ...]
    instructor_ids: tuple[str, ...]
    topic_count: int
    lesson_count: int
    estimated_minutes: int
    first_published_at: datetime
    published_at: datetime
    free: bool = True
    """Whether it costs nothing; so is every course until a price is heard of."""
    price_minor: int | None = None
    """The lowest price at which one gets in; None where it is free, or not sold by itself."""
    currency: str | None = None

    def priced(self, price: "Price") -> "Offer":
        """The same course at that price."""
        return self.model_copy(update=price.model_dump())


class Price(BaseModel):
    """What a course costs."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    free: bool = True
    price_minor: int | None = None
    currency: str | None = None


class Rating(BaseModel):
    """What students gave a course: how many gave how many stars together."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    count: int = 0
    sum: int = 0

    @property
    def average(self) -> float | None:
        """The average number of stars, to two places; None before the first."""
        return round(self.sum / self.count, 2) if self.count else None


class Entry(BaseModel):
    """What is indexed of a course."""

    model_config = ConfigDict(frozen=True)

    offer: Offer
    outline: str = ""
    """The titles of its topics and lessons."""
    text: str = ""
    """What its lessons say, as far as it is indexed."""
    rating: Rating = Rating()


class Change(BaseModel):
    """That a course's entry is another one from a moment on, or that there is none any more."""

    model_config = ConfigDict(frozen=True)

    course_id: str
    at: str
    """When, in a form that sorts."""
    entry: Entry | None
