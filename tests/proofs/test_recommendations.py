"""How well the room recommends, on real enrolments, and what learning from very many takes.

``LMS_ENROLMENTS`` names a folder with ``enrolments.txt.gz`` (a line per learner: their id, then courses in order) and
``held_one_out.txt.gz`` (the id, and one course that was taken out of the line). All is the room's own: what it learns,
the edition as it is stored, and what it serves. Ranked is against all courses not taken.

Learners are of two halves, by their ids; figures are of the second one. The usual recipe was first chosen while looking
at courses taken out of both, so a recipe is chosen here by the first half alone, and both are judged by the second.
"""

import gzip
import math
import os
import resource
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from zlib import crc32

import numpy as np
import pytest

from functions.guidance.domain.editions import Edition, OfferedCourse
from functions.guidance.domain.histories import History, Taken
from functions.guidance.domain.recommending import Interests, recommend
from functions.guidance.domain.training.counting import Table, count, trimmed
from functions.guidance.domain.training.learning import Learned, learn
from functions.guidance.domain.training.tuning import gained
from functions.guidance.domain.training.weighing import Recipe, weights

FOLDER = "LMS_ENROLMENTS"
EVERY = 4
"""Of so many learners of the second half one is asked what they would have been recommended."""
TUNING = 6_000
"""Of the first half, so many are asked of each recipe that is tried."""
SHOWN = 10
TRIED: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("decay", (0.8, 0.9, 1.0)),
    ("backwards", (0.0, 0.3, 1.0)),
    ("unpopularity", (0.0, 0.15, 0.25, 0.35)),
    ("caution", (1.0, 15.0, 50.0)),
)


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

    asked = _half(log, 1)[::EVERY]
    began = time.perf_counter()
    shown = {user_id: _shown(edition, log.lines[user_id]) for user_id in asked}
    took = (time.perf_counter() - began) / len(asked)
    recall, ndcg = _judged([(shown[user_id], log.hidden[user_id]) for user_id in asked])
    coverage = len({one for some in shown.values() for one in some}) / len(ids)
    say(f"recall@10 {recall:.4f}, nDCG@10 {ndcg:.4f}, coverage {coverage:.2f}, of {len(asked)} learners asked")
    say(f"served in {took * 1000:.1f} ms; a file of {len(stored) / 1e6:.2f} MB")

    popular = _popularity(log, ids)
    new = _judged([(_shown(edition, []), log.hidden[user_id]) for user_id in asked])
    plain = _judged([(popular[:SHOWN], log.hidden[user_id]) for user_id in asked])
    say(f"somebody new: recall@10 {new[0]:.4f}, nDCG@10 {new[1]:.4f}; by popularity {plain[0]:.4f}, {plain[1]:.4f}")
    once = _judged([(_shown(edition, log.lines[user_id][:1]), log.hidden[user_id]) for user_id in asked])
    rest = {user_id: [one for one in popular[: 2 * SHOWN] if one != log.lines[user_id][0]][:SHOWN] for user_id in asked}
    usual = _judged([(rest[user_id], log.hidden[user_id]) for user_id in asked])
    say(f"after one course: recall@10 {once[0]:.4f}; by popularity {usual[0]:.4f}")
    assert recall >= 0.28
    assert ndcg >= 0.165
    assert coverage >= 0.30
    assert new >= plain
    assert once[0] > usual[0]


def test_the_usual_recipe_is_as_good_as_what_one_half_chooses(log: Log, say: Callable[[str], None]) -> None:
    """One property after the other, twice, from a recipe that knows nothing, by the first half."""
    ids = sorted({course for line in log.lines.values() for course in line} | set(log.hidden.values()))
    numbers = {course: number for number, course in enumerate(ids)}
    lines = trimmed([[numbers[one] for one in line] for line in log.lines.values()])
    places = {user_id: place for place, user_id in enumerate(log.lines)}
    counts = count(lines, len(ids))

    def judge(recipe: Recipe, users: list[str]) -> Table:
        known = [lines[places[user_id]] for user_id in users]
        hidden = np.array([numbers[log.hidden[user_id]] for user_id in users])
        return gained(weights(counts, recipe), recipe.decay, known, hidden)[0]

    tuning = Random(1).sample(_half(log, 0), TUNING)
    chosen = Recipe(decay=1.0, backwards=1.0, unpopularity=0.0, caution=1.0)
    best = judge(chosen, tuning).mean()
    for _ in range(2):
        for name, values in TRIED:
            for value in values:
                recipe = replace(chosen, **{name: value})
                gains = judge(recipe, tuning).mean()
                if gains > best:
                    chosen, best = recipe, gains
    others = _half(log, 1)[::EVERY]
    ours, theirs = judge(Recipe(), others), judge(chosen, others)
    say(f"one half chooses {chosen}")
    say(f"on the other half: recall@10 {(theirs > 0).mean():.4f}, nDCG@10 {theirs.mean():.4f}")
    say(f"the usual recipe there: recall@10 {(ours > 0).mean():.4f}, nDCG@10 {ours.mean():.4f}")
    differences = theirs - ours
    assert differences.mean() <= 2 * differences.std() / math.sqrt(len(differences))


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


def _half(log: Log, which: int) -> list[str]:
    """The learners of a half of whom a course was taken out."""
    return [user_id for user_id in log.lines if user_id in log.hidden and crc32(user_id.encode()) % 2 == which]


def _popularity(log: Log, ids: list[str]) -> list[str]:
    """The courses, those that most took first."""
    taken = Counter(course for line in log.lines.values() for course in dict.fromkeys(line))
    return sorted(ids, key=lambda course: (-taken[course], course))


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
