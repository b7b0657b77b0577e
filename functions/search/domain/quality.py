"""How good an offer is, whatever was asked for. docs/search.md explains the formula."""

from datetime import UTC, datetime, timedelta

from functions.search.domain.offers import Offer, Rating

PRIOR_STARS, PRIOR_COUNT = 3.5, 10
"""A course begins as if ten students had given it three and a half stars: one enthusiast does not make it the best."""
HALVED_IN = timedelta(days=8 * 365)
"""How long it takes until a course's age halves its weight."""
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


def stars(rating: Rating) -> float:
    """The Bayesian average: what the rating would be if it had begun with the prior."""
    return (PRIOR_STARS * PRIOR_COUNT + rating.sum) / (PRIOR_COUNT + rating.count)


def completeness(offer: Offer) -> float:
    """How much of what helps to choose a course is said, from 0 to 1."""
    said = (
        len(offer.summary) >= 40,
        bool(offer.objectives),
        bool(offer.tags or offer.category_id),
        offer.difficulty is not None,
        offer.estimated_minutes > 0,
    )
    return sum(said) / len(said)


def quality(offer: Offer, rating: Rating) -> float:
    """By how much a match counts more because of the course itself: (rating) x (completeness) x (recency).

    Recency is measured from a fixed day, so that it never has to be computed again: only ratios count, and the ratio of
    two courses' recencies is the same whenever it is looked at.
    """
    recency: float = 2.0 ** ((offer.published_at - _BEGINNING) / HALVED_IN)
    return (0.75 + 0.25 * stars(rating) / PRIOR_STARS) * (0.9 + 0.1 * completeness(offer)) * recency
