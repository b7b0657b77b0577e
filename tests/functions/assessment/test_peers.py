"""Peer review: who reads whose work, and what both are worth."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.assessment.domain.peers import Assessed, Pair, allocate, evaluate, join
from functions.assessment.errors import PeersNotEnough

seeds = st.text("abcdef0123456789", min_size=1, max_size=8)


def alone(number: int) -> dict[str, tuple[str, ...]]:
    return {f"work{one}": (f"person{one}",) for one in range(number)}


@st.composite
def teams(draw: st.DrawFn) -> tuple[dict[str, tuple[str, ...]], int]:
    """Teams of one to four, enough of them for the number of reviews."""
    reviews = draw(st.integers(1, 4))
    sizes = draw(st.lists(st.integers(1, 4), min_size=2 * reviews + 4, max_size=40))
    return {f"w{team}": tuple(f"p{team}-{one}" for one in range(size)) for team, size in enumerate(sizes)}, reviews


def require_fair(pairs: list[Pair], works: Mapping[str, tuple[str, ...]], reviews: int) -> None:
    own = {author: work for work, authors in works.items() for author in authors}
    given = Counter(pair.reviewer for pair in pairs)
    got = Counter(pair.work for pair in pairs)
    assert {given[person] for person in own} == {reviews}
    assert max(got[work] for work in works) - min(got[work] for work in works) <= 1
    assert all(own[pair.reviewer] != pair.work for pair in pairs)
    assert len(set(pairs)) == len(pairs)


class TestAllocation:
    @given(st.integers(1, 6), st.integers(0, 60), seeds)
    def test_is_fair_among_people(self, reviews: int, more: int, seed: str) -> None:
        works = alone(reviews + 1 + more)

        require_fair(allocate(works, reviews, seed=seed), works, reviews)

    @given(teams(), seeds)
    def test_is_fair_among_teams_and_reads_no_team_mate(
        self, case: tuple[dict[str, tuple[str, ...]], int], seed: str
    ) -> None:
        works, reviews = case

        require_fair(allocate(works, reviews, seed=seed), works, reviews)

    @given(teams(), seeds)
    def test_is_the_same_for_the_same_seed(self, case: tuple[dict[str, tuple[str, ...]], int], seed: str) -> None:
        works, reviews = case
        turned = dict(reversed(works.items()))

        assert sorted(allocate(works, reviews, seed=seed)) == sorted(allocate(turned, reviews, seed=seed))

    def test_differs_for_another(self) -> None:
        assert allocate(alone(20), 3, seed="a") != allocate(alone(20), 3, seed="b")

    def test_needs_more_works_than_reviews(self) -> None:
        with pytest.raises(PeersNotEnough):
            allocate(alone(3), 3, seed="a")


class TestALateComer:
    @given(st.integers(1, 4), st.integers(2, 20), st.integers(1, 3), seeds)
    def test_gives_and_gets_as_many_and_changes_nobodys_number(
        self, reviews: int, more: int, late: int, seed: str
    ) -> None:
        works = alone(2 * reviews + more)
        pairs = allocate(works, reviews, seed=seed)
        for number in range(late):
            works[f"late{number}"] = (f"latecomer{number}",)
            pairs = join(pairs, works, f"late{number}", reviews, seed=seed)

        require_fair(pairs, works, reviews)

    @given(st.integers(1, 4), st.integers(2, 20), seeds, st.data())
    def test_takes_nothing_from_anybody_that_was_begun(
        self, reviews: int, more: int, seed: str, data: st.DataObject
    ) -> None:
        works = alone(reviews + more)
        pairs = allocate(works, reviews, seed=seed)
        begun = data.draw(st.sets(st.sampled_from(pairs)))
        works["late"] = ("latecomer",)

        after = join(pairs, works, "late", reviews, begun=begun, seed=seed)

        assert begun <= set(after)
        assert len(set(after)) == len(after)
        given = Counter(pair.reviewer for pair in after)
        got = Counter(pair.work for pair in after)
        assert (given["latecomer"], got["late"]) == (reviews, reviews)
        assert all(reviews <= given[author] <= reviews + reviews for (author,) in works.values())
        assert Pair("latecomer", "late") not in after


def said(reviewer: str, *shares: int, work: str = "w") -> Assessed:
    return Assessed(Pair(reviewer, work), {f"c{place}": Fraction(one, 100) for place, one in enumerate(shares)})


class TestBothMarks:
    def test_follow_the_formula_by_hand(self) -> None:
        # One criterion: 40, 50, 60. Average 50, variance 200/3; the best is 50; 10 away: 10 * 100 / (5 * 200/3) = 3.
        found = evaluate([said("a", 40), said("b", 50), said("c", 60)], {"c0": 1})

        assert found.reviewers == {"a": Fraction(97, 100), "b": Fraction(1), "c": Fraction(97, 100)}
        assert found.works == {"w": Fraction(1, 2)}

    def test_give_everybody_everything_who_agrees(self) -> None:
        found = evaluate([said("a", 70, 20), said("b", 70, 20)], {"c0": 3, "c1": 1})

        assert set(found.reviewers.values()) == {Fraction(1)}
        assert found.works["w"] == Fraction(3 * 70 + 20, 400)

    def test_let_a_careless_reviewer_count_less(self) -> None:
        careful = [said(name, 80) for name in ("a", "b", "c", "d")]
        found = evaluate([*careful, said("careless", 0)], {"c0": 1})

        assert found.reviewers["careless"] == 0
        assert found.works["w"] > Fraction(4 * 80, 500)

    @given(
        st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=7),
        st.integers(1, 9),
        st.randoms(),
    )
    def test_lie_within_bounds_whatever_the_order(
        self, marks: list[tuple[int, int]], comparison: int, luck: object
    ) -> None:
        reviews = [said(f"r{place}", *pair) for place, pair in enumerate(marks)]
        weights = {"c0": 2, "c1": 5}

        found = evaluate(reviews, weights, comparison=comparison)

        assert all(0 <= one <= 1 for one in [*found.works.values(), *found.reviewers.values()])
        assert found == evaluate(reviews[::-1], weights, comparison=comparison)
