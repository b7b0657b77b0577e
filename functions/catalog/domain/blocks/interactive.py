"""Blocks to play with, each of a kind."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from events.media import AssetKind
from functions.catalog.domain.assets import AssetUse
from functions.catalog.domain.blocks.parts import MOST_ITEMS, Alt, AnyBlock, AssetId, Part
from shared.rich_text import Document
from shared.texts import Line, Note

Percent = Annotated[int, Field(ge=0, le=100)]


class Flashcard(Part):
    """Two sides, one of which is seen first."""

    front: Note
    back: Note


class FlashcardsBlock(AnyBlock):
    """Cards to turn over."""

    type: Literal["interactive"]
    kind: Literal["flashcards"]
    cards: Annotated[tuple[Flashcard, ...], Field(min_length=1, max_length=MOST_ITEMS)]


class AccordionSection(Part):
    """A title that opens a text."""

    title: Line
    document: Document


class AccordionBlock(AnyBlock):
    """Sections that open one by one."""

    type: Literal["interactive"]
    kind: Literal["accordion"]
    sections: Annotated[tuple[AccordionSection, ...], Field(min_length=1, max_length=MOST_ITEMS)]

    def documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What the sections say."""
        for place, section in enumerate(self.sections):
            yield f"/sections/{place}/document", section.document


class TimelineMoment(Part):
    """Something that happened: when, and what."""

    when: Line
    title: Line
    text: Note | None = None


class TimelineBlock(AnyBlock):
    """What happened one after the other."""

    type: Literal["interactive"]
    kind: Literal["timeline"]
    moments: Annotated[tuple[TimelineMoment, ...], Field(min_length=1, max_length=MOST_ITEMS)]


class Hotspot(Part):
    """A place on a picture, in percent of its width and height from the upper left corner, and what is to say of it."""

    x: Percent
    y: Percent
    title: Line
    text: Note | None = None


class HotspotsBlock(AnyBlock):
    """A picture with places to explore."""

    type: Literal["interactive"]
    kind: Literal["hotspots"]
    asset_id: AssetId
    alt: Alt = ""
    spots: Annotated[tuple[Hotspot, ...], Field(min_length=1, max_length=MOST_ITEMS)]

    def assets(self) -> Iterator[tuple[str, AssetUse]]:
        """The picture."""
        yield "/asset_id", AssetUse(self.asset_id, AssetKind.IMAGE)
