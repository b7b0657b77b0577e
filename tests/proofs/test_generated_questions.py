"""Generated questions, judged on textbooks: what share passes each check, what can be guessed, and twenty to look at.

The books lie in the folder that ``LMS_DATA`` names (``openstax/*.jsonl.gz``: a line per lesson with title and body).
They are not part of this project.
"""

import gzip
import html
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from functions.ai.domain.questions.checks import Text, fault
from functions.ai.domain.questions.choosing import Wish, generate
from functions.ai.domain.questions.guessing import Guesser
from functions.ai.domain.questions.items import KINDS, Item, Kind
from functions.ai.domain.questions.material import Lesson, Material
from functions.ai.domain.reading import Part

Say = Callable[[str], None]
BOOKS = ("biology", "economics", "sociology")
EVERY = int(os.environ.get("QUESTIONS_EVERY", "9"))
"""Of how many lessons one is asked about."""
WANTED = 20
NEIGHBOURS = 3
FEWEST_WORDS = 500
LONG = 1_500
"""Words of a lesson that should give a full set."""

_COMMENT = re.compile(r"<!--.*?-->|-->", re.DOTALL)
_ANCHOR = re.compile(r"\s*\{#.*?\}")
_SCRAP = re.compile(r'class="|^\s*[")\]]|"\)')


@dataclass(frozen=True)
class Asked:
    """What was made of a lesson."""

    lesson: Lesson
    material: Material
    items: Sequence[Item]
    rejected: Counter[tuple[Kind, str]]
    words: int
    seconds: float


@pytest.fixture(scope="module")
def books() -> dict[str, list[Lesson]]:
    """The books, as lessons of headings and paragraphs."""
    folder = Path(os.environ.get("LMS_DATA", "")) / "openstax"
    if not os.environ.get("LMS_DATA") or not folder.is_dir():
        pytest.skip("LMS_DATA names no folder with the books of openstax")
    return {
        book: [_lesson(json.loads(line)) for line in gzip.open(folder / f"{book}.jsonl.gz", "rt")] for book in BOOKS
    }


def _lesson(row: dict[str, Any]) -> Lesson:
    return Lesson(row["title"], tuple(_parts(_COMMENT.sub("", html.unescape(html.unescape(row["body"]))))), row["id"])


def _parts(body: str) -> Iterator[Part]:
    for line in body.split("\n"):
        text = _ANCHOR.sub("", " ".join(line.split()))
        if not text or (_SCRAP.search(text) and len(text) < 200):
            continue
        heading = text.startswith("#") or (len(text.split()) < 10 and text[-1] not in ".?!:")
        yield Part(text.lstrip("# "), heading=heading)


def ask(books: dict[str, list[Lesson]], kinds: tuple[Kind, ...]) -> dict[str, list[Asked]]:
    """Sets of questions about every so many lessons of each book."""
    return {book: list(_ask(lessons, kinds)) for book, lessons in books.items()}


def _ask(lessons: Sequence[Lesson], kinds: tuple[Kind, ...]) -> Iterator[Asked]:
    for at in range(0, len(lessons), EVERY):
        lesson = lessons[at]
        if sum(len(part.text.split()) for part in lesson.parts) < FEWEST_WORDS:
            continue
        around = range(max(0, at - NEIGHBOURS), min(len(lessons), at + NEIGHBOURS + 1))
        others = [lessons[other] for other in sorted(around, key=lambda other: abs(other - at)) if other != at]
        begun = time.process_time()
        found = generate(lesson, "en", Wish(kinds, WANTED), seed=str(lesson.lesson_id), others=others)
        seconds = time.process_time() - begun
        reasons = Counter((one.item.kind, str(one.reason)) for one in found.rejected)
        words = sum(len(part.text.split()) for part in lesson.parts)
        yield Asked(lesson, Material(lesson, "en", others), found.items, reasons, words, seconds)


