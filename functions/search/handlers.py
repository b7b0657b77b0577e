"""Search's reactions to what the catalog and identity tell."""

from events.catalog import (
    CourseArchived,
    CourseDeleted,
    CoursePublished,
    InstructorAdded,
    InstructorRemoved,
    ReviewsChanged,
)
from events.commerce import OfferChanged
from events.identity import OrganizationDeleted
from functions.search.domain import Price, Rating
from functions.search.manifest import SEARCH
from functions.search.wiring import build_now_and_then, indexing_service
from shared.events import Envelope
from shared.listening import Listener

listener = Listener(SEARCH)


@listener.on(CoursePublished)
def index_course(told: Envelope[CoursePublished]) -> None:
    """The course is found from now on. Safe to repeat: what it offers is read anew, and only newer news counts."""
    _refresh(told, told.data.course_id)


@listener.on(CourseArchived)
def hide_course(told: Envelope[CourseArchived]) -> None:
    """The course is found no more. Safe to repeat: what it offers is read anew, and only newer news counts."""
    _refresh(told, told.data.course_id)


@listener.on(CourseDeleted)
def drop_course(told: Envelope[CourseDeleted]) -> None:
    """The course is gone. Safe to repeat: what it offers is read anew, and that is nothing."""
    indexing_service(told.org_id).refresh(told.data.course_id)


@listener.on(InstructorAdded)
def add_instructor(told: Envelope[InstructorAdded]) -> None:
    """The course is found by one instructor more. Safe to repeat: what it offers is read anew."""
    indexing_service(told.org_id).refresh(told.data.course_id)


@listener.on(InstructorRemoved)
def remove_instructor(told: Envelope[InstructorRemoved]) -> None:
    """The course is found by one instructor less. Safe to repeat: what it offers is read anew."""
    indexing_service(told.org_id).refresh(told.data.course_id)


@listener.on(ReviewsChanged)
def rate_course(told: Envelope[ReviewsChanged]) -> None:
    """The course has another rating. Safe to repeat: only a newer count of its reviews is taken."""
    news = told.data
    rating = Rating(count=news.count, sum=news.sum)
    if indexing_service(told.org_id).rate(news.course_id, rating, revision=news.revision):
        build_now_and_then(told.org_id, told.event_id)


@listener.on(OfferChanged)
def price_course(told: Envelope[OfferChanged]) -> None:
    """The course is sold on other terms. Safe to repeat: only newer news of its offers is taken."""
    news = told.data
    price = Price(free=news.free, price_minor=news.price_minor, currency=news.currency)
    if indexing_service(told.org_id).price(news.course_id, price, revision=told.revision):
        build_now_and_then(told.org_id, told.event_id)


@listener.on(OrganizationDeleted)
def forget_organization(told: Envelope[OrganizationDeleted]) -> None:
    """Nothing is kept of an organization that is gone. Safe to repeat: what was removed stays so."""
    indexing_service(told.data.organization_id).forget_organization()


def _refresh(told: Envelope[CoursePublished] | Envelope[CourseArchived], course_id: str) -> None:
    if indexing_service(told.org_id).refresh(course_id, told=told.revision):
        build_now_and_then(told.org_id, told.event_id)


listener.require_all()
handler = listener.handler
