"""A lesson's content: an ordered list of typed blocks, and the body that holds it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from functions.catalog.domain.assets import AssetUse
from functions.catalog.errors import ContentNotValid
from shared.errors import FieldError
from shared.rich_text.html import to_html

if TYPE_CHECKING:
    from functions.catalog.domain.blocks import Block

MOST_BLOCKS = 100
MOST_ASSETS = 200
"""How many files the blocks of one lesson may show."""
MOST_BYTES = 1_000_000
"""What a body may weigh as it is stored; a request that carries one takes a little more."""
MOST_FAULTS = 50
WITHHELD: Mapping[str, tuple[str, ...]] = {"exercise": ("solution",)}
"""By type of block, what learners do not see before they have completed the lesson."""


@dataclass(frozen=True, slots=True)
class Body:
    """Content that was checked, as the text that is stored and shown. Never changes; equal content has an equal id.

    ``of`` is the only way to make one of what somebody sent.
    """

    body_id: str
    blocks_json: str

    @classmethod
    def of(cls, blocks: "Sequence[Block]", at: str = "/blocks") -> "Body":
        """The body of these blocks, each with an id. Raises ``ContentNotValid`` with the places of what is wrong."""
        _refuse(list(islice(_faults(blocks, at), MOST_FAULTS)))
        text = _json(_identified(blocks))
        size = len(text.encode())
        if size > MOST_BYTES:
            _refuse([FieldError(at, "too_large", f"The content has {size} bytes, at most {MOST_BYTES} are taken.")])
        return cls(f"bod_{hashlib.sha256(text.encode()).hexdigest()[:40]}", text)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks, parsed."""
        parsed: list[dict[str, Any]] = json.loads(self.blocks_json)
        return parsed

    def shown(self, *, solutions: bool, html: bool = False) -> "Body":
        """The body as it is shown to somebody: without what they may not see yet, documents as HTML if they like."""
        withheld = not solutions and any(
            f'"{name}":' in self.blocks_json for names in WITHHELD.values() for name in names
        )
        if not withheld and not html:
            return self
        blocks = self.blocks
        if not solutions:
            blocks = [_without_withheld(block) for block in blocks]
        return Body(self.body_id, _json(_rendered(blocks) if html else blocks))


def blocks_from(raw: Sequence[object], at: str = "/blocks") -> "list[Block]":
    """The blocks that JSON from elsewhere describes. Raises ``ContentNotValid`` with the places of what is wrong."""
    try:
        return _blocks().validate_python(raw)
    except ValidationError as error:
        _refuse(
            [
                FieldError("/".join([at, *map(_step, fault["loc"])]), fault["type"], fault["msg"])
                for fault in error.errors(include_url=False, include_input=False)[:MOST_FAULTS]
            ]
        )
        raise


def places_of_assets(blocks: "Sequence[Block]", at: str = "/blocks") -> Iterator[tuple[str, AssetUse]]:
    """The files that the blocks show, each with the pointer to where it is named."""
    for place, block in enumerate(blocks):
        for within, use in block.assets():
            yield f"{at}/{place}{within}", use


def assets_of(blocks: "Sequence[Block]") -> tuple[AssetUse, ...]:
    """The files that the blocks show, each once."""
    return tuple(dict.fromkeys(use for _, use in places_of_assets(blocks)))


def differing_blocks(one: Body, other: Body) -> list[str]:
    """The ids of the blocks that only one of two bodies has, that are different, or that stand elsewhere."""
    ours, theirs = _by_id(one), _by_id(other)
    common = [[id_ for id_ in blocks if id_ in ours and id_ in theirs] for blocks in (ours, theirs)]
    moved = {id_ for pair in zip(*common, strict=True) if pair[0] != pair[1] for id_ in pair}
    return [id_ for id_ in ours | theirs if ours.get(id_) != theirs.get(id_) or id_ in moved]


def _faults(blocks: "Sequence[Block]", at: str) -> Iterator[FieldError]:
    if len(blocks) > MOST_BLOCKS:
        yield FieldError(at, "too_many_blocks", f"A lesson has at most {MOST_BLOCKS} blocks.")
        return
    sent: set[str] = set()
    for place, block in enumerate(blocks):
        yield from block.faults(f"{at}/{place}")
        if block.block_id in sent:
            yield FieldError(f"{at}/{place}/block_id", "repeated", "Another block of the lesson has this id.")
        if block.block_id is not None:
            sent.add(block.block_id)
    if len(assets_of(blocks)) > MOST_ASSETS:
        yield FieldError(at, "too_many_files", f"A lesson shows at most {MOST_ASSETS} files.")


def _refuse(faults: Sequence[FieldError]) -> None:
    if faults:
        places = ", ".join(fault.pointer for fault in faults[:3])
        raise ContentNotValid(f"The content is not as it must be at {places}.", errors=faults)


def _identified(blocks: "Sequence[Block]") -> list[dict[str, Any]]:
    """The blocks as they are stored. An id that was left out is derived from place and content, past those in use."""
    taken = {block.block_id for block in blocks}
    values = [block.model_dump() for block in blocks]
    for place, value in enumerate(values):
        if value["block_id"] is None:
            content = _json(value)
            made = (
                f"blk_{hashlib.sha256(f'{place}|{attempt}|{content}'.encode()).hexdigest()[:26]}" for attempt in count()
            )
            value["block_id"] = next(one for one in made if one not in taken)
            taken.add(value["block_id"])
    return values


def _without_withheld(block: dict[str, Any]) -> dict[str, Any]:
    withheld = WITHHELD.get(block["type"], ())
    return {name: value for name, value in block.items() if name not in withheld}


def _rendered(value: Any) -> Any:
    if isinstance(value, dict):
        if value.get("type") == "doc":
            return to_html(value)
        return {name: _rendered(inner) for name, inner in value.items()}
    return [_rendered(inner) for inner in value] if isinstance(value, list) else value


def _by_id(body: Body) -> dict[str, dict[str, Any]]:
    """The blocks by their ids; one that was stored before blocks had ids goes by its place."""
    return {block.get("block_id") or str(place): block for place, block in enumerate(body.blocks)}


@cache
def _blocks() -> "TypeAdapter[list[Block]]":
    from functions.catalog.domain.blocks import Block  # many read bodies, few write them

    return TypeAdapter(list[Block])


def _step(step: int | str) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
