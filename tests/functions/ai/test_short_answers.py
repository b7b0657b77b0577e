"""Short answers: right or wrong by what speaks for it, and by the answers that people marked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.ai.domain.grading.estimates import Graded
from functions.ai.domain.grading.short_answers import Example, ShortAnswers, learned_weights, shipped_weights
from functions.ai.domain.grading.signs import SIGNS, signs_of
from functions.ai.domain.grading.wording import worded

QUESTION = "Why do you hear thunder after you see the lightning?"
NOTHING = np.zeros(len(SIGNS) + 1)
REFERENCE = "Light travels faster than sound, so it arrives first."


@pytest.fixture
def untrained() -> ShortAnswers:
    return ShortAnswers(QUESTION, [REFERENCE])


class TestWithoutGradedWork:
    def test_what_says_the_same_is_rather_right(self, untrained: ShortAnswers) -> None:
        assert untrained.judge("Because light travels faster than sound.").share > 0.7

    def test_what_says_something_else_is_rather_wrong(self, untrained: ShortAnswers) -> None:
        assert untrained.judge("Because the clouds are heavy.").share < 0.4

    def test_the_opposite_is_worth_less(self, untrained: ShortAnswers) -> None:
        right = untrained.judge("Light travels faster than sound does.").share
        assert untrained.judge("Light travels slower than sound does.").share < right

    def test_the_same_again_gains_hardly_anything(self, untrained: ShortAnswers) -> None:
        once = "Because light travels faster."
        assert untrained.judge(" ".join([once] * 5)).share < untrained.judge(once).share + 0.05

    def test_words_without_end_are_read_in_time_and_gain_nothing(self, untrained: ShortAnswers) -> None:
        endless = " ".join(f"word{number}" for number in range(3000))
        assert untrained.judge(f"light travels {endless}").share < untrained.judge("light travels faster").share

    def test_a_word_misspelled_is_half_found(self, untrained: ShortAnswers) -> None:
        shares = [untrained.judge(f"light {verb} faster").share for verb in ("travels", "travvels", "glitters")]
        assert shares[0] > shares[1] > shares[2]

    @pytest.mark.parametrize("nothing", ["", "  ", "?!", "\u200b\u200b"])
    def test_nothing_is_worth_nothing(self, untrained: ShortAnswers, nothing: str) -> None:
        assert untrained.judge(nothing).share == 0

    def test_the_best_of_several_references_counts(self) -> None:
        both = ShortAnswers(QUESTION, ["Sound is slow.", REFERENCE])
        one = ShortAnswers(QUESTION, ["Sound is slow."])
        answer = "light arrives first because it travels faster"
        assert both.judge(answer).share > one.judge(answer).share

    def test_without_a_reference_it_is_a_coin(self) -> None:
        estimate = ShortAnswers(QUESTION, []).judge("Light is faster.")
        assert (estimate.share, estimate.error) == (0.5, 0.5)

    def test_hindi_is_read_too(self) -> None:
        hindi = ShortAnswers("पौधे हरे क्यों होते हैं?", ["पत्तियों में क्लोरोफिल होता है।"])
        assert hindi.judge("क्योंकि पत्तियों में क्लोरोफिल होता है").share > hindi.judge("पानी के कारण").share


class TestWhatIsRead:
    @pytest.mark.parametrize("said", ["5", "5.0", "05", "५", "five"])
    def test_a_number_is_the_same_however_it_is_written(self, said: str) -> None:
        assert worded(f"about {said} litres").numbers == {5.0}

    @pytest.mark.parametrize("said", ["it can't float", "it cant float", "it cannot float", "It Couldn’t float"])
    def test_what_is_denied_is_denied_in_any_spelling(self, said: str) -> None:
        assert worded(said).denies


class TestWithGradedWork:
    def test_what_people_accepted_is_accepted(self, untrained: ShortAnswers) -> None:
        marked = [Graded("the boom is slow to reach us", 1.0), Graded("clouds crash", 0.0)] * 4
        trained = ShortAnswers(QUESTION, [REFERENCE], marked)
        same = "the boom is slow to reach us"
        assert trained.judge(same).share > untrained.judge(same).share
        assert trained.judge("clouds crash").share < 0.3

    def test_a_few_marks_show_how_strict_they_are(self, untrained: ShortAnswers) -> None:
        answer = "light travels faster than sound"
        others = ["light is much faster", "the sound travels slower", "sound takes its time"]
        strict = ShortAnswers(QUESTION, [REFERENCE], [Graded(one, 0.0) for one in others])
        mild = ShortAnswers(QUESTION, [REFERENCE], [Graded(one, 1.0) for one in others])
        assert strict.judge(answer).share < untrained.judge(answer).share < mild.judge(answer).share

    def test_marks_of_what_is_like_an_answer_tell_most(self) -> None:
        answer = "light travels faster than sound"
        alike = ShortAnswers(QUESTION, [REFERENCE], [Graded("light travels faster", 0.0)] * 3)
        other = ShortAnswers(QUESTION, [REFERENCE], [Graded("electrons jump around", 0.0)] * 3)
        assert alike.judge(answer).share < other.judge(answer).share - 0.3

    def test_parts_of_the_points_are_learned_as_parts(self) -> None:
        marked = [Graded("light and sound have different speed", 0.5)] * 6
        estimate = ShortAnswers(QUESTION, [REFERENCE], marked).judge("light and sound have different speed")
        assert not estimate.all_or_nothing
        assert 0.35 < estimate.share < 0.65

    def test_the_same_work_teaches_the_same(self) -> None:
        marked = [Graded("light is faster", 1.0), Graded("rain", 0.0)]
        first, again = (ShortAnswers(QUESTION, [REFERENCE], marked).judge("light wins") for _ in range(2))
        assert first == again

    def test_weights_move_towards_ones_own_marks(self) -> None:
        strict = [Example(QUESTION, (REFERENCE,), "light travels faster than sound", 0.0)] * 50
        own = learned_weights(strict)
        assert ShortAnswers(QUESTION, [REFERENCE], weights=own).judge("light travels faster").share < 0.5
        assert list(learned_weights([])) == list(shipped_weights())

    def test_the_order_of_references_teaches_nothing(self) -> None:
        references = ("Thunder is loud.", REFERENCE)
        marked = {"light travels faster": 1.0, "sound is slower than light": 1.0, "clouds burst": 0.0, "it rains": 0.0}
        learned, turned = (
            learned_weights([Example(QUESTION, some, answer, share) for answer, share in marked.items()], NOTHING)
            for some in (references, references[::-1])
        )
        assert list(learned) == list(turned)
        shares = [ShortAnswers(QUESTION, references, weights=learned).judge(one).share for one in marked]
        assert min(shares[:2]) > max(shares[2:])


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_texts_have_signs_between_bounds(question: str, reference: str, answer: str) -> None:
    signs = signs_of(worded(question), worded(reference), worded(answer))
    assert len(signs) == len(SIGNS) + 1
    assert all(-5 < sign <= 12 for sign in signs)
