"""Questions from passages."""

from enum import StrEnum

from functions.ai.domain.tasks.base import Citation, Passage, Request, Result, Shape


class QuestionKind(StrEnum):
    """Kinds of question, by the names that assessment has for them."""

    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    TRUE_FALSE = "true_false"
    SHORT_TEXT = "short_text"
    NUMERIC = "numeric"
    BLANKS = "blanks"
    MATCHING = "matching"
    ORDERING = "ordering"
    ESSAY = "essay"


class GenerateRequest(Request):
    """So many questions of these kinds about these passages."""

    passages: tuple[Passage, ...]
    kinds: tuple[QuestionKind, ...]
    count: int
    difficulty: int | None = None
    """1 (easy) to 5; None for a mixture."""
    course_terms: tuple[str, ...] = ()
    """Terms of the whole course, as far as known: what wrong options can be made of."""
    avoid: tuple[str, ...] = ()
    """Prompts that are there already."""
    seed: int = 0
    """The same request with the same seed gives the same questions, where the provider can."""


class DraftOption(Shape):
    """What can be chosen."""

    text: str
    right: bool
    why: str | None = None
    """Why it is right or wrong."""


class DraftPair(Shape):
    """What belongs together."""

    left: str
    right: str


class DraftCriterion(Shape):
    """What an essay is judged by; ``levels`` from the worst to the best, each described."""

    title: str
    levels: tuple[str, ...]


class QuestionDraft(Shape):
    """A question as a provider proposes it, unchecked. Which of the answers it has depends on its kind.

    Choices and true/false have ``options``; short texts ``answers`` (all that are accepted); numbers one of them, as a
    decimal; blanks a ``prompt`` with ``___`` and an answer for each; matching ``pairs``; ordering ``answers`` in their
    right order; essays a ``model_answer`` and ``criteria``.
    """

    kind: QuestionKind
    prompt: str
    options: tuple[DraftOption, ...] = ()
    answers: tuple[str, ...] = ()
    pairs: tuple[DraftPair, ...] = ()
    model_answer: str | None = None
    criteria: tuple[DraftCriterion, ...] = ()
    explanation: str | None = None
    difficulty: int = 3
    cites: Citation
    """The passage that answers it."""


class GenerateResult(Result):
    """Questions, unchecked, at most a few more than were asked for."""

    questions: tuple[QuestionDraft, ...]
