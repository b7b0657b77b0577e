"""What every generated question must pass, whoever made it: each rule gives a reason or nothing."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from functions.ai.domain.grading.hygiene import leads_away, speaks_to_the_grader
from functions.ai.domain.questions import grammar
from functions.ai.domain.questions.items import BLANK, OPTIONS, Item
from functions.ai.domain.reading import content_stems, stems_of

Reason = Literal[
    "incomplete",
    "passage_not_in_text",
    "not_answerable",
    "options_missing",
    "options_alike",
    "not_one_right",
    "gives_itself_away",
    "negated",
    "leaks",
    "unreadable",
    "foreign",
    "duplicate",
    "guessable",
]
REASONS: Mapping[Reason, str] = {
    "incomplete": "It lacks what its kind needs.",
    "passage_not_in_text": "The passage it cites does not stand in the text, word for word, where it says.",
    "not_answerable": "The passage it cites does not hold the answer.",
    "options_missing": "It does not have as many options as its kind needs.",
    "options_alike": "Two options say the same, or one is part of another.",
    "not_one_right": "Not exactly one option is right, or not between one and all but one.",
    "gives_itself_away": "The right option stands out by length or by grammar.",
    "negated": "It asks for what is not so.",
    "leaks": "It names its own answer.",
    "unreadable": "Its sentence is broken or too long.",
    "foreign": "It holds a link or an address that the passages do not hold, or words that speak to a machine.",
    "duplicate": "The bank or this set asks the same already.",
    "guessable": "Enough questions of the set can be answered by comparing words.",
}
"""Why an item can be rejected, said to a tutor."""

LONGER = 1.5
"""By how much the right option may be longer than the others' mean."""
LENGTH_FROM = 30
"""Below so many characters the length of options tells nothing."""
ANSWERED = 0.75
"""What part of the answer's words must stand in the cited passages."""
ESSAY_ANSWERED = 0.5
"""The same of a model answer, which says things in its own words."""
LEAKED = 0.6
MOST_OF_A_NAME = 5
"""Options of more words are statements, not names."""
ALIKE = 0.75
LONGEST_PROMPT = 400
_BROKEN = re.compile(
    r"\s,|\s\.(?!\d)|\(\s*\)|[<>]|^\W+$|\b(?:in|of|by|to|with|as|and|the|a|an|from|for|because|when|if|but|or|that|which|than|such|their|its|into|on|at|per|how)\s*[?.]$|__{5,}|-->"
    r"|\b(?:v|vs|e\.g|i\.e|cf|Mr|Mrs|Dr|St|[A-Z])\.$"
)
_MARKS = re.compile(r"[\W_]+")


class Text:
    """The text that items cite, by its paragraphs."""

    def __init__(self, paragraphs: Sequence[str], language: str, lesson_id: str | None = None) -> None:
        self.paragraphs = [" ".join(paragraph.split()) for paragraph in paragraphs]
        self.language = language
        self.lesson_id = lesson_id

    def words(self, text: str) -> list[str]:
        """The words of a text that say something, stemmed."""
        return content_stems(stems_of(text.replace(BLANK, " "), self.language), self.language)


def fault(item: Item, text: Text) -> Reason | None:
    """Why an item may not be offered; None for one that may. Of several reasons the first."""
    return next((reason for rule in _RULES for reason in rule(item, text)), None)


def _incomplete(item: Item, text: Text) -> Iterator[Reason]:
    needed = {
        "single_choice": bool(item.choices),
        "multiple_choice": bool(item.choices),
        "true_false": item.truth is not None,
        "short_text": bool(item.answers),
        "blanks": bool(item.answers) and item.prompt.count(BLANK) == len(item.answers),
        "numeric": item.value is not None,
        "matching": len({pair.prompt for pair in item.pairs}) > 2
        and len({pair.match for pair in item.pairs}) == len(item.pairs),  # two pairs are a coin's toss
        "ordering": len(set(item.sequence)) == len(item.sequence) > 2,  # so are two things
        "essay": bool(item.model_answer and item.criteria),
    }
    if not needed[item.kind]:
        yield "incomplete"


def _cited(item: Item, text: Text) -> Iterator[Reason]:
    for passage in item.passages:
        known = 0 <= passage.paragraph < len(text.paragraphs) and passage.lesson_id == text.lesson_id
        if not known or text.paragraphs[passage.paragraph][passage.start : passage.end] != passage.text:
            yield "passage_not_in_text"


def _answerable(item: Item, text: Text) -> Iterator[Reason]:
    cited = set(text.words(item.cited))
    if item.kind == "numeric":
        if format(item.value or 0, "f") not in item.cited.replace(",", ""):
            yield "not_answerable"
    elif item.kind == "true_false":
        said = set(text.words(_statement(item))) - set(text.words("true or false"))
        missing = len(said - cited)
        if missing > len(said) * (1 - ANSWERED) if item.truth else _plain(_statement(item)) in _plain(item.cited):
            yield "not_answerable"
    elif item.kind == "essay":
        words = set(text.words(item.model_answer))
        if len(words & cited) < ESSAY_ANSWERED * len(words):
            yield "not_answerable"
    else:
        for right in item.right[:1] if item.kind == "short_text" else item.right:
            words = set(text.words(right))
            if words and len(words & cited) < ANSWERED * len(words):
                yield "not_answerable"


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()


def _statement(item: Item) -> str:
    return item.prompt.partition(": ")[2] or item.prompt


