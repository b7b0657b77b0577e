"""What blocks are made of: texts with limits, ids, documents, and what every block can be asked."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from events.media import AssetKind
from shared.errors import FieldError
from shared.rich_text.checking import faults_of

LONGEST_TITLE = 200
LONGEST_NOTE = 2_000
LONGEST_PROSE = 100_000
MOST_HINTS = 10
MOST_CHAPTERS = 200
MOST_CAPTIONS = 50
MOST_ITEMS = 100
"""How many cards, sections, events or spots an interactive block has."""

# Controls but for tabs and line feeds, and what UTF-8 cannot carry: lone surrogates.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = re.compile(r"[\t\r\n\u2028\u2029]")


def _printable(text: str) -> str:
    if _UNPRINTABLE.search(text):
        raise ValueError("must not contain control characters")
    return text


def _line(text: str) -> str:
    if _BREAKS.search(text):
        raise ValueError("must be a single line")
    return _printable(text)


Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE),
    AfterValidator(_line),
]
Note = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NOTE),
    AfterValidator(_printable),
]
Alt = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_NOTE), AfterValidator(_printable)]
"""What a picture shows, for who cannot see it; may still be missing."""
Prose = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PROSE), AfterValidator(_printable)]
"""Long plain text, kept to the letter: code, a transcript."""
Document = Annotated[dict[str, Any], Field(description="A ProseMirror document in the names of TipTap.")]
BlockId = Annotated[str, StringConstraints(max_length=32, pattern=r"^blk_[0-9A-Za-z]+$")]
AssetId = Annotated[str, StringConstraints(max_length=32, pattern=r"^ast_[0-9A-Za-z]+$")]
AssessmentId = Annotated[str, StringConstraints(max_length=32, pattern=r"^[a-z]{2,5}_[0-9A-Za-z]+$")]
LanguageTag = Annotated[str, StringConstraints(max_length=35, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]


class AssetUse(NamedTuple):
    """A file that something shows, and of which kind it must be; None for any."""

    asset_id: str
    kind: AssetKind | None


class Part(BaseModel):
    """Something within a block."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AnyBlock(Part):
    """What all types of block have in common.

    A type adds its fields, and says where in them documents and files are; pointers are relative to the block.
    """

    block_id: BlockId | None = Field(
        default=None, description="What names the block within its lesson. One that is left out is made up."
    )

    def faults(self, at: str) -> Iterator[FieldError]:
        """What breaks a rule that concerns more than one field, or the inside of a document."""
        for place, document in self.documents():
            yield from faults_of(document, f"{at}{place}")
        for fault in self.broken_rules():
            yield FieldError(f"{at}{fault.pointer}", fault.code, fault.message)

    def documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Its documents, each with where it stands."""
        return iter(())

    def assets(self) -> Iterator[tuple[str, AssetUse]]:
        """The files that it shows, each with where it is named."""
        return iter(())

    def broken_rules(self) -> Iterator[FieldError]:
        """What its own fields say of each other that cannot be."""
        return iter(())
