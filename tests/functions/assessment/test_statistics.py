"""What the answers of many say about questions."""

import statistics as reference
from collections.abc import Sequence
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.assessment.domain.statistics import Contribution, Flag, Given, Sums, figures, flagged
from functions.assessment.repository.statistics import StatisticsRepository
from functions.assessment.wiring import statistics_service
from shared.dynamo import undisturbed
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.questions import Json
from tests.support.world import World, at_once

QUESTIONS = 4
SCORES = st.lists(st.lists(st.sampled_from([0, 25, 50, 100]), min_size=QUESTIONS, max_size=QUESTIONS), max_size=14)


def a_contribution(scores: Sequence[int], most: int = 100) -> Contribution:
    """An attempt that reached so many hundredths in each question."""
    return Contribution(
        tuple(Given(f"que_{place}", score, most, (f"scored{score}",)) for place, score in enumerate(scores))
    )


def summed(attempts: Sequence[Sequence[int]]) -> Sums:
    """The sums over these attempts."""
    sums = Sums()
    for one in attempts:
        sums.add(a_contribution(one))
    return sums


def correlation(first: Sequence[int], second: Sequence[int]) -> float | None:
    """The naive one, from all values."""
    if len(first) < 2 or not reference.pvariance(first) or not reference.pvariance(second):
        return None
    return reference.correlation(first, second)


def covariance(first: Sequence[int], second: Sequence[int]) -> float:
    """The naive one, from all values, exact until it is rounded at last: one of nothing is 0, and no rest of a sum."""
    pairs = [one * other for one, other in zip(first, second, strict=True)]
    size = len(pairs)
    return (size * sum(pairs) - sum(first) * sum(second)) / (size * (size - 1))


class TestFigures:
    @given(SCORES)
    def test_are_those_of_reading_everything(self, attempts: list[list[int]]) -> None:
        made = figures(summed(attempts))

        totals = [sum(one) for one in attempts]
        assert made.attempts == len(attempts)
        if len(attempts) < 2:
            return
        assert made.mean_centi == pytest.approx(reference.mean(totals), abs=0.51)
        assert made.median_centi == pytest.approx(reference.median(totals), abs=0.51)
        assert made.sd_centi == pytest.approx(reference.stdev(totals), abs=0.51)
        columns = list(zip(*attempts, strict=True))
        roots = [sqrt(max(0, covariance(column, totals))) for column in columns]
        for place, question in enumerate(made.questions):
            column = columns[place]
            rest = [total - mark for total, mark in zip(totals, column, strict=True)]
            expected = correlation(column, rest)
            assert question.facility_bp == pytest.approx(100 * reference.mean(column), abs=0.51)
            assert question.discrimination_bp == (None if expected is None else pytest.approx(1e4 * expected, abs=1))
            best = covariance(sorted(column), sorted(rest))
            efficiency = None if best == 0 else pytest.approx(1e4 * covariance(column, rest) / best, abs=1)
            assert question.efficiency_bp == efficiency
            if covariance(column, totals) < 0:
                assert question.effective_weight_bp is None
            elif sum(roots):
                assert question.effective_weight_bp == pytest.approx(1e4 * roots[place] / sum(roots), abs=2)

    @given(SCORES)
    def test_say_how_reliable_it_is(self, attempts: list[list[int]]) -> None:
        made = figures(summed(attempts))

        totals = [sum(one) for one in attempts]
        if len(attempts) < 2 or not reference.variance(totals):
            assert made.alpha_bp is None
            return
        parts = sum(reference.variance(column) for column in zip(*attempts, strict=True))
        alpha = QUESTIONS / (QUESTIONS - 1) * (1 - parts / reference.variance(totals))
        assert made.alpha_bp == pytest.approx(1e4 * alpha, abs=1)
        assert made.standard_error_centi == pytest.approx(reference.stdev(totals) * sqrt(max(0, 1 - alpha)), abs=0.51)

    @given(SCORES, st.randoms(), st.integers(0, 13))
    def test_do_not_depend_on_order_nor_on_what_was_taken_away(
        self, attempts: list[list[int]], random: object, again: int
    ) -> None:
        straight = summed(attempts)
        crooked = Sums()
        shuffled = list(attempts)
        random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis names no type for it
        for place, one in enumerate(shuffled):
            if place % 3 == again % 3:
                crooked.add(a_contribution([100, 0, 25, 50]))
                crooked.add(a_contribution([100, 0, 25, 50]), -1)
            crooked.add(a_contribution(one))

        assert figures(Sums.unpacked(crooked.packed())) == figures(straight)

    def test_have_no_alpha_where_papers_differ(self) -> None:
        sums = summed([[100, 0, 25, 50], [0, 100, 100, 0]])
        sums.add(Contribution((Given("que_9", 100, 100),)))

        assert figures(sums).alpha_bp is None


