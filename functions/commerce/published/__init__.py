"""What other rooms may ask of commerce. What finance may ask of the books stands in ``books``: few need it."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.passes import Wallet
from functions.commerce.domain.shelves import Shelf
from functions.commerce.repository.offers import OfferRepository
from shared.clock import system_clock
from shared.dynamo import Ask

__all__ = ["CourseTerms", "asking_terms"]


class CourseTerms(BaseModel):
    """On what terms somebody gets into a course now."""

    model_config = ConfigDict(frozen=True)

    free: bool
    """Whether everybody gets in for nothing: no price was ever put on it, or an offer says so."""
    sold: bool
    """Whether it can be bought by itself. What is neither free nor sold opens by a pass, or not at present."""
    pass_until: datetime | None
    """Until when the person asked for may study by a pass that they hold; None without one, 9999 for good."""


def asking_terms(org_id: str, course_id: str, user_id: str) -> Ask[CourseTerms]:
    """The question on what terms somebody gets into a course at this moment."""

    def terms(found: tuple[Shelf, Wallet]) -> CourseTerms:
        shelf, wallet = found
        now = system_clock.now()
        return CourseTerms(
            free=shelf.free(now), sold=shelf.sold(now), pass_until=wallet.opens_until(shelf.pass_ids, now)
        )

    return OfferRepository(org_id).asking_shelf_and_wallet(course_id, user_id).then(terms)
