"""A lesson's blocks in requests and answers, and its attachments."""

from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import ConfigDict, Field, StringConstraints

from functions.catalog.domain.blocks import Block
from functions.catalog.domain.content import MOST_BLOCKS
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
EVERY_BLOCK: list[dict[str, Any]] = [
    *SOME_BLOCKS,
    {
        "type": "video",
        "block_id": "blk_film",
        "asset_id": "ast_exampleVideo",
        "title": "Two loans side by side",
        "chapters": [{"start_s": 0, "title": "The offer"}, {"start_s": 95, "title": "What it costs"}],
        "captions": [{"language": "hi", "asset_id": "ast_exampleCaptions"}],
        "transcript": "Two banks lend the same sum …",
    },
    {
        "type": "audio",
        "block_id": "blk_talk",
        "asset_id": "ast_exampleAudio",
        "title": "A lender explains",
        "transcript": "We charge on the whole sum …",
    },
    {
        "type": "image",
        "block_id": "blk_curve",
        "asset_id": "ast_exampleImage",
        "alt": "Two curves: one falls, one stays",
        "decorative": False,
        "caption": "What is still owed, and what is charged",
    },
    {"type": "file", "block_id": "blk_sheet", "asset_id": "ast_exampleFile", "title": "Worksheet"},
    {
        "type": "embed",
        "block_id": "blk_graph",
        "url": "https://www.desmos.com/calculator/loanrates",
        "title": "Move the rate",
    },
    {
        "type": "quiz",
        "block_id": "blk_quiz",
        "assessment_id": "asm_01JD5H05EE6F7G8H9JKMNPQRST",
        "title": "Which is cheaper?",
    },
    {
        "type": "exercise",
        "block_id": "blk_try",
        "prompt": FLAT_RATE,
        "hints": ["How much is still owed after half of the time?"],
        "solution": FLAT_RATE,
    },
    {
        "type": "assignment",
        "block_id": "blk_offer",
        "assessment_id": "asm_01JD5H06FF7G8H9JKMNPQRSTVW",
        "title": "Check a real offer",
    },
    {
        "type": "interactive",
        "block_id": "blk_words",
        "kind": "flashcards",
        "cards": [{"front": "Principal", "back": "The sum that was lent"}],
    },
    {
        "type": "interactive",
        "block_id": "blk_more",
        "kind": "accordion",
        "sections": [{"title": "Why flat rates look low", "document": FLAT_RATE}],
    },
    {
        "type": "interactive",
        "block_id": "blk_history",
        "kind": "timeline",
        "moments": [{"when": "1968", "title": "The first law that wants the true rate named", "text": None}],
    },
    {
        "type": "interactive",
        "block_id": "blk_contract",
        "kind": "hotspots",
        "asset_id": "ast_exampleImage",
        "alt": "The first page of a contract",
        "spots": [{"x": 20, "y": 35, "title": "The rate", "text": "Flat: it says so in small print."}],
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
