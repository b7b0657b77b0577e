"""``python -m infra.bench.relevance FOLDER``: does the search find a textbook's module by what one would ask for it?

FOLDER holds ``*.jsonl.gz``: a line per module with ``title``, ``objectives`` and ``body``. Every module that states
objectives becomes a course with one lesson, without the objectives themselves; then it is looked for by each of its
objectives, by its title, and by its title with one slip of the pen in one word. Figures are mean reciprocal
ranks among the first ten, by the product's own index, nothing changed for the measurement.
"""

import gzip
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from functions.search.domain import MOST_TEXT, Change, Entry, Offer, Wish
from functions.search.gateways import CourseIndex, TantivyIndex

FIRST = 10
GOALS = {"objectives": 0.75, "titles": 0.90, "titles with a slip": 0.85}
_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Query:
    """What is asked for, and the course that it is about."""

    text: str
    course_id: str


def main(arguments: Sequence[str]) -> int:
    """Print the figures; exits with 1 when one misses its goal."""
    modules = list(read(Path(arguments[0])))
    index = indexed(modules)
    figures = {name: mean_reciprocal_rank(index, asked) for name, asked in queries(modules).items()}
    print(f"{len(modules)} modules; mean reciprocal rank among the first {FIRST}")
    for name, figure in figures.items():
        print(f"{name:20} {figure:.3f}  goal {GOALS[name]:.2f}  {'met' if figure >= GOALS[name] else 'MISSED'}")
    return int(any(figure < GOALS[name] for name, figure in figures.items()))


def read(folder: Path) -> Iterator[dict[str, Any]]:
    """The modules that state objectives."""
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                module = json.loads(line)
                if module["objectives"]:
                    yield module


def indexed(modules: Sequence[dict[str, Any]]) -> CourseIndex:
    """The product's index of them, made as the handlers make it."""
    index = TantivyIndex()
    changes = [Change(course_id=id_of(at), at="", entry=entry_of(at, module)) for at, module in enumerate(modules)]
    index.apply(changes)
    return index


def entry_of(at: int, module: dict[str, Any]) -> Entry:
    """The module as a course. All have one day and no stars, so that only the text decides."""
    text = str(module["body"])
    for objective in module["objectives"]:
        text = text.replace(objective, "")
    offer = Offer(
        course_id=id_of(at),
        version=1,
        title=module["title"],
        summary="",
        language="en",
        category_id=None,
        difficulty=None,
        objectives=(),
        tags=(),
        instructor_ids=(),
        topic_count=1,
        lesson_count=1,
        estimated_minutes=0,
        first_published_at=_DAY,
        published_at=_DAY,
    )
    return Entry(offer=offer, text=text[:MOST_TEXT])


def queries(modules: Sequence[dict[str, Any]]) -> dict[str, list[Query]]:
    """The three kinds, the slips always the same ones."""
    chance = random.Random(7)  # noqa: S311  # repeatable, not secret
    titles = [Query(module["title"], id_of(at)) for at, module in enumerate(modules)]
    return {
        "objectives": [Query(one, id_of(at)) for at, module in enumerate(modules) for one in module["objectives"]],
        "titles": titles,
        "titles with a slip": [Query(with_slip(query.text, chance), query.course_id) for query in titles],
    }


def with_slip(title: str, chance: random.Random) -> str:
    """One of its longer words with a letter changed, left out, added or swapped with the next."""
    words = title.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if not long:
        return title
    at = chance.choice(long)
    words[at] = slipped(words[at], chance)
    return " ".join(words)


def slipped(word: str, chance: random.Random) -> str:
    """The word with one slip of the pen behind its first letter."""
    place, letter = chance.randrange(1, len(word)), chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice(
        (
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
        )
    )


def mean_reciprocal_rank(index: CourseIndex, asked: Sequence[Query]) -> float:
    """1 where the course is found first, 1/2 where second, 0 where not among the first ten; on average."""
    total = 0.0
    for query in asked:
        found = [hit.offer.course_id for hit in index.search(Wish(query.text, limit=FIRST)).hits]
        total += 1 / (found.index(query.course_id) + 1) if query.course_id in found else 0
    return total / len(asked)


def id_of(at: int) -> str:
    """A course's id, from its place among the modules."""
    return f"crs_{at:05}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
