"""What the room wants of an engine, whichever it is.

tantivy answers from this process. OpenSearch Serverless would answer over HTTPS for a catalog that is too large for one
function (docs/search.md says from where on): ``apply`` would then write to it once, from the handlers.
"""

from collections.abc import Iterable
from typing import Protocol

from functions.search.domain import Change, Found, Suggestion, Wish


class CourseIndex(Protocol):
    """One organization's entries."""

    def apply(self, changes: Iterable[Change]) -> None:
        """Replace or remove entries. What was applied before may come again."""
        ...

    def search(self, wish: Wish) -> Found:
        """The offers that a wish is fulfilled by."""
        ...

    def suggest(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """Courses whose titles have these words, the last of which may have only begun."""
        ...
