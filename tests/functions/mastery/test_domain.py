"""The rules of believing, without storage."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.mastery.domain.believing import Belief, learn, outlook
from functions.mastery.domain.estimates import Estimates
from functions.mastery.domain.evidence import MOST_TAUGHT, Answer, Attempt, Said, taught
from functions.mastery.domain.gaps import CourseSkills, GapState, gaps
from functions.mastery.domain.learners import Learner, Mind, refolded
from functions.mastery.domain.skills import Skill, Skills
from functions.mastery.repository.forms import pack_attempt, pack_learner, unpack_attempt, unpack_learner

SKILLS = ("skl_a", "skl_b", "skl_c")
TREE = Skills(items=tuple(Skill(skill_id=one, name=one) for one in SKILLS))

said = st.builds(
    lambda precision, mean: Said(precision, round(precision * mean)), st.integers(0, 60_000_000), st.floats(-2, 2)
)
answers = st.builds(
    Answer,
    st.sampled_from([f"que_{number}" for number in range(6)]),
    st.sets(st.sampled_from(SKILLS), min_size=1).map(lambda found: tuple(sorted(found))),
    st.integers(0, 10_000),
    st.sampled_from([0, 2_500, 5_000, 9_000]),
)


@st.composite
def attempts(draw: st.DrawFn) -> list[Attempt]:
    """Some attempts of one learner."""
    found = draw(st.dictionaries(st.sampled_from([*SKILLS, *(f"que_{number}" for number in range(6))]), said))
    drawn = draw(st.lists(st.lists(answers, min_size=1, max_size=5), min_size=1, max_size=5))
    return [Attempt(f"att_{number}", "crs_1", 1, tuple(one), found=found) for number, one in enumerate(drawn)]


class TestLearn:
    @given(st.floats(-4, 4), st.floats(0.05, 3), st.floats(0, 0.9), st.floats(0, 1))
    def test_a_better_mark_never_lowers_and_nothing_becomes_less_sure(
        self, mean: float, variance: float, guess: float, score: float
    ) -> None:
        before, after = Belief(mean, variance), Belief(mean, variance)
        expected = learn([(after, 1.0)], score, guess)

        assert guess <= expected.chance <= 1
        assert (after.mean >= before.mean) == (score >= expected.chance)
        assert 0 < after.variance <= before.variance

    def test_what_may_be_a_guess_tells_less(self) -> None:
        moved = []
        for guess in (0.0, 0.25, 0.5, 0.9):
            belief = Belief(0.0, 1.0)
            learn([(belief, 1.0)], 1.0, guess)
            moved.append(belief.mean)

        assert moved == sorted(moved, reverse=True)
        assert moved[-1] > 0

    def test_what_is_harder_is_answered_less(self) -> None:
        ability = Belief(0.5, 0.5)
        easy, hard = (outlook([(ability, 1.0), (Belief(mean, 0.1), -1.0)], 0.0).chance for mean in (-1.0, 1.0))

        assert easy > hard


class TestFold:
    @settings(max_examples=40)
    @given(attempts(), st.randoms())
    def test_attempts_say_the_same_in_whatever_order_they_are_given(self, kept: list[Attempt], chance: object) -> None:
        shuffled = list(kept)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis's own random

        assert refolded(shuffled, "") == refolded(kept, "")

    @settings(max_examples=40)
    @given(attempts())
    def test_one_after_the_other_is_as_all_together(self, kept: list[Attempt]) -> None:
        learner = Learner()
        for attempt in kept:
            learner, said_of_it = learner.after(attempt)

        assert (learner, said_of_it) == refolded(kept, kept[-1].attempt_id)

    @settings(max_examples=40)
    @given(attempts())
    def test_what_is_stored_comes_back_as_it_was(self, kept: list[Attempt]) -> None:
        learner, said_of_it = refolded(kept, kept[-1].attempt_id)
        attempt = replace(kept[-1], said=said_of_it)

        assert unpack_learner(pack_learner(learner)) == learner
        assert unpack_attempt(attempt.attempt_id, pack_attempt(attempt)) == attempt

    @settings(max_examples=40)
    @given(attempts())
    def test_what_is_said_of_anything_is_that_it_is_better_known(self, kept: list[Attempt]) -> None:
        for attempt in kept:
            _, found = Learner().after(attempt)
            assert found.keys() == set(attempt.subjects())
            assert all(one.precision >= 0 for one in found.values())

    def test_a_skill_met_for_the_first_time_is_answered_less_than_one_met_before(self) -> None:
        once = Learner().after(Attempt("att_0", "crs_1", 1, (Answer("que_0", ("skl_a",), 5_000),)))[0]
        met = replace(once, skills={"skl_a": replace(once.skills["skl_a"], mean=0.0)})
        chances = [
            Mind(met, {}).answer(Answer("que_1", skill_ids, 10_000)).chance
            for skill_ids in (("skl_b",), ("skl_a", "skl_b"), ("skl_a",))
        ]

        assert chances == sorted(chances)
        assert len(set(chances)) == len(chances)


class TestTaught:
    def test_the_least_known_are_learned_of_and_the_settled_no_more(self) -> None:
        known = {f"que_{number:03}": Said(number * 1_000_000) for number in range(100)}

        assert taught(known) == tuple(f"que_{number:03}" for number in range(40))
        assert len(taught(dict.fromkeys(known, Said()))) == MOST_TAUGHT


class TestEstimates:
    @settings(max_examples=40)
    @given(attempts())
    def test_the_interval_holds_the_estimate_and_the_level_is_a_chance(self, kept: list[Attempt]) -> None:
        learner, _ = refolded(kept, "")
        for one in (Estimates(TREE, learner).of(skill_id) for skill_id in SKILLS):
            assert 0 <= one.low_bp <= one.mastery_bp <= one.high_bp <= 10_000
            assert one.reaches(5_000) >= one.reaches(8_000) >= one.reaches(9_900) >= 0

    def test_a_whole_is_no_surer_than_what_is_known_of_its_parts(self) -> None:
        tree = Skills(
            items=(
                Skill(skill_id="skl_w", name="w"),
                *(one.model_copy(update={"parent_id": "skl_w"}) for one in TREE.items),
            )
        )
        right = Attempt("att_1", "crs_1", 1, tuple(Answer(f"que_{number}", ("skl_a",), 10_000) for number in range(9)))
        learner, _ = Learner().after(right)
        estimates = Estimates(tree, learner)

        assert estimates.of("skl_b").logit < estimates.of("skl_w").logit < estimates.of("skl_a").logit
        assert estimates.of("skl_w").answers == 9

    def test_merging_a_ring_of_merges_ends(self) -> None:
        merged = TREE.merge("skl_a", "skl_b").merge("skl_b", "skl_c")

        assert merged.meant_by_all(["skl_a", "skl_b", "skl_c", "skl_x"]) == ("skl_c",)


class TestGaps:
    def test_nothing_is_known_without_answers(self) -> None:
        course = CourseSkills(course_id="crs_1", targets={"skl_a": 8_000, "skl_x": 8_000})

        [gap] = gaps(TREE, Estimates(TREE, Learner()), [course])

        assert (gap.state, gap.estimate.answers) == (GapState.UNKNOWN, 0)
        assert 0 < gap.reached_bp < 5_000
