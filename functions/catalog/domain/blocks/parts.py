"""What blocks are made of: texts with limits, ids, documents, and what every block can be asked."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from functions.catalog.domain.assets import AssetUse
from shared.errors import FieldError
from shared.rich_text.checking import faults_of
from shared.texts import LONGEST_NOTE, Printable

LONGEST_PROSE = 100_000
MOST_HINTS = 10
MOST_CHAPTERS = 200
MOST_CAPTIONS = 50
MOST_ITEMS = 100
"""How many cards, sections, events or spots an interactive block has."""

Alt = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_NOTE), Printable]
"""What a picture shows, for who cannot see it; may still be missing."""
Prose = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PROSE), Printable]
"""Long plain text, kept to the letter: code, a transcript."""
BlockId = Annotated[str, StringConstraints(max_length=32, pattern=r"^blk_[0-9A-Za-z]+$")]
AssetId = Annotated[str, StringConstraints(max_length=32, pattern=r"^ast_[0-9A-Za-z]+$")]
AssessmentId = Annotated[str, StringConstraints(max_length=32, pattern=r"^[a-z]{2,5}_[0-9A-Za-z]+$")]
LanguageTag = Annotated[str, StringConstraints(max_length=35, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]


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
