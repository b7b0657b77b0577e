"""Blocks of text."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from functions.catalog.domain.blocks.parts import AnyBlock, Prose
from shared.rich_text import Document
from shared.texts import Note


class RichText(AnyBlock):
    """Formatted text."""

    type: Literal["rich_text"]
    document: Document

    def documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The text itself."""
        yield "/document", self.document


class CodeBlock(AnyBlock):
    """A piece of a program, to the letter."""

    type: Literal["code"]
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+#._-]{1,40}$")]
    code: Prose
    caption: Note | None = None
