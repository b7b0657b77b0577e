"""A course in the words of schema.org, for search engines and for those who share its page."""

import json
from collections.abc import Sequence
from typing import Any

from functions.search.domain.offers import Offer, Rating

# ISO 4217 gives all others two places.
_PLACES = {"BHD": 3, "JOD": 3, "KWD": 3, "OMR": 3, "TND": 3, "CLP": 0, "ISK": 0, "JPY": 0, "KRW": 0, "VND": 0}
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def course_json_ld(
    offer: Offer, rating: Rating, *, url: str, provider: str, instructors: Sequence[str], topics: Sequence[str]
) -> str:
    """The course as JSON-LD, written so that it may stand in a ``<script>`` element as it is."""
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": url,
        "url": url,
        "name": offer.title,
        "description": offer.summary or offer.title,
        "inLanguage": offer.language,
        "provider": {"@type": "Organization", "name": provider},
        "datePublished": offer.first_published_at.date().isoformat(),
        "dateModified": offer.published_at.date().isoformat(),
        "isAccessibleForFree": offer.free,
        "syllabusSections": [{"@type": "Syllabus", "name": topic} for topic in topics],
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "Online",
            "courseWorkload": f"PT{offer.estimated_minutes}M",
            "instructor": [{"@type": "Person", "name": name} for name in instructors],
        },
    }
    if offer.objectives:
        about["teaches"] = list(offer.objectives)
    if offer.difficulty:
        about["educationalLevel"] = offer.difficulty.capitalize()
    if offer.tags:
        about["keywords"] = list(offer.tags)
    if offer.free:
        about["offers"] = {"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "INR"}
    elif offer.price_minor is not None and offer.currency is not None:
        price = decimal(offer.price_minor, offer.currency)
        about["offers"] = {"@type": "Offer", "category": "Paid", "price": price, "priceCurrency": offer.currency}
    if rating.average is not None:
        about["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": rating.average,
            "ratingCount": rating.count,
            "bestRating": 5,
            "worstRating": 1,
        }
    return in_script(json.dumps(about, ensure_ascii=False, separators=(",", ":")))


def decimal(minor: int, currency: str) -> str:
    """An amount in minor units as a decimal number, exactly."""
    places = _PLACES.get(currency, 2)
    whole, part = divmod(minor, 10**places)
    return f"{whole}.{part:0{places}d}" if places else str(whole)


def in_script(text: str) -> str:
    """JSON without a character that could end the element it stands in: none of these means anything outside a text."""
    for character, escaped in _UNSAFE.items():
        text = text.replace(character, escaped)
    return text
