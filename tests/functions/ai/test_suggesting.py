"""Suggestions: within the rubric, by quoted words, saying nothing to a learner that is hidden from them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.ai.domain.grading.essays import Aspect
from functions.ai.domain.grading.evidence import gives_away, occurs, quotes_for
from functions.ai.domain.grading.judging import aspect_of, is_short, judge
from functions.ai.domain.grading.suggesting import Caution, checked
from functions.ai.domain.grading.wording import worded
from functions.ai.domain.tasks import (
    CriterionGrade,
    CriterionToGrade,
    GradedExample,
    GradeRequest,
    GradeResult,
    LevelToGrade,
    Used,
)
from tests.functions.ai.essays import GOOD, PROMPT, examples
from tests.functions.ai.suggesting import suggest

MODEL = "The xylem of the stem carries water upwards, because evaporation from the leaves pulls it."
ASKED = GradeRequest(prompt="How does water rise in a tree?", text="", max_centi=400, model_answer=MODEL)
LEVELS = tuple(
    LevelToGrade(key=key, title=key, points_centi=points) for key, points in (("full", 400), ("none", 0), ("some", 250))
)
CONTENT = CriterionToGrade(key="content", title="Facts", description="The facts are right.", levels=LEVELS)
LANGUAGE = CriterionToGrade(key="words", title="Spelling and grammar", levels=LEVELS)
MARKED = (
    GradedExample(text="Water is pulled up the xylem by evaporation.", score_centi=400),
    GradedExample(text="Roots push.", score_centi=0),
) * 10


def work(text: str, *criteria: CriterionToGrade, marked: tuple[GradedExample, ...] = ()) -> GradeRequest:
    return ASKED.model_copy(update={"text": text, "criteria": criteria, "examples": marked})


class TestSuggest:
    def test_gives_a_level_for_each_criterion_with_quotes(self) -> None:
        said = suggest(work("Water is pulled up the xylem. Leaves let it evaporate.", CONTENT, LANGUAGE))

        assert [one.key for one in said.criteria] == ["content", "words"]
        assert said.score_centi is None
        assert all(one.quotes for one in said.criteria)

    def test_gives_points_where_there_is_no_rubric(self) -> None:
        said = suggest(work(MODEL))
        assert said.score_centi == 400

    def test_is_not_sure_of_what_nobody_confirmed(self) -> None:
        said = suggest(work(MODEL))
        assert said.confidence_bp <= 6_000
        assert Caution.LITTLE_LEARNED in said.flags

    def test_is_surer_of_what_people_marked_alike(self) -> None:
        said = suggest(work("Evaporation pulls water up the xylem.", marked=MARKED))
        assert said.confidence_bp > 8_000

    def test_believes_experience_more_than_itself(self) -> None:
        wrong_so_far = [(0, 200)] * 10
        said = suggest(work("Evaporation pulls water up the xylem.", marked=MARKED), wrong_so_far)
        assert said.confidence_bp < 1_500 < said.stated_bp

    def test_says_to_those_who_mark_alone_what_is_missing(self) -> None:
        said = suggest(work("Water climbs up inside.", CONTENT))
        assert "xylem" in (said.note or "")
        assert "xylem" not in said.comment

    def test_an_essay_is_judged_as_one(self) -> None:
        said = suggest(GradeRequest(prompt=PROMPT, text=GOOD, max_centi=1000, examples=examples(40, 1000)))
        assert said.score_centi is not None
        assert 600 <= said.score_centi <= 1000

    def test_a_few_words_where_others_wrote_essays_are_judged_as_one(self) -> None:
        long = tuple(one for one in examples(80, 1000) if len(one.text.split()) > 40)
        essay = GradeRequest(prompt=PROMPT, text="I like pools.", max_centi=1000, examples=long)
        assert not is_short(essay)
        assert is_short(essay.model_copy(update={"examples": ()}))
        assert (suggest(essay).score_centi or 0) <= 200

    def test_a_level_that_is_given_twice_is_the_first(self) -> None:
        twice = CriterionToGrade(key="c", title="t", levels=(LEVELS[0], LEVELS[0].model_copy(update={"key": "too"})))
        assert suggest(work(MODEL, twice)).criteria[0].level == "full"

    @given(
        st.text(max_size=300),
        st.lists(st.integers(0, 100_000), min_size=1, max_size=10),
        st.integers(1, 100_000),
        st.booleans(),
    )
    @settings(max_examples=60)
    def test_stays_within_the_rubric_and_quotes_what_is_there(
        self, text: str, points: list[int], most: int, with_model: bool
    ) -> None:
        levels = tuple(LevelToGrade(key=f"l{at}", title="", points_centi=one) for at, one in enumerate(points))
        criterion = CriterionToGrade(key="c", title="Ideas", levels=levels)
        asked = GradeRequest(prompt="Why?", text=text, max_centi=most, model_answer=MODEL if with_model else None)
        for one in (asked, asked.model_copy(update={"criteria": (criterion,)})):
            said = suggest(one)
            assert said.score_centi is None or 0 <= said.score_centi <= most
            assert all(level.level in {known.key for known in levels} for level in said.criteria)
            assert all(occurs(quote, text) for level in said.criteria for quote in level.quotes)
            assert all(occurs(quote, text) for quote in said.quotes)
            assert 0 <= said.confidence_bp <= 10_000
            assert not gives_away(said.comment, [MODEL], ["Why?", text])


USED = Used(provider="other", model="large")


class TestWhatAProviderSays:
    """Nothing of it is believed that can be checked."""

    def test_points_are_kept_within_bounds(self) -> None:
        for score, kept in ((9_999, 400), (-5, 0), (250, 250)):
            result = GradeResult(used=USED, score_centi=score, confidence_bp=20_000)
            said = checked("que_1", work("It is."), result)
            assert said is not None
            assert (said.score_centi, said.stated_bp) == (kept, 10_000)

    def test_a_level_that_the_rubric_has_not_makes_it_worthless(self) -> None:
        for given_level in (CriterionGrade(key="content", level="superb"), CriterionGrade(key="other", level="full")):
            result = GradeResult(used=USED, score_centi=0, confidence_bp=0, criteria=(given_level,))
            assert checked("que_1", work("It is.", CONTENT), result) is None

    def test_quotes_that_the_answer_has_not_are_dropped(self) -> None:
        criterion = CriterionGrade(key="content", level="full", evidence=("Water rises", "water rises"))
        result = GradeResult(used=USED, score_centi=0, confidence_bp=0, criteria=(criterion,), evidence=("Air",))
        said = checked("que_1", work("Water rises in it.", CONTENT), result)
        assert said is not None
        assert said.criteria[0].quotes == ("Water rises",)
        assert said.quotes == ()

    def test_feedback_that_gives_the_model_answer_away_is_dropped(self) -> None:
        for feedback, kept in (("You forgot: evaporation from the leaves pulls it.", False), ("Say why.", True)):
            result = GradeResult(used=USED, score_centi=0, confidence_bp=0, feedback=feedback)
            said = checked("que_1", work("Water rises."), result)
            assert said is not None
            assert (feedback in said.comment) is kept

    def test_is_named_with_its_model(self) -> None:
        said = checked("que_1", work("It is."), GradeResult(used=USED, score_centi=0, confidence_bp=0))
        assert said is not None
        assert (said.provider, said.model) == ("other", "large")
        own = judge(work("It is.")).used
        assert own.provider == "embedded"


class TestAspects:
    def test_are_told_by_how_a_criterion_is_called(self) -> None:
        assert aspect_of(LANGUAGE) is Aspect.LANGUAGE
        assert aspect_of(CONTENT) is Aspect.CONTENT
        assert aspect_of(CriterionToGrade(key="flow", title="Organization", levels=LEVELS)) is Aspect.STRUCTURE
        assert aspect_of(CriterionToGrade(key="x", title="Overall", levels=LEVELS)) is Aspect.WHOLE


class TestQuotes:
    def test_are_the_nearest_sentences_in_the_order_of_the_answer(self) -> None:
        answer = "I like trees.  Water\tevaporates from leaves. The xylem carries water! Birds sing."
        assert quotes_for([worded(MODEL)], answer) == ("Water\tevaporates from leaves.", "The xylem carries water!")

    def test_are_cut_between_words(self) -> None:
        (quote,) = quotes_for([worded(MODEL)], "xylem " * 100)
        assert len(quote) <= 300
        assert quote.endswith("xylem")


class TestGivingAway:
    def test_a_run_of_hidden_words_is_noticed(self) -> None:
        assert gives_away("You forgot that evaporation from the leaves pulls it.", [MODEL], [])

    def test_what_the_learner_said_is_no_secret(self) -> None:
        assert not gives_away("You say: evaporation from the leaves pulls it.", [MODEL], [MODEL])
