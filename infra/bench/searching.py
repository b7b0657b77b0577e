"""What searching costs over so many courses: ``python -m infra.bench.searching [COURSES ...]`` prints its figures.

The index is built and packed by one process, and opened from its file by another one, as functions do it.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import quantiles

from functions.search.domain import Change, Entry, Filters, Offer, Rating, Sort, Wish
from functions.search.gateways import TantivyIndex
from functions.search.gateways.bases import packed, unpack
from infra.bench.program import resident_bytes
from infra.bench.relevance import slipped

COURSES = 10_000
VOCABULARY = 30_000
WORDS_OF_TEXT = 600
ASKED = 300
GOAL_S = 0.1
"""What a query may take at the 95th percentile: with the rest of a request that is still at once for who is typing."""
_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """One kind of question: seconds of the processor at the median and at the 95th percentile."""

    name: str
    p50: float
    p95: float

    @property
    def is_met(self) -> bool:
        """Whether it is answered at once."""
        return self.p95 <= GOAL_S


@dataclass(frozen=True)
class Searching:
    """What was measured over one number of courses."""

    courses: int
    build_s: float
    folder_bytes: int
    packed_bytes: int
    open_s: float
    change_s: float
    resident_bytes: int
    asked: list[Asked]


class Library:
    """Courses made of words as frequent as words are, always the same ones."""

    def __init__(self, seed: int = 11) -> None:
        self._chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
        syllables = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
        self._words = list(
            dict.fromkeys("".join(self._chance.choices(syllables, k=2 + number % 4)) for number in range(VOCABULARY))
        )
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._words) + 1)))

    def text(self, words: int) -> str:
        """So many words, frequent ones more often."""
        return " ".join(self._chance.choices(self._words, cum_weights=self._weights, k=words))

    def entry(self, number: int) -> Entry:
        """A course of this library."""
        published = _DAY + timedelta(minutes=number)
        chance = self._chance
        offer = Offer(
            course_id=f"crs_{number:026}",
            version=1,
            title=self.text(5).capitalize(),
            summary=self.text(30),
            language=chance.choice(("en", "en", "en", "hi", "ta")),
            category_id=f"cat_{number % 40:026}",
            difficulty=chance.choice(("beginner", "intermediate", "advanced")),
            objectives=(self.text(8), self.text(8)),
            tags=tuple(self.text(1) for _ in range(3)),
            instructor_ids=(f"usr_{number % 300:026}",),
            topic_count=4,
            lesson_count=20,
            estimated_minutes=200,
            first_published_at=published,
            published_at=published,
        )
        outline = "\n".join(self.text(4) for _ in range(24))
        stars = Rating(count=number % 50, sum=number % 50 * 4)
        return Entry(offer=offer, outline=outline, text=self.text(WORDS_OF_TEXT), rating=stars)

    def questions(self, entries: list[Entry]) -> dict[str, list[Wish]]:
        """What is asked, by kind."""
        chance = self._chance
        titles = [entry.offer.title.split(" ") for entry in chance.sample(entries, ASKED)]
        return {
            "three words": [Wish(" ".join(title[:3])) for title in titles],
            "a sentence of a dozen words": [Wish(self.text(12)) for _ in titles],
            "a word that is only begun": [Wish(title[0][: max(3, len(title[0]) - 2)]) for title in titles],
            "three words, one misspelt": [
                Wish(" ".join((slipped(max(title, key=len), chance), *title[:2]))) for title in titles
            ],
            "two words, three filters": [
                Wish(" ".join(title[:2]), Filters(difficulty="beginner", language="en", min_rating=3.0))
                for title in titles
            ],
            "all courses of a category by title": [
                Wish("", Filters(category=(f"cat_{number % 40:026}",)), Sort.TITLE) for number in range(ASKED)
            ],
            "all courses, the best first": [Wish("", start=number) for number in range(ASKED)],
        }


def searching(courses: int = COURSES) -> Searching:
    """Build, pack, open and ask."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, file = Path(scratch) / "index", Path(scratch) / "index.zip"
        folder.mkdir()
        library = Library()
        entries = [library.entry(number) for number in range(courses)]
        began = time.process_time()
        index = TantivyIndex(folder, bulk=True)
        index.apply(Change(course_id=entry.offer.course_id, at="", entry=entry) for entry in entries)
        index.finish()
        file.write_bytes(packed(folder))
        built = time.process_time() - began
        size = sum(path.stat().st_size for path in folder.iterdir())
        command = [sys.executable, "-m", "infra.bench.searching", "--asked", str(file), str(courses)]
        told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        asked = [Asked(**one) for one in told.pop("asked")]
        return Searching(courses, built, size, file.stat().st_size, asked=asked, **told)


def asked_of(file: Path, courses: int) -> dict[str, object]:
    """What a process measures that opens the packed index."""
    library = Library()
    entries = [library.entry(number) for number in range(courses)]
    questions, titles = library.questions(entries), [entry.offer.title for entry in entries[:ASKED]]
    one_more = library.entry(courses)
    entries.clear()
    before = resident_bytes()
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        unpack(file.read_bytes(), Path(folder))
        index = TantivyIndex(Path(folder))
        opened = time.process_time() - began
        asked = [_asked(name, [_searching(index, wish) for wish in wishes]) for name, wishes in questions.items()]
        asked.append(_asked("suggestions", [_suggesting(index, title[:9]) for title in titles]))
        grown = resident_bytes() - before
        began = time.process_time()
        index.apply([Change(course_id=one_more.offer.course_id, at="", entry=one_more)])
        changed = time.process_time() - began
        index.finish()
    return {
        "open_s": opened,
        "change_s": changed,
        "resident_bytes": grown,
        "asked": [asdict(one) for one in asked],
    }


def _searching(index: TantivyIndex, wish: Wish) -> Callable[[], object]:
    return lambda: index.search(wish)


def _suggesting(index: TantivyIndex, text: str) -> Callable[[], object]:
    return lambda: index.suggest(text, 8)


def _asked(name: str, asking: list[Callable[[], object]]) -> Asked:
    seconds = list(_timed(asking))
    cuts = quantiles(seconds, n=20)
    return Asked(name, cuts[9], cuts[18])


def _timed(asking: list[Callable[[], object]]) -> Iterator[float]:
    # The first answer reads what the others find: it belongs to opening.
    asking[0]()
    for ask in asking:
        began = time.process_time()
        ask()
        yield time.process_time() - began


def main(arguments: list[str]) -> None:
    """Print the figures of each number of courses."""
    if arguments[:1] == ["--asked"]:
        print(json.dumps(asked_of(Path(arguments[1]), int(arguments[2]))))
        return
    for courses in [int(one) for one in arguments] or [COURSES]:
        print(json.dumps(asdict(searching(courses)), indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
