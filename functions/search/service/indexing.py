"""Keeping entries as courses are: one after the other from news, or all of them from the catalog's tables."""

import time
from collections.abc import Callable
from dataclasses import replace

from functions.catalog.published import bodies as catalog_bodies
from functions.catalog.published import courses as catalog
from functions.catalog.published import outlines as catalog_outlines
from functions.catalog.published.courses import Card
from functions.catalog.published.outlines import Outline
from functions.search.domain import MOST_TEXT, Entry, Offer, Price, Rating
from functions.search.domain.texts import text_of
from functions.search.gateways import BaseFiles
from functions.search.repository import Kept, SearchRepository
from shared.dynamo import undisturbed
from shared.listing import PageKey, each

MOST_LESSONS = 200
"""Of how many lessons the text is read; the titles of all are indexed."""
AT_ONCE = 25
"""How many lessons are read in one call: together they may be large."""
STEP_S = 60.0
PAGE = 50


class IndexingService:
    """One tenant's entries."""

    def __init__(self, repository: SearchRepository, files: BaseFiles) -> None:
        self._repository = repository
        self._files = files

    # -- from news

    def refresh(self, course_id: str, *, told: int | None = None) -> bool:
        """Make a course's entry what it offers now. Returns whether anything was written.

        ``told`` is the course's revision in the news, which is ignored if newer news came before.
        """
        kept = self._repository.find(course_id)
        if kept and told is not None and told <= kept.told:
            return False
        if kept is None and told is None:
            return False
        entry = self._entry(catalog.find_card(self._repository.org_id, course_id))

        def write(before: Kept) -> Kept | None:
            if told is not None and told <= before.told:
                return None
            return replace(before, entry=entry, told=told or before.told)

        return self._change(course_id, write)

    def rate(self, course_id: str, rating: Rating, *, revision: int) -> bool:
        """Note what students give a course. Returns whether that was news."""

        def write(before: Kept) -> Kept | None:
            return replace(before, rating=rating, rated=revision) if revision > before.rated else None

        return self._change(course_id, write)

    def price(self, course_id: str, price: Price, *, revision: int) -> bool:
        """Note what a course costs. Returns whether that was news."""

        def write(before: Kept) -> Kept | None:
            return replace(before, price=price, priced=revision) if revision > before.priced else None

        return self._change(course_id, write)

    def forget_organization(self) -> None:
        """Remove everything of an organization that is gone."""
        while self._repository.forget_entries():
            pass
        base = self._repository.find_base()
        if base:
            for name in filter(None, (base.name, base.before)):
                self._files.delete(name)
            self._repository.forget_base(base)

    # -- from the catalog's tables

    def collect(self, start: PageKey, *, seconds: float = STEP_S, limit: int = PAGE) -> PageKey:
        """Make entries anew from what is on offer, for a while. Returns where to go on, or None at the end."""
        until = time.monotonic() + seconds
        while True:
            page = catalog.list_published_cards(self._repository.org_id, start, limit=limit)
            for card in page.items:
                self._keep(card.course_id, self._entry(card))
            start = page.next_key
            if start is None or time.monotonic() >= until:
                return start

    def empty_stale(self, before: str) -> int:
        """Empty the entries that were not made anew since a moment, and are not on offer. Returns how many."""
        emptied = 0
        for change in each(lambda start: self._repository.list_changes(start=start)):
            if change.at >= before:
                break
            if change.entry is not None and catalog.find_card(self._repository.org_id, change.course_id) is None:
                emptied += self._keep(change.course_id, None)
        return emptied

    # -- entries

    def _keep(self, course_id: str, entry: Entry | None) -> bool:
        return self._change(course_id, lambda before: replace(before, entry=entry))

    def _change(self, course_id: str, write: Callable[[Kept], Kept | None]) -> bool:
        """Replace what is kept of a course by what ``write`` makes of it, whoever else does at the same time."""

        def attempt() -> bool:
            after = write(self._repository.find(course_id) or Kept(course_id, None))
            if after is not None:
                self._repository.keep(after)
            return after is not None

        return undisturbed(attempt)

    def _entry(self, card: Card | None) -> Entry | None:
        if card is None:
            return None
        outline = catalog_outlines.outline(self._repository.org_id, card.course_id, card.version)
        titles = [title for topic in outline.topics for title in (topic.title, *(one.title for one in topic.lessons))]
        return Entry(offer=Offer.model_validate(card), outline="\n".join(titles), text=self._text(outline))

    def _text(self, outline: Outline) -> str:
        """What the first lessons say, as far as it is indexed."""
        body_ids = list(dict.fromkeys(lesson.body_id for lesson in outline.lessons))[:MOST_LESSONS]
        text = ""
        for first in range(0, len(body_ids), AT_ONCE):
            some = body_ids[first : first + AT_ONCE]
            bodies = {
                body.body_id: body
                for body in catalog_bodies.lesson_bodies(self._repository.org_id, outline.course_id, some)
            }
            text += "\n".join(text_of(bodies[body_id].blocks) for body_id in some if body_id in bodies) + "\n"
            if len(text) >= MOST_TEXT:
                break
        return text[:MOST_TEXT].strip()
