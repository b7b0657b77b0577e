"""How well the embedded grader agrees with people, beside simple ones, and what that costs.

Short answers: SemEval-2013 task 7, SciEntsBank, two labels (M. Dzikovska and others, 2013), in the folder that
``LMS_DATA`` names. *Unseen answers* are those of the set's own test part, to questions whose other answers people
marked. *Unseen questions* and *unseen domains* are judged on the training part by leaving out a tenth of the questions,
and a whole module, in turn: the set's parts for these are kept for others to judge. Essays are written by a rule.
"""

import os
import resource
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
import pytest

from functions.ai.domain.grading.agreement import error_of, reliability, weighted_kappa
from functions.ai.domain.grading.essays import Essays, Task
from functions.ai.domain.grading.estimates import LEAST_CHANCE_OF_RIGHT, Graded
from functions.ai.domain.grading.logistic import Matrix
from functions.ai.domain.grading.short_answers import Example, ShortAnswers, learned_weights
from functions.ai.domain.grading.signs import SIGNS, signs_of
from functions.ai.domain.grading.wording import worded
from infra.fitting.short_answers import examples_in
from tests.functions.ai.essays import GOOD, OTHER_TOPIC, PROMPT, graded_essays, shuffled

Say = Callable[[str], None]
Questions = dict[str, list[Example]]
Group = Callable[[str], str]
Judged = tuple[list[bool], list[float]]
NOTHING: Final = np.zeros(len(SIGNS) + 1)
PLAIN: Final = (
    "letters like the reference",
    "new words of the reference found, softly",
    "shared with the reference, softly",
)
"""Signs whose mean says most before anything was learned."""
LEAST_PLAIN: Final = 0.31
DRAWS: Final = 3
"""How often other answers are held to be marked: which ones they are makes a difference."""


@pytest.fixture(scope="module")
def sets() -> Iterator[tuple[Questions, Questions]]:
    """The training part, and the unseen answers."""
    folder = os.environ.get("LMS_DATA")
    if not folder or not (Path(folder) / "semeval2013.tgz").is_file():
        pytest.skip("LMS_DATA names no folder with semeval2013.tgz")
    with tempfile.TemporaryDirectory() as place, tarfile.open(Path(folder) / "semeval2013.tgz") as archive:
        archive.extractall(place, filter="data")
        root = Path(place) / "semeval2013"
        yield (
            examples_in(root / "training/2way/sciEntsBank"),
            examples_in(root / "test/2way/sciEntsBank/test-unseen-answers"),
        )


@pytest.fixture(scope="module")
def without_domain(sets: tuple[Questions, Questions]) -> dict[str, Matrix]:
    """By domain, what is learned from all others."""
    return weights_without(sets[0], domain_of)


def domain_of(question_id: str) -> str:
    """The module that a question is from."""
    return question_id.partition("_")[0]


def macro_f1(right: Sequence[bool], said: Sequence[bool]) -> float:
    """The mean of both labels' F1."""
    both = []
    for label in (True, False):
        hits = sum(one is label and other is label for one, other in zip(right, said, strict=True))
        named = sum(one is label for one in right) + sum(one is label for one in said)
        both.append(2 * hits / named if named else 0.0)
    return sum(both) / 2


def confidences(right: Sequence[bool], chances: Sequence[float]) -> list[tuple[float, bool]]:
    """How sure each chance is of right or wrong, and whether that came true."""
    return [(max(one, 1 - one), (one >= 0.5) == truth) for one, truth in zip(chances, right, strict=True)]


def all_of(questions: Questions) -> list[Example]:
    """Every example."""
    return [one for some in questions.values() for one in some]


def judged(examples: Sequence[Example], weights: Matrix, graded: Sequence[Example] = ()) -> list[float]:
    """The chances that answers to one question are right."""
    question, references = examples[0].question, examples[0].references
    judge = ShortAnswers(
        question, references, [Graded(one.answer, one.share) for one in graded], weights=weights, language="en"
    )
    return [judge.judge(one.answer).share for one in examples]


def weights_without(questions: Questions, group: Group) -> dict[str, Matrix]:
    """By group, what is learned from the questions of all others."""
    return {
        name: learned_weights(all_of({key: some for key, some in questions.items() if group(key) != name}), NOTHING)
        for name in {group(one) for one in questions}
    }


def left_out(questions: Questions, group: Group, weights: dict[str, Matrix], marked: int = 0) -> Judged:
    """What was right, and the chances said by weights that were learned without the question's group.

    Of each question's answers so many are drawn, held to be marked, and not judged: `DRAWS` times.
    """
    right, said = [], []
    for key, some in sorted(questions.items()):
        for draw in range(DRAWS if marked else 1):
            drawn = Random(f"{key} {draw}").sample(some, len(some))
            right += [one.share == 1 for one in drawn[marked:]]
            said += judged(drawn[marked:], weights[group(key)], drawn[:marked])
    return right, said


