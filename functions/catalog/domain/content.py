"""A lesson's content: an ordered list of typed blocks, and the body that holds it.

A new type of block is a class here with its own rules, added to ``Block``.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from functions.catalog.domain.rich_text import faults_of
from functions.catalog.errors import ContentNotValid
from shared.errors import FieldError

MOST_BLOCKS = 100


class RichText(BaseModel):
    """Formatted text, as a ProseMirror document in the names of TipTap."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["rich_text"]
    document: dict[str, Any]

    def faults(self, at: str) -> list[FieldError]:
        """What the schema does not allow."""
        return faults_of(self.document, f"{at}/document")


# With the second type this becomes Annotated[RichText | Code, Field(discriminator="type")].
Block = RichText


@dataclass(frozen=True, slots=True)
class Body:
    """Content that was checked, as the text that is stored and shown. Never changes; equal content has an equal id."""

    body_id: str
    blocks_json: str

    @classmethod
    def of(cls, blocks: Sequence[Block], at: str = "/blocks") -> "Body":
        """The body of these blocks. Raises ``ContentNotValid`` with the places of what is wrong."""
        faults = [fault for place, block in enumerate(blocks) for fault in block.faults(f"{at}/{place}")]
        if faults:
            places = ", ".join(fault.pointer for fault in faults[:3])
            raise ContentNotValid(f"The content is not as it must be at {places}.", errors=faults[:50])
        text = json.dumps(
            [block.model_dump() for block in blocks], ensure_ascii=False, separators=(",", ":"), sort_keys=True
        )
        return cls(f"bod_{hashlib.sha256(text.encode()).hexdigest()[:40]}", text)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks, parsed."""
        parsed: list[dict[str, Any]] = json.loads(self.blocks_json)
        return parsed
