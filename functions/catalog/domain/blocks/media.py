"""Blocks that show files of the organization, by their ids."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from events.media import AssetKind
from functions.catalog.domain.assets import AssetUse
from functions.catalog.domain.blocks.parts import (
    MOST_CAPTIONS,
    MOST_CHAPTERS,
    Alt,
    AnyBlock,
    AssetId,
    LanguageTag,
    Part,
    Prose,
)
from shared.errors import FieldError
from shared.texts import Line, Note

LATEST_S = 24 * 3600


class VideoChapter(Part):
    """A part of a video, from where it starts."""

    start_s: Annotated[int, Field(ge=0, le=LATEST_S)]
    title: Line


class VideoCaptions(Part):
    """What is said, as a file to be shown along."""

    language: LanguageTag
    asset_id: AssetId


class VideoBlock(AnyBlock):
    """A video with its chapters, captions and transcript."""

    type: Literal["video"]
    asset_id: AssetId
    title: Line | None = None
    chapters: Annotated[tuple[VideoChapter, ...], Field(max_length=MOST_CHAPTERS)] = ()
    captions: Annotated[tuple[VideoCaptions, ...], Field(max_length=MOST_CAPTIONS)] = ()
    transcript: Prose | None = None

    def assets(self) -> Iterator[tuple[str, AssetUse]]:
        """The video and its captions."""
        yield "/asset_id", AssetUse(self.asset_id, AssetKind.VIDEO)
        for place, captions in enumerate(self.captions):
            yield f"/captions/{place}/asset_id", AssetUse(captions.asset_id, AssetKind.CAPTIONS)

    def broken_rules(self) -> Iterator[FieldError]:
        """Chapters follow each other; a language has one file of captions."""
        for place, (before, after) in enumerate(pairwise(self.chapters), 1):
            if after.start_s <= before.start_s:
                yield FieldError(
                    f"/chapters/{place}/start_s", "not_in_order", "A chapter starts after the one before it."
                )
        seen: set[str] = set()
        for place, captions in enumerate(self.captions):
            if captions.language.lower() in seen:
                yield FieldError(f"/captions/{place}/language", "repeated", "There are captions in that language.")
            seen.add(captions.language.lower())


class AudioBlock(AnyBlock):
    """Something to listen to."""

    type: Literal["audio"]
    asset_id: AssetId
    title: Line | None = None
    transcript: Prose | None = None

    def assets(self) -> Iterator[tuple[str, AssetUse]]:
        """What is heard."""
        yield "/asset_id", AssetUse(self.asset_id, AssetKind.AUDIO)


class ImageBlock(AnyBlock):
    """A picture. One that is not mere decoration should say in words what it shows."""

    type: Literal["image"]
    asset_id: AssetId
    alt: Alt = ""
    decorative: bool = False
    caption: Note | None = None

    def assets(self) -> Iterator[tuple[str, AssetUse]]:
        """The picture."""
        yield "/asset_id", AssetUse(self.asset_id, AssetKind.IMAGE)

    def broken_rules(self) -> Iterator[FieldError]:
        """Decoration is not read out."""
        if self.decorative and self.alt:
            yield FieldError("/alt", "decorative", "A decorative picture has no text in its place.")


class FileBlock(AnyBlock):
    """A file to take away."""

    type: Literal["file"]
    asset_id: AssetId
    title: Line

    def assets(self) -> Iterator[tuple[str, AssetUse]]:
        """The file."""
        yield "/asset_id", AssetUse(self.asset_id, None)
