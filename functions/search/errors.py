"""What can go wrong in looking for courses."""

from shared.errors import NotFound


class CatalogNotFound(NotFound):
    """There is no catalog of that name, or it is for the organization's members only."""


class OfferNotFound(NotFound):
    """The catalog does not offer this course."""
