"""Finding courses: what students and strangers do with a catalog."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from functions.catalog.published import courses as catalog
from functions.catalog.published import outlines as catalog_outlines
from functions.catalog.published.outlines import Outline
from functions.identity import published as identity
from functions.identity.published import OrganizationCard
from functions.search.domain import Found, Offer, Rating, Suggestion, Wish
from functions.search.errors import CatalogNotFound, OfferNotFound
from functions.search.repository import SearchRepository, Standing
from functions.search.service.shelf import index_of
from shared.auth import Caller
from shared.dynamo import Ask, answer
from shared.remembering import Memory

_organizations: Memory[str, OrganizationCard] = Memory(timedelta(seconds=5))
_names: Memory[tuple[str, tuple[str, ...]], dict[str, str]] = Memory(timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Everything that a course's public page shows."""

    organization: OrganizationCard
    offer: Offer
    rating: Rating
    outline: Outline
    instructors: dict[str, str]
    """Their names by id, as far as they are members still."""


def find_catalog(slug: str) -> OrganizationCard:
    """Whose catalog that is. Raises ``CatalogNotFound``."""
    found = _organizations.find(slug)
    if found is None:
        card = identity.find_organization_by_slug(slug)
        if card is None:
            raise CatalogNotFound
        found = _organizations.keep(slug, card)
    return found


class FindingService:
    """One organization's catalog."""

    def __init__(self, organization: OrganizationCard, repository: SearchRepository) -> None:
        self._organization = organization
        self._repository = repository

    @property
    def organization(self) -> OrganizationCard:
        """Whose catalog it is."""
        return self._organization

    def require_visible_to(self, caller: Caller | None) -> None:
        """Raise ``CatalogNotFound`` for a private catalog, unless it is the caller's own organization's."""
        is_member = caller is not None and caller.org_id == self._organization.org_id
        if not self._organization.public_catalog and not is_member:
            raise CatalogNotFound

    def search(self, wish: Wish) -> Found:
        """The offers that a wish is fulfilled by. A category is meant with those below it, and by its former ids."""
        filters = wish.filters
        if filters.category:
            from functions.catalog.published.categories import find_categories  # few searches ask it

            categories = find_categories(self._organization.org_id)
            meant = frozenset[str]().union(*(categories.ids_of(one) for one in filters.category))
            filters = replace(filters, category=tuple(sorted(meant)))
        return index_of(self._repository).search(replace(wish, filters=filters))

    def suggest(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """Courses that somebody may be about to name."""
        return index_of(self._repository).suggest(text, limit)

    def compare(self, course_ids: Sequence[str]) -> list[tuple[Offer, Rating]]:
        """Some offers beside each other, in the order asked for. Raises ``OfferNotFound`` if one is not there."""
        found = self._read(course_ids)
        if missing := [course_id for course_id in course_ids if course_id not in found]:
            raise OfferNotFound(course_id=missing[0])
        return [found[course_id] for course_id in course_ids]

    def read(self, course_id: str) -> OfferPage:
        """What a course's public page shows. Raises ``OfferNotFound``."""
        found = self._read([course_id])
        if course_id not in found:
            raise OfferNotFound(course_id=course_id)
        offer, rating = found[course_id]
        outline = catalog_outlines.outline(self._organization.org_id, course_id, offer.version)
        return OfferPage(self._organization, offer, rating, outline, self._names_of(offer.instructor_ids))

    def _read(self, course_ids: Sequence[str]) -> dict[str, tuple[Offer, Rating]]:
        """The offers as they are now, in one call to both rooms' tables."""
        org_id = self._organization.org_id
        nothing: Ask[None] = Ask(self._repository, (), lambda rows: None)
        cards, standings, _ = answer(
            catalog.asking_cards(org_id, course_ids), self._repository.asking_standings(course_ids), nothing
        )
        found: dict[str, tuple[Offer, Rating]] = {}
        for course_id, card in cards.items():
            standing = standings.get(course_id, Standing())
            found[course_id] = Offer.model_validate(card).priced(standing.price), standing.rating
        return found

    def _names_of(self, user_ids: tuple[str, ...]) -> dict[str, str]:
        org_id = self._organization.org_id
        known = _names.find((org_id, user_ids))
        if known is None:
            people = identity.find_people(org_id, user_ids[:100])
            known = _names.keep((org_id, user_ids), {user_id: card.name for user_id, card in people.items()})
        return known