class TestFlags:
    def test_show_a_question_whose_key_is_wrong(self) -> None:
        sums = Sums()
        for number in range(20):
            able = number % 2
            sums.add(
                Contribution(
                    (
                        Given("que_1", 0 if able else 100, 100, ("b" if able else "a",)),
                        Given("que_2", 100 * able, 100),
                        Given("que_3", 100 * able, 100),
                    )
                )
            )
        broken, sound, _ = figures(sums).questions

        assert flagged(broken, right=("a",), options=("a", "b")) == (Flag.AGAINST, Flag.ATTRACTIVE_DISTRACTOR)
        assert flagged(sound) == ()

    @pytest.mark.parametrize(("score", "flag"), [(0, Flag.TOO_HARD), (100, Flag.TOO_EASY)])
    def test_show_what_hardly_anybody_or_everybody_can(self, score: int, flag: Flag) -> None:
        question = figures(summed([[score, 0, 0, 0]] * 10)).questions[0]

        assert flag in flagged(question)

    def test_show_options_that_nobody_takes_once_there_are_enough(self) -> None:
        few, many = (figures(summed([[50, 0, 0, 0]] * number)).questions[0] for number in (20, 60))

        assert Flag.UNUSED_DISTRACTOR not in flagged(few, right=("scored50",), options=("scored50", "other"))
        assert Flag.UNUSED_DISTRACTOR in flagged(many, right=("scored50",), options=("scored50", "other"))

    def test_wait_for_enough_attempts(self) -> None:
        assert flagged(figures(summed([[0, 0, 0, 0]] * 9)).questions[0]) == ()


class TestCounting:
    def test_takes_each_revision_once_and_only_newer_ones(self, world: World) -> None:
        repository = StatisticsRepository("org_1")
        for scores, revision in (([100, 0], 3), ([100, 0], 3), ([0, 0], 2), ([100, 100], 5)):
            repository.count("asm_1", "att_1", a_contribution(scores), revision)

        assert repository.read("asm_1") == summed([[100, 100]])

    def test_loses_nothing_when_all_come_at_once(self, world: World) -> None:
        repository = StatisticsRepository("org_1")

        def count(number: int) -> bool:
            attempt_id = f"att_{number % 8}"
            return undisturbed(lambda: repository.count("asm_1", attempt_id, a_contribution([25, 100]), 1), most=60)

        counted = at_once(16, count)

        assert sum(counted) == 8
        assert repository.read("asm_1").n == 8


class TestTheAnalyticsOfAnAssessment:
    def test_show_what_was_chosen_and_how_hard_it_was(self, room: Classroom) -> None:
        path = room.assessment("single_choice", "true_false")
        for name, key in (("Meera Nair", "saturn"), ("Zoya Khan", "mars"), ("Dev Patel", "mars")):
            learner = room.learner if name == "Meera Nair" else room.another_learner(name)
            work = room.begin(path, learner)
            room.save(work, {"key": key}, learner=learner)
            learner.post(f"{path}/submit")
        room.world.settle()

        analytics = self._read(room, path)

        choice = next(one for one in analytics["questions"] if one["type"] == "single_choice")
        assert (analytics["attempts"], choice["facility_bp"]) == (3, 3333)
        options = {one["key"]: (one["count"], one["is_right"]) for one in choice["options"]}
        assert options == {"mars": (2, False), "saturn": (1, True), "uranus": (0, False), "venus": (0, False)}
        truth = next(one for one in analytics["questions"] if one["type"] == "true_false")
        assert {one["key"]: one["count"] for one in truth["options"]}["(blank)"] == 3

    def test_follow_a_mark_that_changes(self, room: Classroom) -> None:
        path = room.assessment("essay", points=200)
        work = room.begin(path)
        room.save(work, {"text": "Because the axis is tilted."})
        room.learner.post(f"{path}/submit")
        for score in (100, 150):
            body = {"attempt_id": work["attempt_id"], "question_id": work["questions"][0]["question_id"]}
            assert room.tutor.post(f"{path}/grade", {**body, "score_centi": score}).status_code == 200
            room.world.settle()

        analytics = self._read(room, path)

        assert (analytics["attempts"], analytics["mean_centi"]) == (1, 150)

    def test_leave_out_previews_and_what_is_not_graded(self, room: Classroom) -> None:
        path = room.assessment("single_choice")
        preview = room.begin(path, room.tutor)
        room.tutor.post(f"{path}/submit")
        running = room.begin(path)
        for work in (preview, running):
            statistics_service(room.org.org_id).count(work["attempt_id"])

        assert self._read(room, path)["attempts"] == 0

    def test_are_for_staff(self, room: Classroom) -> None:
        assert room.learner.get(f"{room.assessment('single_choice')}/analytics").status_code == 403

    def _read(self, room: Classroom, path: str) -> Json:
        read = room.tutor.get(f"{path}/analytics")
        assert read.status_code == 200, read.text
        analytics: Json = read.json()
        return analytics
