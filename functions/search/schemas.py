"""Answers of the catalog as students find it."""

from datetime import datetime
from typing import Any

from pydantic import ConfigDict, Field

from functions.search.domain import Found, Offer, Rating, Suggestion
from functions.search.domain.structured_data import course_json_ld
from functions.search.service import OfferPage
from shared import settings
from shared.schemas import Out

_RATING: dict[str, Any] = {"average": 4.67, "count": 3}
_OFFER: dict[str, Any] = {
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "version": 2,
    "title": "Cells: the units of life",
    "summary": "What living things are made of, from the membrane to the nucleus.",
    "language": "en",
    "category_id": "cat_01JD0K2B3C4D5E6F7G8H9J0KAB",
    "difficulty": "beginner",
    "objectives": ["Name the parts of a cell"],
    "tags": ["biology"],
    "instructor_ids": ["usr_01JD0K1A2B3C4D5E6F7G8H9J0K"],
    "topic_count": 2,
    "lesson_count": 9,
    "estimated_minutes": 140,
    "free": False,
    "price_minor": 399_900,
    "currency": "INR",
    "rating": _RATING,
    "first_published_at": "2026-10-01T08:00:00Z",
    "published_at": "2026-11-20T08:00:00Z",
}
_VALUES: list[dict[str, Any]] = [{"value": "beginner", "count": 12}]
_FACETS: dict[str, Any] = {
    "category": [],
    "difficulty": _VALUES,
    "language": [{"value": "en", "count": 12}],
    "tag": [{"value": "biology", "count": 4}],
    "instructor": [],
    "min_rating": [{"value": "4", "count": 3}],
    "free": [{"value": "true", "count": 12}],
}
_LESSON: dict[str, Any] = {"title": "Mitochondria", "required": True, "estimated_minutes": 8, "free_preview": False}
_PAGE: dict[str, Any] = {
    **_OFFER,
    "url": "https://lms.example/catalog/greenfield/courses/crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "organization": {"name": "Greenfield School", "slug": "greenfield"},
    "instructors": [{"instructor_id": "usr_01JD0K1A2B3C4D5E6F7G8H9J0K", "name": "Kavita Iyer"}],
    "topics": [{"title": "Inside the cell", "summary": "", "lessons": [_LESSON]}],
    "json_ld": '{"@context":"https://schema.org","@type":"Course","name":"Cells: the units of life"}',
}


class OfferRatingOut(Out):
    """What students gave a course: stars on average, null before the first, and how many gave some."""

    average: float | None
    count: int


class OfferOut(Out):
    """A course on offer. `price_minor` is the lowest price at which one gets in, in minor units of `currency`; null
    where it is free, or opens by a pass only.
    """

    course_id: str
    version: int
    title: str
    summary: str
    language: str
    category_id: str | None
    difficulty: str | None
    objectives: list[str]
    tags: list[str]
    instructor_ids: list[str]
    topic_count: int
    lesson_count: int
    estimated_minutes: int
    free: bool
    price_minor: int | None
    currency: str | None
    rating: OfferRatingOut
    first_published_at: datetime
    published_at: datetime

    @classmethod
    def of(cls, offer: Offer, rating: Rating) -> "OfferOut":
        """The answer for an offer."""
        return cls(**_values(offer, rating))


class FacetValueOut(Out):
    """A value that a filter may have, and how many courses it would leave."""

    value: str
    count: int


class FacetsOut(Out):
    """The values of each filter among what was found, the most frequent first; its own filter is left aside."""

    category: list[FacetValueOut]
    difficulty: list[FacetValueOut]
    language: list[FacetValueOut]
    tag: list[FacetValueOut]
    instructor: list[FacetValueOut]
    min_rating: list[FacetValueOut]
    free: list[FacetValueOut]