def test_sets_of_all_kinds(books: dict[str, list[Lesson]], say: Say) -> None:
    made = ask(books, KINDS)
    for book, sets in made.items():
        items = [item for one in sets for item in one.items]
        kinds = Counter(item.kind for item in items)
        rejected = sum((one.rejected for one in sets), Counter[tuple[Kind, str]]())
        reasons = Counter[str]()
        for (_, reason), times in rejected.items():
            reasons[reason] += times
        long = [one for one in sets if one.words >= LONG]
        say(f"{book}: {len(sets)} lessons, {len(items)} questions, {len(items) / len(sets):.1f} for each lesson")
        say(f"  {sum(len(one.items) for one in long) / len(long):.1f} for each of {len(long)} of {LONG:,} words")
        say(f"  {len(items) / (len(items) + rejected.total()):.0%} of what was tried passed every check; of each kind")
        say("  " + ", ".join(f"{kind} {_share(kinds[kind], rejected, kind)}" for kind in KINDS if kinds[kind]))
        say(f"  rejected {dict(reasons)}; {max(one.seconds for one in sets):.1f} s of CPU for the slowest lesson")
        for one in sets:
            text = Text([p.text for p in one.lesson.parts if not p.heading], "en", one.lesson.lesson_id)
            assert not [item.prompt for item in one.items if fault(item, text)]
        say(f"  duplicates {_duplicates(sets):.2%}")
        assert _duplicates(sets) < 0.02
        statements = [item for item in items if item.kind == "true_false"]
        true = sum(bool(item.truth) for item in statements)
        say(f"  {len(statements)} statements, {true / len(statements):.0%} are true")
        assert abs(true / len(statements) - 0.5) <= 0.05
        assert sum(len(one.items) for one in long) / len(long) > 0.85 * WANTED
        _show([item for one in sets for item in one.items], say)


def test_one_right_option(books: dict[str, list[Lesson]], say: Say) -> None:
    """The right option is at no place more often, is seldom the longest, and words alone do not find it."""
    for book, sets in ask(books, ("single_choice",)).items():
        chances, places, longest = [], Counter[int](), 0
        for one in sets:
            guesser = Guesser(one.material)
            for item in one.items:
                chances.append(guesser.chance(item))
                right = next(at for at, choice in enumerate(item.choices) if choice.right)
                places[right] += 1
                longest += all(len(item.choices[right].text) > len(c.text) for c in item.choices if not c.right)
        total = len(chances)
        guessed = sum(chances) / total
        expected = total / 4
        chi = sum((places[at] - expected) ** 2 / expected for at in range(4))
        say(f"{book}: {total} questions with one right option from {len(sets)} lessons")
        say(f"  places {dict(sorted(places.items()))} (chi² {chi:.2f}, 7.81 at 5 %)")
        say(f"  right one longest {longest / total:.0%}; a guesser by words scores {guessed:.3f}")
        assert chi < 7.81
        assert longest / total <= 0.35
        assert guessed <= 0.45


def _share(passed: int, rejected: Counter[tuple[Kind, str]], kind: Kind) -> str:
    """How many of a kind passed, of how many that were tried."""
    tried = passed + sum(times for (one, _), times in rejected.items() if one == kind)
    return f"{passed} of {tried} ({passed / tried:.0%})"


def _duplicates(sets: Sequence[Asked]) -> float:
    """The part of a book's questions that say nearly the same as another of their lesson."""
    twice = total = 0
    for one in sets:
        words = [set(re.findall(r"\w+", f"{item.prompt} {' '.join(item.right)}".casefold())) for item in one.items]
        total += len(words)
        twice += sum(len(a & b) / len(a | b) > 0.8 for a, b in combinations(words, 2) if a | b)
    return twice / total


def _show(items: Sequence[Item], say: Say) -> None:
    for item in Random(20).sample(list(items), 20):
        say(f"\n[{item.kind}, difficulty {item.difficulty}] {item.prompt}")
        for choice in item.choices:
            say(f"   {'*' if choice.right else ' '} {choice.text}")
        for pair in item.pairs:
            say(f"   {pair.prompt} — {pair.match}")
        for thing in item.sequence:
            say(f"   {thing}")
        answer = item.truth if item.truth is not None else item.model_answer or "; ".join(item.right)
        say(f"   answer: {str(answer)[:300]}")
        for passage in item.passages:
            say(f"   > {passage.text}")
