"""A lesson's blocks in requests and answers, and its attachments."""

from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import ConfigDict, Field, StringConstraints

from functions.catalog.domain import MOST_BLOCKS, Block
from shared.schemas import In, Line, Out

FLAT_RATE: dict[str, Any] = {
    "type": "doc",
    "content": [
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": "A flat rate is charged on "},
                {"type": "text", "text": "the whole loan", "marks": [{"type": "bold"}]},
                {"type": "text", "text": ", even when half of it is paid back."},
            ],
        }
    ],
}
SOME_BLOCKS: list[dict[str, Any]] = [
    {"type": "rich_text", "block_id": "blk_flatrate", "document": FLAT_RATE},
    {
        "type": "code",
        "block_id": "blk_formula",
        "language": "python",
        "code": "interest = principal * rate * years",
        "caption": "Flat, whatever is paid back",
    },
]
_ATTACHMENT: dict[str, Any] = {"asset_id": "ast_01JD5H03CC4D5E6F7G8H9JKMNP", "title": "Loan calculator (spreadsheet)"}
ATTACHED: dict[str, Any] = {"attachment_id": "att_01JD5H04DD5E6F7G8H9JKMNPQR", **_ATTACHMENT}

Blocks = Annotated[
    list[Block],
    Field(max_length=MOST_BLOCKS, description="The content in order; each block's `type` says what else it has."),
]
Format = Annotated[
    Literal["document", "html"],
    Query(description="With `html`, every document in the blocks is a string of sanitized HTML."),
]


class AttachmentIn(In):
    """A file to attach. It must have passed its inspection."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ATTACHMENT]})

    asset_id: Annotated[str, StringConstraints(max_length=32, pattern=r"^ast_[0-9A-Za-z]+$")]
    title: Line


class AttachmentOut(Out):
    """A file to take away with a lesson."""

    model_config = ConfigDict(json_schema_extra={"examples": [ATTACHED]})

    attachment_id: str
    asset_id: str
    title: str
