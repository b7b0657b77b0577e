"""Essays: what share of the points they may get, with and without essays that people marked."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.ai.domain.grading.agreement import weighted_kappa
from functions.ai.domain.grading.essays import Aspect, Essays, Task
from functions.ai.domain.grading.prose import MEASURES, read_prose
from tests.functions.ai.essays import (
    GOOD,
    OTHER_TOPIC,
    PROMPT,
    WEAK,
    graded_essays,
    on_another_topic,
    shuffled,
    written_well,
)

LEARNED = Essays(Task(PROMPT), graded_essays(60))
UNLEARNED = Essays(Task(PROMPT))
both = pytest.mark.parametrize("essays", [LEARNED, UNLEARNED], ids=["learned", "unlearned"])


@both
class TestWhatIsWorthLess:
    def test_a_weak_essay(self, essays: Essays) -> None:
        assert essays.judge(WEAK).share < essays.judge(GOOD).share - 0.2

    def test_the_same_words_in_no_order(self, essays: Essays) -> None:
        assert all(essays.judge(shuffled(GOOD, seed)).share < essays.judge(GOOD).share - 0.1 for seed in range(5))

    def test_the_same_thrice(self, essays: Essays) -> None:
        assert essays.judge("\n".join([GOOD] * 3)).share < essays.judge(GOOD).share

    def test_an_essay_on_something_else(self, essays: Essays) -> None:
        assert essays.judge(OTHER_TOPIC).share < essays.judge(GOOD).share - 0.1

    def test_nothing(self, essays: Essays) -> None:
        assert essays.judge(" \n ").share == 0


class TestWhateverIsWritten:
    """The same of any essay that is worth something, and of any order its words may come in."""

    @settings(max_examples=15)
    @given(st.integers(1000, 9999))
    def test_gains_nothing_from_being_said_again_and_loses_on_another_topic(self, seed: int) -> None:
        essay = written_well(seed)
        for judge, least in ((LEARNED, 0.02), (UNLEARNED, 0.0)):
            share = judge.judge(essay).share
            assert judge.judge(" ".join([essay] * 3)).share <= share
            assert judge.judge(on_another_topic(essay)).share < share - least

    @settings(max_examples=15)
    @given(st.integers(1000, 9999))
    def test_loses_without_order(self, seed: int) -> None:
        essay = written_well(seed)
        assert LEARNED.judge(shuffled(essay, seed)).share < LEARNED.judge(essay).share - 0.02

    def test_loses_much_without_order_before_anything_is_marked_but_for_one_in_a_hundred(self) -> None:
        essays = [written_well(seed) for seed in range(1000, 1100)]
        losses = [UNLEARNED.judge(one).share - UNLEARNED.judge(shuffled(one, 1)).share for one in essays]

        assert sum(losses) / len(losses) > 0.25
        assert sum(loss <= 0 for loss in losses) <= 1


class TestLearning:
    def test_agrees_with_those_who_marked_more_than_without_them(self) -> None:
        unseen = graded_essays(80, seed=2)
        theirs = [round(one.share * 5) for one in unseen]
        learned, unlearned = (
            weighted_kappa([round(essays.judge(one.text).share * 5) for one in unseen], theirs)
            for essays in (LEARNED, UNLEARNED)
        )
        assert learned > 0.75
        assert learned > unlearned

    def test_a_task_whose_words_nobody_takes_up_costs_nobody_points(self) -> None:
        vague = Task("Write what you think, in your best words, as a persuasive letter to the editor of some magazine.")
        learned, unlearned = Essays(vague, graded_essays(60)), Essays(vague)
        assert learned.judge(GOOD).share > 0.75
        assert unlearned.judge(GOOD).share < UNLEARNED.judge(GOOD).share

    def test_fewer_than_a_few_teach_nothing(self) -> None:
        assert Essays(Task(PROMPT), graded_essays(7)).judge(GOOD) == UNLEARNED.judge(GOOD)

    def test_marks_that_are_all_the_same_are_given_again(self) -> None:
        same = [one.__class__(one.text, 0.6) for one in graded_essays(20)]
        assert Essays(Task(PROMPT), same).judge(same[0].text).share == pytest.approx(0.6, abs=0.1)

    def test_a_criterion_is_learned_by_its_own_marks(self) -> None:
        marked = [one.__class__(one.text, one.share, (("style", 1 - one.share),)) for one in graded_essays(40)]
        style = Essays(Task(PROMPT), marked, criterion="style", aspect=Aspect.LANGUAGE)
        whole = Essays(Task(PROMPT), marked)
        assert style.judge(GOOD).share < 0.5 < whole.judge(GOOD).share


class TestMeasures:
    def test_have_a_name_each(self) -> None:
        assert len(read_prose(GOOD).measures) == len(MEASURES)

    @pytest.mark.parametrize("odd", ["a", ". . .", "x" * 5000, "the the the the the", "1 2 3", "हाँ।"])
    def test_can_be_taken_of_anything(self, odd: str) -> None:
        assert all(one == one and abs(one) < 1e4 for one in read_prose(odd).measures)

    def test_repetition_is_told_from_length(self) -> None:
        assert read_prose(GOOD).repeated == 0
        assert 0.6 < read_prose(" ".join([GOOD] * 3)).repeated < 0.7

    def test_disorder_grows_as_words_are_moved(self) -> None:
        ordered, lost = read_prose(GOOD).disorder, read_prose(shuffled(GOOD)).disorder
        assert ordered is not None
        assert lost is not None
        assert ordered < 0.05 < 0.25 < lost

    def test_longer_beginnings_of_an_essay_are_worth_more(self) -> None:
        words = GOOD.split()
        shares = [UNLEARNED.judge(" ".join(words[:size])).share for size in (20, 60, 120)]
        assert all(one < other for one, other in pairwise(shares))
