"""What every type of question can be asked, and what an answer is worth.

A type is one class: its fields are the definition that an author writes; ``Response`` is what may be answered. It says
what may be shown to who answers (``shown``: nothing that tells the answer), what an answer is worth (``mark``), what
would have been right (``right_answer``), and under which headings statistics count answers (``categories``).

Worth is a share of the question's points as an exact fraction: blank is 0, everything right is 1, and guessing all at
once is never worth more than knowing nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import Annotated, Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from events.media import AssetKind
from functions.assessment.domain.files import FileRules
from functions.assessment.errors import ResponseNotValid
from shared.errors import FieldError
from shared.pointers import pointer_to
from shared.rich_text import Document
from shared.rich_text.checking import faults_of

MOST_OPTIONS = 50
MOST_ACCEPTED = 50
MOST_FAULTS = 50
NEARLY = Fraction(1, 1000)
"""How far a share may be from all or nothing to count as it: three parts of 33.33 % each are everything."""

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,24}$")]
"""What names an option within its question. Made at random where left out, so that it tells nothing about the order."""
BasisPoints = Annotated[int, Field(ge=-10_000, le=10_000)]
"""A share of the question's points, of ten thousand."""


class Part(BaseModel):
    """Something within a question, as its author writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AssetUse(NamedTuple):
    """A file that a question shows, and of which kind it must be; None for any."""

    asset_id: str
    kind: AssetKind | None


class Verdict(StrEnum):
    """What an answer is, in a word."""

    RIGHT = "right"
    PARTLY_RIGHT = "partly_right"
    WRONG = "wrong"


def verdict_of(share: Fraction) -> Verdict:
    """What a share of the points says in a word."""
    if share >= 1 - NEARLY:
        return Verdict.RIGHT
    return Verdict.PARTLY_RIGHT if share > NEARLY else Verdict.WRONG


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer is worth: a share of the points (below 0 where wrong answers cost), and of which parts."""

    share: Fraction
    parts: tuple[tuple[str, Fraction], ...] = ()
    """By key of blank, item or sub-question, what each part is worth by itself, from 0 to 1."""
    feedback: tuple[Document, ...] = ()
    """What the author says to this very answer."""

    @property
    def verdict(self) -> Verdict:
        """What it is in a word."""
        return verdict_of(self.share)


NOTHING = Mark(Fraction(0))
"""What a blank answer is worth."""


class Order(Protocol):
    """Puts things that have keys into the order in which one person sees them."""

    def __call__(self, things: Iterable["K"], /) -> list["K"]:
        """All of them, in that order."""
        ...


class Keyed(Part):
    """A part that has a key; ``keyed`` gives one to those without."""

    key: Key | None = None


K = TypeVar("K", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Shuffled:
    """An order that a seed decides, the same whenever it is asked: by the digest of seed and key."""

    seed: str

    def __call__(self, things: Iterable[K], /) -> list[K]:
        """The things in the order of their digests."""
        return sorted(things, key=lambda thing: sha256(f"{self.seed}|{thing.key}".encode()).digest())


def as_written(things: Iterable[K], /) -> list[K]:
    """The author's own order."""
    return list(things)


R = TypeVar("R", bound=Part)


class AnyQuestion(Part, Generic[R]):
    """What all types of question have in common."""

    Response: ClassVar[type[Part]]
    graded_by: ClassVar[str] = "rule"
    """``rule`` where ``mark`` decides, ``person`` where somebody must read it, ``machine`` where it must be run."""

    prompt: Document
    explanation: Document | None = None
    """Why the right answer is right. Nobody who answers sees it before the rules of release say so."""

    def faults(self, at: str) -> Iterator[FieldError]:
        """What breaks a rule that concerns more than one field, or the inside of a document."""
        for place, document in self.documents():
            yield from faults_of(document, f"{at}{place}")
        for fault in self.broken_rules():
            yield FieldError(f"{at}{fault.pointer}", fault.code, fault.message)

    def documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Its documents, each with where it stands."""
        yield "/prompt", self.prompt
        if self.explanation is not None:
            yield "/explanation", self.explanation
        yield from self.own_documents()

    def own_documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Those that only this type has."""
        return iter(())

    def assets(self) -> Iterator[tuple[str, AssetUse]]:
        """The files that it shows, each with where it is named."""
        return iter(())

    def broken_rules(self) -> Iterator[FieldError]:
        """What its own fields say of each other that cannot be."""
        return iter(())

    def shown(self, order: Order) -> dict[str, Any]:
        """What who answers sees: an allow-list of each type's own, with what may be shuffled in this order."""
        return {"prompt": self.prompt}

    def read(self, raw: object, at: str = "/response") -> R | None:
        """An answer as it was sent; None for a blank one. Raises ``ResponseNotValid`` with the places of faults."""
        faults = list(self.faults_of_response(raw, at))
        if faults:
            raise ResponseNotValid(errors=faults[:MOST_FAULTS])
        if raw is None or raw == {}:
            return None
        response: Any = self.Response.model_validate(raw)
        return None if self.is_blank(response) else response

    def faults_of_response(self, raw: object, at: str) -> Iterator[FieldError]:
        """What is wrong with an answer as it was sent; nothing with a blank one."""
        if raw is None or raw == {}:
            return
        try:
            response: Any = self.Response.model_validate(raw)
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_input=False, include_context=False):
                yield FieldError(at + pointer_to(raw, fault["loc"]), fault["type"], fault["msg"])
            return
        for stray in self.strays(response):
            yield FieldError(f"{at}{stray.pointer}", stray.code, stray.message)

    def strays(self, response: R) -> Iterator[FieldError]:
        """What an answer names that the question does not have."""
        return iter(())

    def is_blank(self, response: R) -> bool:
        """Whether the answer says nothing."""
        return False

    def mark(self, response: R) -> Mark | None:
        """What an answer that is not blank is worth; None where that is not for a rule to say."""
        return None

    def assess(self, raw: object) -> Mark | None:
        """What an answer as it was sent is worth, a blank one nothing. Raises ``ResponseNotValid``."""
        response = self.read(raw)
        return NOTHING if response is None else self.mark(response)

    def takes_files(self) -> FileRules | None:
        """Which files an answer may name; None for none."""
        return None

    def right_answer(self) -> dict[str, Any] | None:
        """What would have been right, as it may be shown afterwards; None where there is no such thing."""
        return None

    def guess_bp(self) -> int:
        """What guessing alone gets, on average; 0 where there is nothing to choose from."""
        return 0

    def categories(self, response: R) -> tuple[str, ...]:
        """The headings under which statistics count this answer: the options chosen, or nothing."""
        return ()


def duplicates(values: Iterable[str]) -> Iterator[int]:
    """The places of values that stand there a second time."""
    seen: set[str] = set()
    for place, value in enumerate(values):
        if value in seen:
            yield place
        seen.add(value)


def keyed(things: Iterable[K], new_key: "NewKey") -> tuple[K, ...]:
    """The things, each with a key."""
    return tuple(thing if thing.key else thing.model_copy(update={"key": new_key()}) for thing in things)


class NewKey(Protocol):
    """Makes a key that nobody can guess anything from."""

    def __call__(self) -> str:
        """Another one."""
        ...


def repeated_keys(things: Iterable[Keyed], at: str) -> Iterator[FieldError]:
    """A fault for every key that stands twice."""
    given = [(place, thing.key) for place, thing in enumerate(things) if thing.key]
    for number in duplicates([key for _, key in given]):
        yield FieldError(f"{at}/{given[number][0]}/key", "repeated_key", "Another one has this key.")
