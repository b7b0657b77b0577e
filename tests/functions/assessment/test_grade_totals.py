"""What marks make together: what is dropped, weighed, and left out."""

from datetime import UTC, datetime
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.assessment.domain.gradebook import (
    Band,
    Book,
    Column,
    ColumnKind,
    Entry,
    EntryState,
    GradeCategory,
    GradeColumnRules,
    Override,
    Part,
    Sheet,
    Weighting,
    kept,
    letter,
    total,
)

AT = datetime(2026, 11, 23, tzinfo=UTC)
PARTS = st.lists(st.builds(Part, st.integers(0, 30), st.integers(0, 20), st.booleans()), max_size=8)


def best(parts: list[Part], lowest: int, highest: int) -> tuple[bool, ...]:
    """By trying every choice: the share is exact, and of equal choices the one of the parts that stand first."""
    there = list(range(len(parts)))
    for number, sign in ((lowest, 1), (highest, -1)):
        free = [place for place in there if parts[place].may_go]
        worth = any(parts[place].max_centi for place in there if place not in free)
        number = min(number, len(free) if worth else len(free) - 1)
        if number <= 0:
            continue

        def share(going: tuple[int, ...], there: list[int] = there) -> Fraction:
            left = [parts[place] for place in there if place not in going]
            return Fraction(sum(one.score_centi for one in left), sum(one.max_centi for one in left))

        choices = list(combinations(free, number))
        top = max(sign * share(going) for going in choices)
        going = min(one for one in choices if sign * share(one) == top)
        there = [place for place in there if place not in going]
    return tuple(place in there for place in range(len(parts)))


class TestDropping:
    @settings(max_examples=500)
    @given(PARTS, st.integers(0, 4), st.integers(0, 3))
    def test_is_the_best_choice_there_is(self, parts: list[Part], lowest: int, highest: int) -> None:
        assert kept(parts, lowest=lowest, highest=highest) == best(parts, lowest, highest)

    def test_is_so_for_thousands_of_groups_as_courses_have_them(self) -> None:
        random = Random(6)
        worse = 0
        for _ in range(4_000):
            parts = []
            for _ in range(random.randint(2, 7)):
                most = random.choice([100, 250, 500, 1000, 2000])
                parts.append(Part(random.randint(0, most), most, random.random() < 0.1))
            lowest, highest = random.randint(0, 3), random.randint(0, 1)

            found = kept(parts, lowest=lowest, highest=highest)

            assert found == best(parts, lowest, highest)
            worse += found != _greedy(parts, lowest)
        assert worse > 1_000

    def test_always_leaves_something(self) -> None:
        assert sum(kept([Part(0, 100), Part(50, 100)], lowest=9, highest=9)) == 1

    def test_never_drops_what_must_stay(self) -> None:
        assert kept([Part(0, 100, stays=True), Part(90, 100)], lowest=1, highest=0) == (True, False)


def _greedy(parts: list[Part], lowest: int) -> tuple[bool, ...]:
    """The lowest percentages, one by one."""
    free = sorted(
        (place for place, part in enumerate(parts) if part.may_go),
        key=lambda place: Fraction(parts[place].score_centi, parts[place].max_centi),
    )
    return tuple(place not in free[:lowest] for place in range(len(parts)))


def columns(*most: int, category: str | None = None, **rules: bool) -> list[Column]:
    """A column of each of these points."""
    return [
        Column(
            item_id=f"asm_{category or ''}{place}",
            kind=ColumnKind.ASSESSMENT,
            title="A quiz",
            max_centi=one,
            rules=GradeColumnRules(item_id=f"asm_{category or ''}{place}", category=category, **rules),
        )
        for place, one in enumerate(most)
    ]


def sheet(*scores: int | EntryState | None, category: str = "") -> Sheet:
    """A learner with these marks in columns of this category."""

    def entry(score: int | EntryState | None) -> Entry:
        if isinstance(score, EntryState):
            return Entry(override=Override(state=score, score_centi=None, reason="So.", by="usr_1", at=AT))
        return Entry(score_centi=score)

    return Sheet(
        user_id="usr_2",
        entries={f"asm_{category}{place}": entry(one) for place, one in enumerate(scores) if one is not None},
    )


