"""The page tells every figure with its goal, and what missed it."""

from dataclasses import replace
from itertools import count

import pytest

from infra.bench import report
from infra.bench.capacity import Units
from infra.bench.cold import Weight
from infra.bench.figures import Comparison, in_turn, ms, verdict
from infra.bench.growth import Growth
from infra.bench.memory import Memory
from infra.bench.peers import Beside
from infra.bench.report import Figures
from infra.bench.searching import Asked, Searching
from infra.bench.sizes import Size
from infra.bench.warm import Storage, Warm

SLOW = Comparison("list", 6e-3, 2e-3, 1.5)
FAST = Comparison("course", 1e-3, 2e-3, 1.5)
SEARCHED = Searching(10_000, 21.0, 24_000_000, 19_000_000, 0.1, 0.02, 29_000_000, [Asked("three words", 4e-3, 11e-3)])


def figures(**changes: object) -> Figures:
    """Figures that all reach their goals, but for the changes."""
    good: dict[str, object] = {
        "starts": [Comparison("catalog", 0.55, 0.5, 1.25)],
        "weights": {"catalog": [Weight("fastapi", 0.1)]},
        "kernel": [Comparison("one", 1e-3, 3e-3)],
        "warm": Warm([FAST], Comparison("sign-in", 30e-3, 3e-3), [Storage("course", True, 1, Units(2), 2, Units(4))]),
        "growth": [Growth("10 → 1,000", FAST, (1, 1), (Units(2), Units(2)))],
        "memory": [Memory("catalog", 100_000_000, 101_000_000)],
        "sizes": [Size("bundle catalog", 400_000, 1_000_000), Size("layer docs", 9_000_000, None)],
        "searching": SEARCHED,
        "beside": [Beside("roster", 213e-3, 8e-3), Beside("search", 21e-3, 4e-3)],
    }
    return Figures(**(good | changes))  # type: ignore[arg-type]  # figures by name


def test_everything_that_was_measured_is_told() -> None:
    text = report.page(figures())

    for told in (
        "catalog | 550 | 1.10 | met",
        "fastapi 100",
        "sign-in",
        "2 R",
        "0.40",
        "0.04",
        "three words | 4.00 | 11.0",
    ):
        assert told in text
    assert "missed" not in text


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        ({"starts": [Comparison("catalog", 0.7, 0.5, 1.25)]}, "cold start of catalog"),
        ({"warm": Warm([SLOW], SLOW, [])}, "CPU of list"),
        (
            {"warm": Warm([], FAST, [Storage("roster", True, 3, Units(), 4, Units())])},
            "calls of roster",
        ),
        ({"growth": [Growth("more", FAST, (1, 2), (Units(2), Units(2)))]}, "growth of course, more"),
        ({"growth": [Growth("more", FAST, (1, 1), (Units(2), Units(3)))]}, "growth of course, more"),
        ({"memory": [Memory("catalog", 100_000_000, 110_000_000)]}, "memory of catalog"),
        ({"sizes": [Size("layer core", 26_000_000, 25_000_000)]}, "size of layer core"),
        ({"searching": replace(SEARCHED, asked=[Asked("a word", 0.05, 0.2)])}, "search of a word"),
        ({"beside": [Beside("list", 20e-3, 6e-3)]}, "list, beside a peer"),
        ({"beside": [Beside("current user", 3.6e-3, 4e-3)]}, "current user, beside a peer"),
    ],
)
def test_a_missed_goal_is_named_and_stands_in_its_table(change: dict[str, object], missed: str) -> None:
    found = figures(**change)

    assert report.missed(found) == [missed]
    assert "**missed**" in report.page(found)


def test_reaching_every_goal_leaves_nothing_to_name() -> None:
    assert report.missed(figures()) == []


def test_measures_are_taken_in_turn_and_their_medians_given() -> None:
    clock = count()
    seen: list[str] = []

    def measure(name: str, spike: float) -> float:
        seen.append(name)
        return spike if next(clock) < 2 else 1.0

    assert in_turn([lambda: measure("A", 9), lambda: measure("B", 9)], rounds=3) == [1.0, 1.0]
    assert seen == ["A", "B"] * 3


def test_a_goal_is_held_against_the_ratio_as_it_is_shown() -> None:
    assert Comparison("x", 1.254, 1.0, 1.25).is_met
    assert not Comparison("x", 1.256, 1.0, 1.25).is_met
    assert [verdict(met) for met in (True, False, None)] == ["met", "**missed**", ""]
    assert [ms(seconds) for seconds in (0.2, 0.0123, 0.00123)] == ["200", "12.3", "1.23"]
