"""How well the risk of not passing is told apart, beside a simple rule, and whether its chances come true.

The Open University's data (J. Kuzilek and others, 2017), in the folder that ``LMS_DATA`` names: learned on the
presentations of February 2013, judged on those of October 2013: six courses, of which three were never seen and so have
no history. What a history of every course is worth is shown by giving each its own rate.
"""

import math
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from functions.analytics.domain import risk
from functions.analytics.domain.evidence import Evidence
from functions.analytics.domain.risk import judge
from infra.fitting.open_university import Case, Registry
from infra.fitting.risk import auc, fit

Say = Callable[[str], None]
DAYS = (0, 30, 60, 120)
LEAST = {0: 0.65, 30: 0.735, 60: 0.805, 120: 0.87}


@pytest.fixture(scope="module")
def judged() -> Iterator[Sequence[Case]]:
    """Cases that were not learned from; the weights are those of the others meanwhile."""
    folder = Path(os.environ.get("LMS_DATA") or "nowhere") / "oulad"
    if not folder.is_dir():
        pytest.skip("LMS_DATA names no folder with oulad")
    registry = Registry(folder)
    learned = fit(registry.cases(["2013B"]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(risk, "weighing", lambda: learned)
        yield list(registry.cases(["2013J"], DAYS))


def chance(evidence: Evidence) -> float:
    """What the product says; of the first days too, on which it would not be shown yet."""
    return judge(replace(evidence, days=max(7, evidence.days))).chance_bp


def with_history(case: Case) -> Case:
    """As if the course had been held before, with the same outcome."""
    lost = round(1000 / (1 + math.exp(-case.course_odds)))
    return replace(case, evidence=replace(case.evidence, came_before=1000, lost_before=lost))


def within_courses(cases: Sequence[Case]) -> dict[str, float]:
    """The AUC in each course by itself."""
    names = sorted({case.course for case in cases})
    several = {name: [case for case in cases if case.course == name] for name in names}
    return {
        name: auc([case.not_passed for case in some], [chance(case.evidence) for case in some])
        for name, some in several.items()
    }


def off_by(cases: Sequence[Case]) -> float:
    """The expected calibration error, by tenths."""
    said = [(chance(case.evidence), case.not_passed) for case in cases]
    tenths = [[(bp, gone) for bp, gone in said if min(9, bp // 1000) == tenth] for tenth in range(10)]
    return sum(abs(sum(bp / 10_000 - gone for bp, gone in some)) for some in tenths) / len(said)


def simple(evidence: Evidence) -> float:
    """The usual rule: a mean below four tenths, what is missing as nothing; before anything is due, being idle."""
    if not evidence.works:
        return -evidence.activity
    return -sum(work.mark or 0.0 for work in evidence.works) / len(evidence.works)


class TestRiskOfNotPassing:
    def test_is_told_apart_better_than_by_a_simple_rule(self, judged: Sequence[Case], say: Say) -> None:
        say("| day | learners | AUC | within a course | all with a history | simple rule |")
        for day in DAYS:
            cases = [case for case in judged if case.day == day]
            gone = [case.not_passed for case in cases]
            found = auc(gone, [chance(case.evidence) for case in cases])
            plain = auc(gone, [simple(case.evidence) for case in cases])
            alone = within_courses(cases)
            known = auc(gone, [chance(with_history(case).evidence) for case in cases])
            mean = sum(alone.values()) / len(alone)
            say(f"| {day} | {len(cases):,} | {found:.3f} | {mean:.3f} | {known:.3f} | {plain:.3f} |")
            say(", ".join(f"{name} {value:.3f}" for name, value in alone.items()))
            assert known >= found
            assert found >= LEAST[day]
            assert found >= plain

    def test_comes_true_as_often_as_it_says(self, judged: Sequence[Case], say: Say) -> None:
        say("| said | learners | mean said | did not pass |")
        known = [case for case in judged if case.day]
        for tenth in range(10):
            said = [(chance(case.evidence), case.not_passed) for case in known]
            some = [(bp, gone) for bp, gone in said if bp // 1000 == tenth or (tenth == 9 and bp == 10_000)]
            if some:
                mean, came = (sum(float(one[n]) for one in some) / len(some) for n in (0, 1))
                say(f"| {tenth * 10}–{tenth * 10 + 10} % | {len(some):,} | {mean / 100:.0f} % | {came * 100:.0f} % |")
        off, informed = off_by(known), off_by([with_history(case) for case in known])
        say(f"expected calibration error {off:.3f}, with a history of all {informed:.3f}")
        assert off < 0.1
        assert informed < 0.04
