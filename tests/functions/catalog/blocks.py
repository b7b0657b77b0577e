"""A block of every type, and ways to spoil one."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.functions.catalog.conftest import Json, document

VIDEO, CAPTIONS, AUDIO, IMAGE, FILE = (f"ast_{name}" for name in ("video", "captions", "audio", "image", "file"))

EVERY_TYPE: list[Json] = [
    {"type": "rich_text", "block_id": "blk_text", "document": document("Words")},
    {"type": "code", "block_id": "blk_code", "language": "c++", "code": "\tint a;\n", "caption": "A number"},
    {
        "type": "video",
        "block_id": "blk_video",
        "asset_id": VIDEO,
        "title": "Cells divide",
        "chapters": [{"start_s": 0, "title": "Start"}, {"start_s": 61, "title": "Mitosis"}],
        "captions": [{"language": "hi", "asset_id": CAPTIONS}],
        "transcript": "First …\nthen …",
    },
    {"type": "audio", "block_id": "blk_audio", "asset_id": AUDIO, "title": "Listen", "transcript": "…"},
    {
        "type": "image",
        "block_id": "blk_image",
        "asset_id": IMAGE,
        "alt": "A cell",
        "decorative": False,
        "caption": "A cell, much enlarged",
    },
    {"type": "file", "block_id": "blk_file", "asset_id": FILE, "title": "Worksheet"},
    {
        "type": "embed",
        "block_id": "blk_embed",
        "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "title": "Elsewhere",
    },
    {"type": "quiz", "block_id": "blk_quiz", "assessment_id": "asm_1", "title": "Check yourself"},
    {
        "type": "exercise",
        "block_id": "blk_exercise",
        "prompt": document("How many?"),
        "hints": ["Count."],
        "solution": document("Forty-six."),
    },
    {"type": "assignment", "block_id": "blk_assignment", "assessment_id": "asm_2", "title": "Hand in"},
    {
        "type": "interactive",
        "block_id": "blk_cards",
        "kind": "flashcards",
        "cards": [{"front": "Nucleus", "back": "Holds the genes"}],
    },
    {
        "type": "interactive",
        "block_id": "blk_accordion",
        "kind": "accordion",
        "sections": [{"title": "More", "document": document("Inside")}],
    },
    {
        "type": "interactive",
        "block_id": "blk_timeline",
        "kind": "timeline",
        "moments": [{"when": "1665", "title": "Hooke sees cells", "text": "In cork."}],
    },
    {
        "type": "interactive",
        "block_id": "blk_spots",
        "kind": "hotspots",
        "asset_id": IMAGE,
        "alt": "A cell",
        "spots": [{"x": 0, "y": 100, "title": "Wall", "text": "Only plants"}],
    },
]


def one_of(block_type: str, **changes: Any) -> Json:
    """The block of this type (or kind), with these changes."""
    (block,) = [one for one in EVERY_TYPE if block_type in (one["type"], one.get("kind"))]
    return deepcopy(block) | changes


def texts_of(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every text in some JSON, with the pointer to it."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts_of(inner, f"{at}/{name}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from texts_of(inner, f"{at}/{place}")


def with_text(value: Any, pointer: str, text: object) -> Any:
    """The same JSON with something else in the place of one text."""
    changed = deepcopy(value)
    *steps, last = pointer.split("/")[1:]
    place = changed
    for step in steps:
        place = place[int(step) if isinstance(place, list) else step]
    place[int(last) if isinstance(place, list) else last] = text
    return changed
