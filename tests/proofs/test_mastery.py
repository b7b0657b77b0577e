"""How well the next answer of somebody who was never seen is foretold, before it is learned from.

``LMS_ANSWER_LOG`` names a folder with ``train.csv.gz``: a line per answer, in order, whose columns tabs separate;
``user_id``, ``item_id``, ``skill_id`` and ``correct`` are among them. A fifth of the learners is held back. How hard
questions and skills are, is learned from the others; of who is held back only what they themselves answered before.
Everything is the room's own: an attempt of one answer is added as the room adds it.
"""

import csv
import gzip
import math
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from functions.mastery.domain.evidence import Answer, Attempt, Said, taught
from functions.mastery.domain.learners import Learner, Mind

FOLDER = "LMS_ANSWER_LOG"
AHEAD = 0.08
"""So much more of the area under the curve than by the mean of the question, on every split; splits differ by 0.02."""
SEEDS = (1, 2, 3)
Foretold = list[tuple[float, int]]
"""The chance that was seen, and whether the answer was right."""


@pytest.fixture(scope="module")
def logs() -> list[list[Answer]]:
    """The answers of each learner, in order."""
    folder = os.environ.get(FOLDER)
    if not folder:
        pytest.skip(f"{FOLDER} names no folder with a log of answers: foretelling is judged on real learners only.")
    found: dict[str, list[Answer]] = defaultdict(list)
    with gzip.open(Path(folder) / "train.csv.gz", "rt") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            skill_ids = (f"skl_{row['skill_id']}",)
            found[row["user_id"]].append(Answer(f"que_{row['item_id']}", skill_ids, 10_000 * int(row["correct"])))
    return list(found.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_answers_of_learners_never_seen_are_foretold(
    logs: list[list[Answer]], seed: int, say: Callable[[str], None]
) -> None:
    held_back, others = _split(logs, seed)
    hardness = _taught_by(others)

    kept = [one for answers in held_back for one in _foretold(answers, hardness)]
    learning = [one for answers in held_back for one in _foretold(answers, dict(hardness), teaches=True)]
    plain = _means(held_back, others)

    for name, found in (("mean of the question", plain), ("difficulties kept", kept), ("and learned on", learning)):
        say(f"split {seed}, {name}: AUC {_auc(found):.4f}, RMSE {_rmse(found):.4f}, log loss {_log_loss(found):.4f}")
    assert _auc(kept) >= _auc(plain) + AHEAD
    assert _log_loss(kept) < _log_loss(plain)


def test_what_is_said_is_as_sure_as_it_turns_out(logs: list[list[Answer]], say: Callable[[str], None]) -> None:
    held_back, others = _split(logs, SEEDS[0])
    hardness = _taught_by(others)

    bins: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for answers in held_back:
        for chance, right in _foretold(answers, hardness):
            bins[min(9, int(chance * 10))].append((chance, right))

    off = 0.0
    for number, found in sorted(bins.items()):
        said, was = (sum(one[place] for one in found) / len(found) for place in (0, 1))
        off += abs(said - was) * len(found)
        say(f"said {said:.2f}, was {was:.2f} ({len(found):,} answers of {number * 10} % and more)")
    assert off / sum(len(found) for found in bins.values()) < 0.03


def _split(logs: Sequence[list[Answer]], seed: int) -> tuple[list[list[Answer]], list[list[Answer]]]:
    """A fifth of the learners, and the others."""
    shuffled = Random(seed).sample(logs, len(logs))
    fifth = len(shuffled) // 5
    return shuffled[:fifth], shuffled[fifth:]


def _taught_by(others: Sequence[list[Answer]]) -> dict[str, Said]:
    """How hard everything is, after these learners."""
    hardness: dict[str, Said] = {}
    for answers in others:
        for _ in _foretold(answers, hardness, teaches=True):
            pass
    return hardness


def _foretold(
    answers: Sequence[Answer], hardness: dict[str, Said], *, teaches: bool = False
) -> Iterator[tuple[float, int]]:
    """For each answer of one learner the chance that was seen before, and what it was."""
    learner = Learner()
    for number, one in enumerate(answers):
        attempt = Attempt(f"att_{number:08}", "crs_1", 1, (one,))
        found = {name: hardness.get(name, Said()) for name in attempt.subjects()}
        yield Mind(learner, found).answer(one).chance, one.score_bp // 10_000
        attempt = Attempt(attempt.attempt_id, attempt.course_id, 1, (one,), found)
        learner, said = learner.after(attempt)
        if teaches:
            for name in taught(found):
                hardness[name] = found[name] + said[name]


def _means(held_back: Sequence[list[Answer]], others: Sequence[list[Answer]]) -> Foretold:
    """The baseline: a question is answered as the others answered it."""
    right: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for answers in others:
        for one in answers:
            right[one.question_id][0] += one.score_bp // 10_000
            right[one.question_id][1] += 1
    return [
        ((right[one.question_id][0] + 1.3) / (right[one.question_id][1] + 2), one.score_bp // 10_000)
        for answers in held_back
        for one in answers
    ]


def _auc(found: Sequence[tuple[float, int]]) -> float:
    """How likely a right answer was given the higher chance than a wrong one; ties count half."""
    ranked = sorted(found)
    total, place = 0.0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end][0] == ranked[place][0]:
            end += 1
        total += sum(right for _, right in ranked[place:end]) * (place + end + 1) / 2
        place = end
    right = sum(one for _, one in found)
    return (total - right * (right + 1) / 2) / (right * (len(found) - right))


def _rmse(found: Sequence[tuple[float, int]]) -> float:
    return math.sqrt(sum((chance - right) ** 2 for chance, right in found) / len(found))


def _log_loss(found: Sequence[tuple[float, int]]) -> float:
    return -sum(math.log(chance if right else 1 - chance) for chance, right in found) / len(found)