def _options(item: Item, text: Text) -> Iterator[Reason]:
    if item.kind not in ("single_choice", "multiple_choice"):
        return
    right = sum(choice.right for choice in item.choices)
    if (item.kind == "single_choice" and right != 1) or not 0 < right < len(item.choices):
        yield "not_one_right"
    if len(item.choices) < OPTIONS or (item.kind == "single_choice" and len(item.choices) != OPTIONS):
        yield "options_missing"
    plain = [_plain(choice.text) for choice in item.choices]
    if len(set(plain)) < len(plain):
        yield "options_alike"
    words = [frozenset(text.words(choice.text)) for choice in item.choices]
    if any(one and one == other for at, one in enumerate(words) for other in words[:at]):
        yield "options_alike"


def _gives_away(item: Item, text: Text) -> Iterator[Reason]:
    if item.kind != "single_choice" or sum(choice.right for choice in item.choices) != 1:
        return
    right = next(choice.text for choice in item.choices if choice.right)
    wrong = [choice.text for choice in item.choices if not choice.right]
    mean = sum(map(len, wrong)) / max(1, len(wrong))
    if len(right) > LENGTH_FROM and len(right) > LONGER * mean:
        yield "gives_itself_away"
    if text.language == "en" and len(right.split()) <= 4:  # a name, not a statement
        forms = [grammar.is_plural(option.split()) for option in (right, *wrong) if option.split()]
        article = re.search(rf"\b(an?) {BLANK}", item.prompt)
        fits = [article is None or grammar.article_for(option) == article[1] for option in (right, *wrong)]
        if forms[0] not in forms[1:] or (article and not all(fits)):
            yield "gives_itself_away"


def _negated(item: Item, text: Text) -> Iterator[Reason]:
    if text.language == "en" and item.kind not in ("essay", "numeric") and grammar.negates(item.prompt):
        yield "negated"


def _leaks(item: Item, text: Text) -> Iterator[Reason]:
    asked = set(text.words(item.prompt))
    if item.kind in ("short_text", "blanks", "multiple_choice"):
        for right in item.right[:1] if item.kind == "short_text" else item.right:
            words = set(text.words(right))
            if words and words <= asked:
                yield "leaks"
    if item.kind == "single_choice":
        shares = [(_share(set(text.words(choice.text)), asked), choice.right) for choice in item.choices]
        named = max((share for share, is_right in shares if is_right), default=0.0)
        others = max((share for share, is_right in shares if not is_right), default=0.0)
        if named >= LEAKED or (named > 2 * others and named > 0.3):  # a third of it
            yield "leaks"
    if item.kind == "numeric" and item.value is not None:
        number = format(item.value, "f")
        if re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", item.prompt.replace(",", "")):
            yield "leaks"


def _share(words: set[str], asked: set[str]) -> float:
    return len(words & asked) / len(words) if words else 0.0


def _readable(item: Item, text: Text) -> Iterator[Reason]:
    shown = [item.prompt, *(choice.text for choice in item.choices), *(pair.match for pair in item.pairs)]
    if len(item.prompt) > LONGEST_PROMPT or any(_BROKEN.search(one) for one in (*shown, *item.sequence)):
        yield "unreadable"


def _foreign(item: Item, text: Text) -> Iterator[Reason]:
    """What a source said to a machine, and a machine to people: instructions, and ways out of the house."""
    shown = _shown(item)
    if any(leads_away(one, item.cited) for one in shown):
        yield "foreign"
    if any(speaks_to_the_grader(one) for one in (*shown, item.cited)):
        yield "foreign"


def _shown(item: Item) -> tuple[str, ...]:
    pairs = (text for pair in item.pairs for text in (pair.prompt, pair.match))
    judged = (criterion.text for criterion in item.criteria)
    choices = (choice.text for choice in item.choices)
    return (item.prompt, *choices, *pairs, *item.answers, *item.sequence, item.model_answer, *judged)


_RULES: tuple[Callable[[Item, Text], Iterator[Reason]], ...] = (
    _incomplete,
    _cited,
    _options,
    _readable,
    _foreign,
    _negated,
    _answerable,
    _leaks,
    _gives_away,
)


class Asked:
    """What is asked already, in the bank and in the set: new items are compared with it.

    ``texts`` are prompts, or prompts with their answers: an item is the same when either is nearly the same. A prompt
    that says nothing of what is asked ("Match each term …", "Which statement …") is compared with its answers only.
    """

    def __init__(self, text: Text, texts: Sequence[str] = ()) -> None:
        self._text = text
        self._seen: list[frozenset[str]] = [frozenset(text.words(one)) for one in texts]

    def has(self, item: Item) -> bool:
        """Whether something that is asked already asks nearly the same."""
        ways = [self._words(whole_text(item))]
        if item.kind not in ("matching", "ordering") and not _are_sentences(item):
            ways.append(self._words(item.prompt))
        return any(_alike(words, seen) for words in ways for seen in self._seen)

    def add(self, item: Item) -> None:
        """Take an item as asked."""
        self._seen.append(self._words(whole_text(item)))

    def _words(self, text: str) -> frozenset[str]:
        return frozenset(self._text.words(text))


def _are_sentences(item: Item) -> bool:
    return any(choice.right and len(choice.text.split()) > MOST_OF_A_NAME for choice in item.choices)


def whole_text(item: Item) -> str:
    """What an item asks and what is right, as one text."""
    return " ".join((item.prompt, *item.right, *item.sequence))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other:
        return False
    shared = len(one & other)
    return shared / len(one | other) >= ALIKE or (
        len(one) > 3 and shared / min(len(one), len(other)) >= 0.9
    )  # but a word