class OffersOut(Out):
    """A page of courses. `corrected` says for words that are not known which ones were looked for instead."""

    items: list[OfferOut]
    total: int
    facets: FacetsOut
    corrected: dict[str, list[str]]
    next_cursor: str | None = Field(examples=[None])

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [_OFFER],
                    "total": 1,
                    "facets": _FACETS,
                    "corrected": {"mitochondira": ["mitochondria"]},
                    "next_cursor": None,
                }
            ]
        }
    )

    @classmethod
    def of(cls, found: Found, next_cursor: str | None) -> "OffersOut":
        """The answer for what was found."""
        facets = {
            name: [FacetValueOut.model_validate(value) for value in values] for name, values in found.facets.items()
        }
        return cls(
            items=[OfferOut.of(hit.offer, hit.rating) for hit in found.hits],
            total=found.total,
            facets=FacetsOut(**facets),
            corrected={word: list(meant) for word, meant in found.corrected.items()},
            next_cursor=next_cursor,
        )


class TitleSuggestionOut(Out):
    """A course that may be meant."""

    course_id: str
    title: str


class TitleSuggestionsOut(Out):
    """Courses whose titles have the words, the likeliest first."""

    items: list[TitleSuggestionOut]

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [{"course_id": _OFFER["course_id"], "title": _OFFER["title"]}]}]}
    )

    @classmethod
    def of(cls, suggestions: tuple[Suggestion, ...]) -> "TitleSuggestionsOut":
        """The answer for these suggestions."""
        return cls(items=[TitleSuggestionOut.model_validate(one) for one in suggestions])


class ComparisonOut(Out):
    """Courses beside each other, in the order asked for."""

    items: list[OfferOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_OFFER, {**_OFFER, "title": "Genes"}]}]})

    @classmethod
    def of(cls, offers: list[tuple[Offer, Rating]]) -> "ComparisonOut":
        """The answer for these offers."""
        return cls(items=[OfferOut.of(offer, rating) for offer, rating in offers])


class ProviderOut(Out):
    """Whose course it is."""

    name: str
    slug: str


class OfferInstructorOut(Out):
    """Somebody who teaches the course."""

    instructor_id: str
    name: str


class OfferLessonOut(Out):
    """A lesson, by its title; with `free_preview` it can be seen before enrolling."""

    title: str
    required: bool
    estimated_minutes: int | None
    free_preview: bool


class OfferTopicOut(Out):
    """A topic and its lessons."""

    title: str
    summary: str
    lessons: list[OfferLessonOut]


class OfferPageOut(OfferOut):
    """A course's public page. `json_ld` is its schema.org description, safe inside a `<script>` element as it is."""

    url: str
    organization: ProviderOut
    instructors: list[OfferInstructorOut]
    topics: list[OfferTopicOut]
    json_ld: str

    model_config = ConfigDict(json_schema_extra={"examples": [_PAGE]})

    @classmethod
    def of_page(cls, page: OfferPage) -> "OfferPageOut":
        """The answer for a course's page."""
        slug = page.organization.slug
        url = f"{settings.public_url()}/catalog/{slug}/courses/{page.offer.course_id}"
        return cls(
            **_values(page.offer, page.rating),
            url=url,
            organization=ProviderOut(name=page.organization.name, slug=slug),
            instructors=[
                OfferInstructorOut(instructor_id=user_id, name=page.instructors[user_id])
                for user_id in page.offer.instructor_ids
                if user_id in page.instructors
            ],
            topics=[OfferTopicOut.model_validate(topic) for topic in page.outline.topics],
            json_ld=course_json_ld(
                page.offer,
                page.rating,
                url=url,
                provider=page.organization.name,
                instructors=list(page.instructors.values()),
                topics=[topic.title for topic in page.outline.topics],
            ),
        )


def _values(offer: Offer, rating: Rating) -> dict[str, Any]:
    return {**offer.model_dump(), "rating": OfferRatingOut(average=rating.average, count=rating.count)}
