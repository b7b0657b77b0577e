"""Bodies of what interests learners."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from functions.catalog.published.categories import spelled_tag
from functions.catalog.published.courses import Difficulty
from functions.learning.domain.courses import Course
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.interests import (
    MOST_CATEGORIES,
    MOST_LANGUAGES,
    MOST_TAGS,
    Favourite,
    Interests,
    Learned,
)
from functions.learning.domain.states import EnrolmentState
from shared.schemas import BodyId, In, OneLine, Out, Printable

_LONGEST_TAG = 40
_SAID: dict[str, Any] = {
    "category_ids": [],
    "tags": ["biology"],
    "languages": ["en", "hi"],
    "difficulty": "beginner",
}
_COUNT: dict[str, Any] = {"value": "biology", "enrolled": 3, "completed": 1}


def _once(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


_Tag = Annotated[
    str, StringConstraints(min_length=1, max_length=_LONGEST_TAG), Printable, OneLine, AfterValidator(spelled_tag)
]
_Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]


class InterestsIn(In):
    """What interests you: categories, tags, languages (BCP 47), and how much a course may ask.

    How much time you want to spend is one of your goals.
    """

    category_ids: Annotated[tuple[BodyId, ...], Field(max_length=MOST_CATEGORIES), AfterValidator(_once)] = ()
    tags: Annotated[tuple[_Tag, ...], Field(max_length=MOST_TAGS), AfterValidator(_once)] = ()
    languages: Annotated[tuple[_Language, ...], Field(max_length=MOST_LANGUAGES), AfterValidator(_once)] = ()
    difficulty: Difficulty | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [_SAID]})

    def interests(self, revision: int) -> Interests:
        """The interests that they are."""
        return Interests(
            category_ids=self.category_ids,
            tags=self.tags,
            languages=self.languages,
            difficulty=self.difficulty,
            revision=revision,
        )


class CountOut(Out):
    """Of how many of your courses something can be said."""

    value: str
    enrolled: int
    completed: int


class LearnedOut(Out):
    """What your latest 49 courses say, as far as they are on offer, the most frequent first."""

    categories: list[CountOut]
    tags: list[CountOut]
    languages: list[CountOut]
    difficulties: list[CountOut]


class InterestsOut(Out):
    """What interests you, as you say; and apart from it what was learned from your courses."""

    category_ids: list[str]
    tags: list[str]
    languages: list[str]
    difficulty: Difficulty | None
    learned: LearnedOut

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_SAID,
                    "learned": {"categories": [], "tags": [_COUNT], "languages": [], "difficulties": []},
                }
            ]
        }
    )

    @classmethod
    def of(cls, said: Interests, learned: Learned) -> "InterestsOut":
        """The answer for somebody."""
        return cls(
            **said.model_dump(exclude={"revision", "difficulty"}),
            difficulty=Difficulty(said.difficulty) if said.difficulty else None,
            learned=LearnedOut.model_validate(learned),
        )


class FavouriteOut(Out):
    """A course that you marked; `enrollment_state` is null while you have no place in it."""

    course_id: str
    title: str
    added_at: datetime
    enrollment_state: EnrolmentState | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
                    "title": "Cells: the units of life",
                    "added_at": "2026-11-22T09:30:00Z",
                    "enrollment_state": None,
                }
            ]
        }
    )

    @classmethod
    def of(cls, favourite: Favourite, course: Course, enrolment: Enrolment | None) -> "FavouriteOut":
        """The answer for a course that somebody marked."""
        return cls(
            course_id=favourite.course_id,
            title=course.title,
            added_at=favourite.added_at,
            enrollment_state=enrolment.state if enrolment else None,
        )
