"""From the slots of an assessment to the paper that one person gets: drawn and shuffled by a seed, the same again."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from functions.assessment.domain.rubrics import RubricId, RubricUse
from functions.assessment.errors import NotEnoughQuestions

MOST_SLOTS = 200
MOST_DRAWN = 100

Tag = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Centipoints = Annotated[int, Field(ge=0, le=100_000)]
"""Points in hundredths."""
QuestionId = Annotated[str, StringConstraints(max_length=32, pattern=r"^que_[0-9A-Za-z]+$")]


class _Slot(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    points_centi: Centipoints = 100
    """What each of its questions is worth."""
    rubric_id: RubricId | None = None
    """By which the answers are judged that somebody has to read."""


class FixedSlot(_Slot):
    """The same question for everybody."""

    kind: Literal["question"]
    question_id: QuestionId


class DrawSlot(_Slot):
    """Some questions of the course's bank, others for everybody: those with this tag, of this difficulty."""

    kind: Literal["draw"]
    tag: Tag
    difficulty: Annotated[int, Field(ge=1, le=5)] | None = None
    count: Annotated[int, Field(ge=1, le=MOST_DRAWN)]


Slot = Annotated[FixedSlot | DrawSlot, Field(discriminator="kind")]


class PaperItem(BaseModel):
    """A question as one person gets it: in the version that there was when the attempt began."""

    model_config = ConfigDict(frozen=True)

    question_id: str
    version: int
    points_centi: int
    rubric: RubricUse | None = None


def draw(
    slots: Sequence[FixedSlot | DrawSlot],
    versions: Mapping[str, int],
    pools: Mapping[int, Sequence[str]],
    *,
    seed: str,
    shuffle: bool,
    rubrics: Mapping[str, RubricUse] | None = None,
) -> tuple[PaperItem, ...]:
    """The paper for a seed.

    ``versions`` are the current ones of all questions concerned, ``pools`` by the place of a slot what it draws from,
    ``rubrics`` the current versions of those that slots name.
    No question comes twice: fixed ones are taken first. Raises ``NotEnoughQuestions`` with the slot's place.
    """
    fixed = {slot.question_id for slot in slots if isinstance(slot, FixedSlot)}
    taken = set(fixed)
    paper: list[PaperItem] = []
    for place, slot in enumerate(slots):
        if isinstance(slot, FixedSlot):
            chosen = [slot.question_id]
        else:
            free = sorted(set(pools[place]) - taken, key=lambda one: _lot(seed, f"draw|{place}|{one}"))
            if len(free) < slot.count:
                raise NotEnoughQuestions(place, wanted=slot.count, found=len(free))
            chosen = free[: slot.count]
            taken.update(chosen)
        rubric = (rubrics or {}).get(slot.rubric_id or "")
        paper += [
            PaperItem(question_id=one, version=versions[one], points_centi=slot.points_centi, rubric=rubric)
            for one in chosen
        ]
    if shuffle:
        paper.sort(key=lambda item: _lot(seed, f"order|{item.question_id}"))
    return tuple(paper)


def _lot(seed: str, what: str) -> bytes:
    return sha256(f"{seed}|{what}".encode()).digest()
