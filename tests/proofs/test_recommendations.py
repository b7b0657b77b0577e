"""How well the room recommends, on real enrolments, and what learning from very many takes.

``LMS_ENROLMENTS`` names a folder with ``enrolments.txt.gz`` (a line per learner: their id, then courses in order) and
``held_one_out.txt.gz`` (the id, and one course that was taken out of the line). All is the room's own: what it learns,
the edition as it is stored, and what it serves. Ranked is against all courses not taken.
"""

import gzip
import math
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from functions.guidance.domain.editions import Edition, OfferedCourse
from functions.guidance.domain.histories import History, Taken
from functions.guidance.domain.recommending import Interests, recommend
from functions.guidance.domain.training.learning import Learned, learn

FOLDER = "LMS_ENROLMENTS"
EVERY = 8
"""Of so many learners one is asked what they would have been recommended."""
SHOWN = 10


@dataclass(frozen=True)
class Log:
    """Real enrolments."""

    lines: dict[str, list[str]]
    hidden: dict[str, str]


@pytest.fixture(scope="module")
def log() -> Log:
    """The enrolments that a folder has."""
    folder = os.environ.get(FOLDER)
    if not folder:
        pytest.skip(f"{FOLDER} names no folder with enrolments: recommendations are judged on real learners only.")
    rows = [_rows(Path(folder) / name) for name in ("enrolments.txt.gz", "held_one_out.txt.gz")]
    return Log({row[0]: row[1:] for row in rows[0]}, {row[0]: row[1] for row in rows[1]})


def test_what_was_taken_is_found_among_the_first_ten(log: Log, say: Callable[[str], None]) -> None:
    ids = sorted({course for line in log.lines.values() for course in line} | set(log.hidden.values()))
    numbers = {course: number for number, course in enumerate(ids)}
    began = time.perf_counter()
    learned = learn([[numbers[one] for one in line] for line in log.lines.values()], [[] for _ in ids])
    took = time.perf_counter() - began
    say(f"learned from {len(log.lines)} learners in {len(ids)} courses: {took:.0f} s, {_memory()}")
    say(f"recipe {learned.choice.recipe}")
    stored = _edition(ids, learned).dump()
    edition = Edition.load(stored)

    asked = [user_id for user_id in list(log.lines)[::EVERY] if user_id in log.hidden]
    began = time.perf_counter()
    shown = {user_id: _shown(edition, log.lines[user_id]) for user_id in asked}
    took = (time.perf_counter() - began) / len(asked)
    cold = _shown(edition, [])
    recall, ndcg = _judged([(shown[user_id], log.hidden[user_id]) for user_id in asked])
    popular, _ = _judged([(cold, log.hidden[user_id]) for user_id in asked])
    coverage = len({one for some in shown.values() for one in some}) / len(ids)

    say(f"recall@10 {recall:.4f}, nDCG@10 {ndcg:.4f}, coverage {coverage:.2f}, of {len(asked)} learners asked")
    say(f"somebody new: recall@10 {popular:.4f}; served in {took * 1000:.1f} ms; a file of {len(stored) / 1e6:.2f} MB")
    assert recall >= 0.28
    assert ndcg >= 0.165
    assert coverage >= 0.30


def test_a_hundred_thousand_learners_and_two_thousand_courses_fit_one_function(say: Callable[[str], None]) -> None:
    lot = Random(7)
    lines = []
    for _ in range(100_000):
        start = int(2000 * lot.random() ** 2)
        lines.append([(start + int(lot.expovariate(0.2))) % 2000 for _ in range(2 + int(lot.expovariate(0.1)))])
    began = time.perf_counter()
    learned = learn(lines, [[f"word{number % 97}", f"word{number % 31}"] for number in range(2000)])
    took = time.perf_counter() - began

    say(f"100,000 learners, 2,000 courses, {sum(map(len, lines))} enrolments: {took:.0f} s, {_memory()}")
    assert len(learned.followers) == 2000
    assert took < 900
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4 * 1024**2


def _rows(path: Path) -> list[list[str]]:
    with gzip.open(path, "rt") as lines:
        return [line.split() for line in lines]


def _edition(ids: list[str], learned: Learned) -> Edition:
    highest = max(learned.takers)
    courses = tuple(
        OfferedCourse(course_id, course_id, popularity=taken / highest)
        for course_id, taken in zip(ids, learned.takers, strict=True)
    )
    return Edition("edn_1", learned.choice.recipe.decay, courses, learned.followers)


def _shown(edition: Edition, line: list[str]) -> list[str]:
    courses = {course: Taken(since=place + 1, opened=place + 1) for place, course in enumerate(line)}
    found = recommend(edition, History(courses=courses), Interests(), limit=SHOWN)
    return [one.course.course_id for one in found]


def _judged(pairs: list[tuple[list[str], str]]) -> tuple[float, float]:
    places = [shown.index(hidden) for shown, hidden in pairs if hidden in shown]
    return len(places) / len(pairs), sum(1 / math.log2(place + 2) for place in places) / len(pairs)


def _memory() -> str:
    return f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.2f} GB"
