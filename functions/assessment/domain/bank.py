"""Questions in a course's bank: what is known of each beside what it asks."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, cast

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from functions.assessment.domain.papers import Tag
from functions.assessment.domain.questions import AnyQuestion, Question
from functions.assessment.domain.questions.base import MOST_FAULTS
from functions.assessment.errors import QuestionNotValid
from shared.errors import FieldError
from shared.pointers import pointer_to

MOST_TAGS = 10
MOST_SKILLS = 10
MOST_BYTES = 300_000
"""What a definition may weigh as JSON."""
LONGEST_TITLE = 120

Difficulty = Annotated[int, Field(ge=1, le=5)]


class Origin(BaseModel):
    """Where a question comes from that nobody wrote by hand: the draft, who made it, and who approved it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    draft_id: str
    made_by: str
    """The provider, by name."""
    approved_by: str
    lesson_id: str | None = None
    """The lesson whose text it asks about; None for a text that was sent."""


class BankQuestion(BaseModel):
    """A question of a course's bank, in its current version."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    question_id: str
    course_id: str
    type: str
    title: str
    """How it begins, as plain text."""
    difficulty: Difficulty
    tags: tuple[Tag, ...]
    skill_ids: tuple[str, ...]
    version: int
    changed_at: datetime
    origin: Origin | None = None
    """None for a question that somebody wrote."""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class FrozenQuestion:
    """What a question asks in one version. Never changes."""

    question_id: str
    version: int
    skill_ids: tuple[str, ...]
    definition: AnyQuestion[Any]


def parsed(raw: Mapping[str, Any], at: str) -> AnyQuestion[Any]:
    """The question that JSON describes. Raises ``QuestionNotValid`` with the places of what is wrong."""
    try:
        return cast(AnyQuestion[Any], _ADAPTER.validate_python(raw))
    except ValidationError as error:
        raise QuestionNotValid(
            errors=[
                FieldError(at + pointer_to(raw, fault["loc"]), fault["type"], fault["msg"])
                for fault in error.errors(include_url=False, include_input=False, include_context=False)[:MOST_FAULTS]
            ]
        ) from None


def checked(definition: AnyQuestion[Any], at: str) -> bytes:
    """The definition as it is stored. Raises ``QuestionNotValid`` with the places of what is wrong."""
    faults = list(definition.faults(at))[:MOST_FAULTS]
    if faults:
        raise QuestionNotValid(errors=faults)
    text = definition.model_dump_json(exclude_defaults=False).encode()
    if len(text) > MOST_BYTES:
        raise QuestionNotValid(f"A question has at most {MOST_BYTES} bytes, this one has {len(text)}.")
    return zlib.compress(text)


def stored(packed: bytes) -> AnyQuestion[Any]:
    """The definition that was stored."""
    return cast(AnyQuestion[Any], _ADAPTER.validate_json(zlib.decompress(packed)))


def title_of(definition: AnyQuestion[Any]) -> str:
    """How the prompt begins, as plain text."""
    text = plain_text(definition.prompt)
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1].rstrip()}…"


def plain_text(document: Mapping[str, Any]) -> str:
    """A document's words, in order."""
    return " ".join(" ".join(_texts(document)).split())


def same(one: AnyQuestion[Any], other: AnyQuestion[Any]) -> bool:
    """Whether two definitions ask the same."""
    return bool(json.loads(one.model_dump_json()) == json.loads(other.model_dump_json()))


def _texts(node: Any) -> list[str]:
    found: list[str] = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one.get("text"), str):
            found.append(one["text"])
        waiting += reversed(one.get("content") or [])
    return found


_ADAPTER: TypeAdapter[Any] = TypeAdapter(Question, config=ConfigDict(defer_build=True))
