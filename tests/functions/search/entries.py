"""Entries as tests need them, without a course behind them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from functions.search.domain import Entry, Offer, Rating
from functions.search.repository import Kept, SearchRepository

DAY = datetime(2026, 11, 1, tzinfo=UTC)


def an_offer(number: int = 1, **values: Any) -> Offer:
    """An offer; later numbers were published later."""
    published = DAY + timedelta(minutes=number)
    details: dict[str, Any] = {
        "course_id": f"crs_{number:026}",
        "version": 1,
        "title": f"Course {number}",
        "summary": "",
        "language": "en",
        "category_id": None,
        "difficulty": None,
        "objectives": (),
        "tags": (),
        "instructor_ids": ("usr_1",),
        "topic_count": 1,
        "lesson_count": 1,
        "estimated_minutes": 0,
        "first_published_at": published,
        "published_at": published,
    }
    return Offer(**details | values)


def an_entry(number: int = 1, *, text: str = "", rating: Rating | None = None, **values: Any) -> Entry:
    """An entry of such an offer."""
    return Entry(offer=an_offer(number, **values), text=text, rating=rating or Rating())


def keep(repository: SearchRepository, *numbers: int, **values: Any) -> None:
    """Store new entries of these numbers."""
    for number in numbers:
        entry = an_entry(number, **values)
        repository.keep(Kept(entry.offer.course_id, entry, told=1))
