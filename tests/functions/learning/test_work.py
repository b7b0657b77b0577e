"""Facts in, state out: the rules of joining, against a model that keeps everything it was told in sets."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.learning.domain.completion import Attempt, CourseRule, Parts, Rules, Scores
from functions.learning.domain.facts import Fact, FactKind, refusal
from functions.learning.domain.work import Work, span, together
from shared.device_clocks import OLDEST, skew
from tests.functions.learning.test_domain import a_course

START = datetime(2026, 11, 22, 23, 50, tzinfo=UTC)  # so that facts lie on both sides of midnight
BLOCKS = ("blk_a", "blk_b")


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    kind = draw(st.sampled_from(FactKind))
    first = draw(st.integers(0, 300))
    return Fact(
        fact_id=draw(st.text("abc", min_size=1, max_size=3)),
        lesson_id="les_1",
        kind=kind,
        at=START + timedelta(seconds=draw(st.integers(0, 1800))),
        active_s=draw(st.integers(0, 120)),
        block_id=draw(st.sampled_from(BLOCKS)) if kind in {FactKind.WATCHED, FactKind.ANSWERED} else None,
        start_s=first,
        end_s=first + draw(st.integers(1, 120)),
        length_s=draw(st.none() | st.integers(1, 400)),
        score_bp=draw(st.integers(0, 10_000)),
    )


class Ledger:
    """Remembers every second of everything, the slow and obvious way."""

    def __init__(self, told: list[Fact]) -> None:
        self.watched: dict[str, set[int]] = defaultdict(set)
        self.length: dict[str, int] = defaultdict(int)
        self.best: dict[str, int] = {}
        self.seconds: set[int] = set()
        for fact in told:
            end = int(fact.at.timestamp())
            self.seconds |= set(range(end - fact.active_s, end))
            if fact.kind is FactKind.WATCHED and fact.block_id:
                self.watched[fact.block_id] |= set(range(fact.start_s, fact.end_s))
                self.length[fact.block_id] = max(self.length[fact.block_id], fact.length_s or 0)
            if fact.kind is FactKind.ANSWERED and fact.block_id:
                self.best[fact.block_id] = max(self.best.get(fact.block_id, 0), fact.score_bp)
        self.opened = any(fact.kind is FactKind.OPENED for fact in told)
        self.confirmed = any(fact.kind is FactKind.CONFIRMED for fact in told)

    @property
    def time_spent(self) -> int:
        return 10 * sum(1 for second in self.seconds if second % 10 == 0)

    def seen(self, block_id: str) -> int:
        length = self.length[block_id]
        return 100 * len([at for at in self.watched[block_id] if at < length]) // length if length else 0


def state_of(told: list[Fact]) -> Work:
    return together(fact.work(fact.at) for fact in told)


class TestMerge:
    @given(st.lists(facts(), max_size=12), st.data())
    def test_order_repetition_and_batches_make_no_difference(self, told: list[Fact], data: st.DataObject) -> None:
        again = data.draw(st.lists(st.sampled_from(told), max_size=8)) if told else []
        shuffled = data.draw(st.permutations(told + again))
        cut = data.draw(st.integers(0, len(shuffled)))

        state = Work.load((state_of(shuffled[:cut])).dump()) | state_of(shuffled[cut:])

        assert state == state_of(told)
        assert state | state == state

    @given(st.lists(facts(), max_size=12))
    def test_agrees_with_who_remembers_everything(self, told: list[Fact]) -> None:
        state, ledger = state_of(told), Ledger(told)

        assert state.seconds == ledger.time_spent
        assert (state.opened, state.confirmed) == (ledger.opened, ledger.confirmed)
        assert dict(state.answered) == ledger.best
        for block_id in BLOCKS:
            assert state.seen(block_id) == ledger.seen(block_id)
            listed = {second for start, end in state.ranges(block_id) for second in range(start, end)}
            assert listed == ledger.watched[block_id]

    @given(st.lists(facts(), max_size=8), st.integers(0, 1800), st.integers(0, 1800))
    def test_tells_the_time_spent_between_two_moments(self, told: list[Fact], one: int, other: int) -> None:
        first, last = (START + timedelta(seconds=moment) for moment in sorted((one, other)))

        expected = {s for s in Ledger(told).seconds if first.timestamp() <= s < last.timestamp() and s % 10 == 0}

        assert state_of(told).seconds_between(first, last) == 10 * len(expected)

    @given(st.lists(facts(), max_size=8))
    def test_is_stored_and_read_unchanged(self, told: list[Fact]) -> None:
        assert Work.load(state_of(told).dump()) == state_of(told)

    def test_an_hour_of_heartbeats_weighs_little(self) -> None:
        beats = [
            Fact("f", "les_1", FactKind.WATCHED, START + timedelta(seconds=at), 30, "blk_a", at, at + 30, 3600)
            for at in range(0, 3600, 30)
        ]

        assert len(state_of(beats).dump()) < 200
        assert state_of(beats).seconds == 3600
        assert state_of(beats).seen("blk_a") == 100


class TestClock:
    def test_that_is_nearly_right_is_taken_as_it_is(self) -> None:
        assert skew(START, START + timedelta(seconds=119)) == timedelta()

    @given(st.integers(-40_000_000, 40_000_000), st.integers(0, 5))
    def test_that_is_wrong_is_corrected_to_at_most_a_step_too_early(self, wrong_s: int, late_s: int) -> None:
        sent_at = START + timedelta(seconds=wrong_s)

        corrected = sent_at + skew(sent_at, START)

        assert timedelta(minutes=-2) <= START - corrected < timedelta(minutes=15)

    def test_of_the_future_and_of_long_ago_is_refused(self) -> None:
        def judged(at: datetime, since: datetime = START - timedelta(days=99)) -> str | None:
            return refusal(at, sent_at=START, now=START, since=since)

        assert judged(START) is None
        assert judged(START + timedelta(minutes=3)) == "in_the_future"
        assert judged(START - OLDEST - timedelta(seconds=1)) == "too_old"
        assert judged(START - timedelta(hours=1), since=START - timedelta(minutes=5)) == "before_enrollment"


class TestCompletion:
    READING = Parts(frozenset({"blk_t"}), (), ())
    FILM = Parts(frozenset({"blk_a"}), ("blk_a",), ())
    QUIZ = Parts(frozenset({"blk_q"}), (), ("asm_1",))

    @pytest.mark.parametrize(("share", "done"), [(89, False), (90, True)])
    def test_of_a_video_is_a_share_of_it(self, share: int, done: bool) -> None:
        work = Work(watched={"blk_a": span(0, share)}, lengths={"blk_a": 100})

        assert self.FILM.done(work, Scores(), Rules()) is done

    def test_of_a_reading_is_its_confirmation_or_time(self) -> None:
        minute = Work(days={1: span(0, 6)})

        assert self.READING.done(Work(confirmed=True), Scores(), Rules())
        assert not self.READING.done(minute, Scores(), Rules())
        assert self.READING.done(minute, Scores(), Rules(reading_s=60))

    def test_of_a_quiz_is_passing_it(self) -> None:
        failed = Scores().hear("asm_1", "att_1", Attempt(score_bp=3000, passed=False, told=1))
        passed = failed.hear("asm_1", "att_2", Attempt(score_bp=7000, passed=True, told=1))

        assert not self.QUIZ.done(Work(), failed, Rules())
        assert self.QUIZ.done(Work(), passed, Rules())
        assert passed.best() == {"asm_1": 70}

    def test_hears_of_a_mark_in_any_order(self) -> None:
        old = Attempt(score_bp=9000, passed=True, told=1)
        new = Attempt(score_bp=5000, passed=True, told=2)

        assert Scores().hear("asm_1", "att_1", new).hear("asm_1", "att_1", old).best() == {"asm_1": 50}
        assert Scores().hear("asm_1", "att_1", old).hear("asm_1", "att_1", new).best() == {"asm_1": 50}

    def test_of_a_course_goes_by_its_rule(self) -> None:
        course = a_course({0, 1}, required={0})
        by_score = Rules(course=CourseRule.SCORE, assessment_id="asm_1", at_least=60)

        assert Rules().completes(course, 0b01, {})
        assert not Rules(course=CourseRule.ALL).completes(course, 0b01, {})
        assert Rules(course=CourseRule.ALL).completes(course, 0b11, {})
        assert not by_score.completes(course, 0b11, {"asm_1": 59})
        assert by_score.completes(course, 0, {"asm_1": 60})