class TestByPoints:
    def test_sums_points_and_counts_what_is_not_graded_only_in_the_end(self) -> None:
        made = total(Book(), columns(1000, 3000, 1000), sheet(500, 3000))

        assert (made.current_bp, made.final_bp) == (8750, 7000)

    def test_rounds_once_and_half_up(self) -> None:
        assert total(Book(), columns(300), sheet(200)).current_bp == 6667
        assert total(Book(), columns(80_000), sheet(20_004)).current_bp == 2501

    @pytest.mark.parametrize(
        ("state", "current", "final"), [(EntryState.MISSING, 5000, 5000), (EntryState.EXCUSED, 10_000, 10_000)]
    )
    def test_counts_what_is_missing_and_not_what_is_excused(self, state: EntryState, current: int, final: int) -> None:
        made = total(Book(), columns(1000, 1000), sheet(1000, state))

        assert (made.current_bp, made.final_bp) == (current, final)

    def test_adds_extra_credit_to_what_one_has_only(self) -> None:
        asked = [*columns(1000), columns(0, 200, extra_credit=True)[1]]

        assert total(Book(), asked, sheet(900, 150)).current_bp == 10_500

    def test_leaves_out_what_is_omitted(self) -> None:
        assert total(Book(), columns(1000, omitted=True), sheet(1000)).current_bp is None

    def test_has_no_grade_before_there_is_a_mark(self) -> None:
        made = total(Book(), columns(1000), sheet())

        assert (made.current_bp, made.final_bp) == (None, 0)


class TestByCategories:
    def book(self, **weights: int) -> Book:
        categories = tuple(GradeCategory(key=key, name=key, weight_bp=weight) for key, weight in weights.items())
        return Book(weighting=Weighting.CATEGORIES, categories=categories)

    def both(self, quizzes: int | None, exam: int | None) -> Sheet:
        return sheet(quizzes, category="quizzes").model_copy(
            update={
                "entries": {
                    **sheet(quizzes, category="quizzes").entries,
                    **sheet(exam, category="exam").entries,
                }
            }
        )

    @pytest.mark.parametrize(
        ("quizzes", "exam", "current", "final"),
        [(500, 1000, 8000, 8000), (500, None, 5000, 2000), (None, 1000, 10_000, 6000)],
    )
    def test_weighs_them_and_scales_up_where_one_is_empty(
        self, quizzes: int | None, exam: int | None, current: int, final: int
    ) -> None:
        asked = [*columns(1000, category="quizzes"), *columns(1000, category="exam")]

        made = total(self.book(quizzes=4000, exam=6000), asked, self.both(quizzes, exam))

        assert (made.current_bp, made.final_bp) == (current, final)

    def test_takes_more_than_everything_as_extra(self) -> None:
        asked = [*columns(1000, category="quizzes"), *columns(1000, category="exam")]

        assert total(self.book(quizzes=2000, exam=10_000), asked, self.both(1000, 1000)).current_bp == 12_000

    def test_drops_within_each_and_says_what(self) -> None:
        book = Book(categories=(GradeCategory(key="quizzes", name="Quizzes", drop_lowest=1),))
        asked = columns(1000, 1000, 1000, category="quizzes")

        made = total(book, asked, sheet(200, 900, 800, category="quizzes"))

        assert (made.current_bp, made.dropped) == (8500, ("asm_quizzes0",))
        assert made.categories == (("quizzes", 8500),)


class TestLetters:
    BANDS = (Band("A", 8000), Band("B", 5000), Band("C", 0))

    @pytest.mark.parametrize(
        ("bp", "grade"), [(None, None), (0, "C"), (4999, "C"), (5000, "B"), (8000, "A"), (12_000, "A")]
    )
    def test_begin_at_their_shares(self, bp: int | None, grade: str | None) -> None:
        assert letter(self.BANDS, bp) == grade
