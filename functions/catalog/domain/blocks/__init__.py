"""The types of block that a lesson is made of: one module per family.

A new type is a class in its family's module, listed twice here: in ``Block``, and in ``_TYPES`` or ``_KINDS``. What is
of another type is refused with a pointer to where it says so.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from functions.catalog.domain.blocks.embeds import EmbedBlock
from functions.catalog.domain.blocks.interactive import AccordionBlock, FlashcardsBlock, HotspotsBlock, TimelineBlock
from functions.catalog.domain.blocks.media import AudioBlock, FileBlock, ImageBlock, VideoBlock
from functions.catalog.domain.blocks.parts import AnyBlock, AssetId
from functions.catalog.domain.blocks.practice import AssignmentBlock, ExerciseBlock, QuizBlock
from functions.catalog.domain.blocks.texts import CodeBlock, RichText

__all__ = ["BLOCK_TYPES", "AnyBlock", "AssetId", "Block", "RichText"]

Choices = Mapping[str, Callable[[Any], BaseModel]]


def _chosen(value: Any, by: str, choices: Choices) -> BaseModel:
    name = value.get(by)
    choice = choices.get(name) if isinstance(name, str) else None
    if choice is not None:
        return choice(value)
    fault = PydanticCustomError(
        "unknown_block" if by in value else "missing", f"The {by} of a block is one of {', '.join(choices)}."
    )
    raise ValidationError.from_exception_data("Block", [{"type": fault, "loc": (by,), "input": name}])


def _validated(value: Any, _: ValidatorFunctionWrapHandler) -> Any:
    """What the union would make of it, which would tell the faults of all types at once."""
    if isinstance(value, AnyBlock):
        return value
    if not isinstance(value, dict):
        raise PydanticCustomError("block", "A block is an object.")
    return _chosen(value, "type", _TYPES)


_KINDS: Choices = {
    "flashcards": FlashcardsBlock.model_validate,
    "accordion": AccordionBlock.model_validate,
    "timeline": TimelineBlock.model_validate,
    "hotspots": HotspotsBlock.model_validate,
}
_TYPES: Choices = {
    "rich_text": RichText.model_validate,
    "code": CodeBlock.model_validate,
    "video": VideoBlock.model_validate,
    "audio": AudioBlock.model_validate,
    "image": ImageBlock.model_validate,
    "file": FileBlock.model_validate,
    "embed": EmbedBlock.model_validate,
    "quiz": QuizBlock.model_validate,
    "exercise": ExerciseBlock.model_validate,
    "assignment": AssignmentBlock.model_validate,
    "interactive": lambda value: _chosen(value, "kind", _KINDS),
}
BLOCK_TYPES = frozenset(_TYPES)
"""The types that are known here."""
Block: TypeAlias = Annotated[
    RichText
    | CodeBlock
    | VideoBlock
    | AudioBlock
    | ImageBlock
    | FileBlock
    | EmbedBlock
    | QuizBlock
    | ExerciseBlock
    | AssignmentBlock
    | FlashcardsBlock
    | AccordionBlock
    | TimelineBlock
    | HotspotsBlock,
    WrapValidator(_validated),
]
