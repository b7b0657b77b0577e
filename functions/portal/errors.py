"""What can go wrong at the front desk, as types."""

from shared.errors import NotFound


class PageNotFound(NotFound):
    """The docs page has no such part."""


class ProblemKindNotFound(NotFound):
    """The API answers with no problem of this code."""