def without_weights(questions: Questions) -> tuple[list[bool], list[bool]]:
    """What was right, and what is said to be by the mean of `PLAIN`."""
    places = [SIGNS.index(one) for one in PLAIN]
    right, said = [], []
    for one in all_of(questions):
        read = [worded(text, "en") for text in (one.question, *one.references, one.answer)]
        best = max(
            float(np.mean([signs[place] for place in places]))
            for signs in (signs_of(read[0], reference, read[-1]) for reference in read[1:-1])
        )
        right.append(one.share == 1)
        said.append(best >= LEAST_PLAIN)
    return right, said


def test_short_answers_are_marked_as_people_did(
    sets: tuple[Questions, Questions], without_domain: dict[str, Matrix], say: Say
) -> None:
    training, unseen = sets
    began = time.perf_counter()
    weights = learned_weights(all_of(training), NOTHING)
    learned_s = time.perf_counter() - began
    right = [one.share == 1 for one in all_of(unseen)]
    began = time.perf_counter()
    chances = [one for key, some in unseen.items() for one in judged(some, weights, training[key])]
    served_ms = (time.perf_counter() - began) / len(right) * 1000
    tenth_of = {key: str(place % 10) for place, key in enumerate(sorted(training))}.__getitem__

    found = {"unseen answers": (right, chances)}
    found["unseen questions (a tenth left out)"] = left_out(training, tenth_of, weights_without(training, tenth_of))
    found["unseen domains (a module left out)"] = left_out(training, domain_of, without_domain)
    scores = {
        name: macro_f1(truth, [one >= LEAST_CHANCE_OF_RIGHT for one in said]) for name, (truth, said) in found.items()
    }
    alone = macro_f1(
        right,
        [one >= LEAST_CHANCE_OF_RIGHT for key, some in unseen.items() for one in judged(some, weights)],
    )
    plain = {name: macro_f1(*without_weights(some)) for name, some in (("unseen", unseen), ("training", training))}
    say(f"three signs, nothing learned: unseen answers {plain['unseen']:.3f}, training part {plain['training']:.3f}")
    errors = {name: error_of(reliability(confidences(truth, said))) for name, (truth, said) in found.items()}
    for name, score in scores.items():
        say(f"{name}: macro-F1 {score:.3f} (goal .75), error of confidence {errors[name]:.3f}")
    say(f"unseen answers without the question's own graded answers: {alone:.3f} (baseline .698)")
    say(
        f"learning the weights from {len(all_of(training))} answers {learned_s:.1f} s; learning a question and judging "
        f"{served_ms:.1f} ms an answer; most memory of the process {_megabytes():.0f} MB"
    )
    assert max(errors.values()) <= 0.05
    assert scores["unseen answers"] >= 0.80
    assert scores["unseen questions (a tenth left out)"] >= 0.70
    assert scores["unseen domains (a module left out)"] >= 0.70
    assert alone >= 0.74
    assert plain["unseen"] >= 0.70


@pytest.mark.parametrize(("marked", "least"), [(3, 0.74), (5, 0.76), (10, 0.78)])
def test_a_few_marked_answers_tell_how_a_question_of_a_new_domain_is_marked(
    sets: tuple[Questions, Questions], without_domain: dict[str, Matrix], say: Say, marked: int, least: float
) -> None:
    right, said = left_out(sets[0], domain_of, without_domain, marked)
    score = macro_f1(right, [one >= LEAST_CHANCE_OF_RIGHT for one in said])
    error = error_of(reliability(confidences(right, said)))
    say(f"unseen domains, {marked} answers to a question marked: macro-F1 {score:.3f}, error of confidence {error:.3f}")
    assert score >= least
    assert error <= 0.05


def test_stated_confidence_can_be_believed(sets: tuple[Questions, Questions], say: Say) -> None:
    training, unseen = sets
    weights = learned_weights(all_of(training), NOTHING)
    pairs = [
        one
        for key, some in unseen.items()
        for one in confidences([each.share == 1 for each in some], judged(some, weights, training[key]))
    ]
    bins = reliability(pairs)
    say("confidence stated | answers | right")
    for one in bins:
        say(f"             {one.stated:.2f} | {one.count:7} | {one.confirmed / one.count:.2f}")
    say(f"expected calibration error {error_of(bins):.3f}")
    assert error_of(bins) <= 0.05


@pytest.mark.parametrize(("count", "least"), [(30, 0.70), (100, 0.72), (300, 0.74), (1200, 0.74)])
def test_essays_are_marked_as_the_rule_does(say: Say, count: int, least: float) -> None:
    unseen = graded_essays(150, seed=99)
    began = time.perf_counter()
    essays = Essays(Task(PROMPT), graded_essays(count, seed=5))
    learned_s = time.perf_counter() - began
    began = time.perf_counter()
    said = [essays.judge(one.text).share for one in unseen]
    served_ms = (time.perf_counter() - began) / len(unseen) * 1000
    kappa = weighted_kappa([round(one * 5) for one in said], [round(one.share * 5) for one in unseen])
    say(
        f"{count} graded essays written by a rule: kappa {kappa:.3f}; learning {learned_s:.1f} s, judging "
        f"{served_ms:.1f} ms; most memory of the process {_megabytes():.0f} MB"
    )
    good = essays.judge(GOOD).share
    others = [shuffled(GOOD), "\n".join([GOOD] * 3), OTHER_TOPIC]
    assert all(essays.judge(one).share < good for one in others)
    assert kappa >= least


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
