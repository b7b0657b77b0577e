"""The formula of the risk: what it says, why, and of whom it says nothing."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.analytics.domain.dashboards import Learning, Sheet
from functions.analytics.domain.evidence import Evidence, RiskSign, Work, signs_of
from functions.analytics.domain.insights import Insight, NextStep, insights_of, step_of
from functions.analytics.domain.pace import LEAST_OTHERS, Pace, evidence_of
from functions.analytics.domain.registers import Done, Study
from functions.analytics.domain.risk import RiskLevel, judge, spoken
from functions.analytics.domain.words import SAID, STEPS, WHY, say
from tests.functions.analytics.observatory import COURSE

TODAY = date(2037, 11, 22)
GOOD = Work(days_ago=10, handed_in=True, mark=0.8, others_missed=0.2, others_mark=0.7)
MISSING = Work(days_ago=10, handed_in=False, others_missed=0.2, others_mark=0.7)
WORKS = st.builds(
    Work,
    st.floats(0, 200),
    st.booleans(),
    st.booleans(),
    st.none() | st.floats(0, 1),
    st.floats(0, 1),
    st.none() | st.floats(0, 1),
    st.floats(0.5, 40),
    st.floats(-400, 400),
)
EVIDENCE = st.builds(
    Evidence,
    st.integers(0, 900),
    st.lists(WORKS, max_size=8).map(tuple),
    st.integers(0, 20),
    st.floats(0, 1000),
    st.none() | st.floats(0, 1000),
    st.none() | st.integers(0, 900),
    st.integers(0, 500),
    st.none() | st.floats(0, 500),
    st.integers(0, 9),
    st.floats(0, 50),
    st.just(100),
    st.integers(0, 100),
)


def learner(number: int, *, days: int = 60, every: int = 3, until: int = 0, works: tuple[Done, ...] = ()) -> Study:
    """Somebody who came so many days ago and was at it every so many days, until some days ago."""
    begun = TODAY.toordinal() - days
    at = frozenset(range(begun, TODAY.toordinal() - until + 1, every))
    enrolled = date.fromordinal(begun).isoformat()
    return Study(
        COURSE,
        enrolled=enrolled,
        started=enrolled,
        days=at,
        standing=("1", True),
        works=works,
        opened=frozenset({begun}),
    )


def pace_of(*studies: Study) -> Pace:
    figures: dict[tuple[str, str], dict[str, int]] = {}
    for study in studies:
        for bucket, counts in study.figures().items():
            if bucket.subject == f"COURSE#{COURSE}":
                into = figures.setdefault((bucket.name, ""), {})
                for name, number in counts.items():
                    into[name] = into.get(name, 0) + number
    return Pace.of(Sheet(figures), TODAY)


def learning(study: Study, lessons: int = 0) -> Learning:
    return Learning("usr_1", study, {"lessons": lessons})


class TestRisk:
    def test_is_unknown_not_low_for_who_is_new(self) -> None:
        assert judge(Evidence(days=6)).level is RiskLevel.UNKNOWN
        assert judge(Evidence(days=7)).level is not RiskLevel.UNKNOWN
        assert judge(Evidence(days=6, works=(MISSING,))).level is not RiskLevel.UNKNOWN

    @given(EVIDENCE)
    def test_is_a_chance_with_at_most_three_reasons_the_strongest_first(self, evidence: Evidence) -> None:
        risk = judge(evidence)

        assert 0 <= risk.chance_bp <= 10_000
        strengths = [one.strength for one in risk.reasons]
        assert len(strengths) <= 3
        assert strengths == sorted(strengths, reverse=True)
        assert risk == judge(evidence)
        for one in risk.reasons:
            for language in ("en", "hi"):
                assert "{" not in say(WHY[language], one.sign, one.figures)

    @given(EVIDENCE)
    def test_grows_with_silence_and_never_falls(self, evidence: Evidence) -> None:
        chances = [judge(replace(evidence, days=30, silent_days=days)).chance_bp for days in (0, 7, 8, 14, 42, 400)]

        assert chances == sorted(chances)

    def test_is_higher_for_who_misses_works_and_names_that(self) -> None:
        good, bad = (judge(Evidence(40, (work, work))) for work in (GOOD, MISSING))

        assert bad.chance_bp > good.chance_bp + 3000
        assert bad.reasons[0].sign is RiskSign.MISSED
        assert bad.reasons[0].figures == {"value": 2, "due": 2}
        assert not {one.sign for one in good.reasons} & {RiskSign.MISSED, RiskSign.OVERDUE, RiskSign.MARKS}

    def test_compares_marks_with_those_of_others_in_the_same_works(self) -> None:
        below = replace(GOOD, mark=0.4)

        assert signs_of(Evidence(40, (below,)))[RiskSign.MARKS] < 0 < signs_of(Evidence(40, (GOOD,)))[RiskSign.MARKS]
        assert judge(Evidence(40, (below,))).chance_bp > judge(Evidence(40, (GOOD,))).chance_bp

    def test_starts_from_what_became_of_those_who_came_before(self) -> None:
        def chance(came: int, lost: int) -> int:
            return judge(Evidence(days=9, came_before=came, lost_before=lost)).chance_bp

        chances = [chance(400, lost) for lost in (0, 100, 200, 300)]
        assert chances == sorted(chances)
        assert abs(chance(4000, 1600) - 4000) < 600
        assert abs(chance(2, 2) - chance(0, 0)) < 500
        assert chance(4000, 4000) < 7000

    def test_knows_who_tries_again_and_who_studies_much_besides(self) -> None:
        usual, again, busy = (judge(Evidence(9, tries=n, other_courses=m)) for n, m in ((0, 0), (2, 0), (0, 3)))

        assert again.chance_bp > usual.chance_bp < busy.chance_bp
        assert [(one.sign, one.figures) for one in again.reasons] == [(RiskSign.TRIES, {"value": 2})]
        assert [(one.sign, one.figures) for one in busy.reasons] == [(RiskSign.OTHER_COURSES, {"value": 3})]

    def test_names_handing_in_after_others_only_from_a_day_on(self) -> None:
        last = replace(GOOD, days_before_others=-5.0)

        assert signs_of(Evidence(40, (last, replace(GOOD, days_before_others=2.0))))[RiskSign.EARLY] == -0.5
        (reason,) = judge(Evidence(40, (last,))).reasons
        assert (reason.sign, reason.figures) == (RiskSign.EARLY, {"days": 5})
        assert not judge(Evidence(40, (replace(GOOD, days_before_others=-0.9),))).reasons

    @given(EVIDENCE)
    def test_grows_with_what_speaks_for_it(self, evidence: Evidence) -> None:
        worse = replace(evidence, tries=evidence.tries + 1, other_courses=evidence.other_courses + 1, ahead=0)

        assert judge(worse).chance_bp >= judge(evidence).chance_bp

    def test_is_the_sum_that_is_published(self) -> None:
        evidence = Evidence(40, (MISSING,), silent_days=17, lessons=5, others_lessons=10.0)
        parts = spoken(evidence)

        assert parts[RiskSign.SILENT] == 0.04 * 10
        assert parts[RiskSign.BEHIND] == 1.2 * 0.5


class TestPace:
    def test_asks_for_what_a_third_have_handed_in_a_week_after_most_did(self) -> None:
        done = [learner(n, works=(Done("asm_1", TODAY.toordinal() - 50),)) for n in range(5)]
        others = [learner(n) for n in range(5, 10)]

        (asked,) = pace_of(*done, *others).works

        assert (asked.asked_id, asked.due_day, asked.missed, asked.mark) == ("asm_1", 17, 0.5, None)
        assert pace_of(*done, *others, *others).works
        assert not pace_of(*done, *others, *others, *others).works

    def test_compares_nobody_where_there_are_too_few(self) -> None:
        few = [learner(n, works=(Done("asm_1", TODAY.toordinal() - 50),)) for n in range(LEAST_OTHERS - 1)]

        evidence = evidence_of(learning(few[0]), pace_of(*few), TODAY)

        assert evidence.others_activity is None
        assert evidence.others_lessons is None
        assert not evidence.works
        assert judge(evidence).level is not RiskLevel.UNKNOWN

    def test_finds_late_and_missing_work(self) -> None:
        first = TODAY.toordinal() - 60
        done = [learner(n, works=(Done("asm_1", first + 10, "1", 8000),)) for n in range(9)]
        late = learner(9, works=(Done("asm_1", first + 30),))
        pace = pace_of(*done, late)

        (work,) = evidence_of(learning(late), pace, TODAY).works
        (missing,) = evidence_of(learning(learner(10)), pace, TODAY).works

        assert (work.handed_in, work.late, work.mark) == (True, True, None)
        assert (missing.handed_in, missing.days_ago, missing.others_mark) == (False, 60 - 12 - 7, 0.8)

    def test_goes_by_the_day_that_was_told_where_one_was(self) -> None:
        today = TODAY.toordinal()
        early = [learner(n, works=(Done("asm_1", today - 45, due=today - 20),)) for n in range(9)]
        late = learner(9, works=(Done("asm_1", today - 15, due=today - 20),))
        excused = learner(10, works=(Done("asm_1", today - 15, due=today - 10),))
        pace = pace_of(*early, late)

        works = [evidence_of(learning(one), pace, TODAY).works[0] for one in (early[0], late, excused, learner(11))]

        assert [(one.handed_in, one.late, one.days_ago) for one in works] == [
            (True, False, 20),
            (True, True, 20),
            (True, False, 20),
            (False, False, 20),
        ]
        assert [round(one.days_before_others, 1) for one in works] == [3.0, -27.0, -17.0, 0.0]
        assert not evidence_of(learning(learner(12, days=19)), pace, TODAY).works
        on_the_day = date.fromordinal(today - 20)
        assert not evidence_of(learning(learner(11)), pace, on_the_day).works
        assert evidence_of(learning(learner(11)), pace, on_the_day + timedelta(days=1)).works

    def test_takes_the_end_of_a_long_window_for_no_date(self) -> None:
        today = TODAY.toordinal()
        crowd = [learner(n, works=(Done("asm_1", today - 50, due=today + 300),)) for n in range(9)]

        (asked,) = pace_of(*crowd).works
        (work,) = evidence_of(learning(learner(9)), pace_of(*crowd), TODAY).works

        assert (asked.due_on, asked.due_day, asked.days_left) == (None, 17, 7)
        assert (work.handed_in, work.days_ago) == (False, 43)

    def test_begins_anew_with_who_comes_again(self) -> None:
        first = TODAY.toordinal() - 300
        crowd = [learner(n, works=(Done("asm_1", TODAY.toordinal() - 50),)) for n in range(9)]
        again = replace(
            learner(1, days=300, works=(Done("asm_1", first + 9),)), opened=frozenset({first, first + 9, first + 290})
        )

        evidence = evidence_of(learning(again), pace_of(*crowd), TODAY)

        assert (evidence.tries, evidence.days, evidence.works, evidence.ahead) == (1, 10, [], 0)

    def test_knows_what_became_of_those_who_came_long_ago(self) -> None:
        old = [learner(n, days=300) for n in range(6)]
        passed = [replace(one, finished="2037-08-01") for one in old[:2]]
        pace = pace_of(*passed, *old[2:], learner(6), replace(learner(7), finished="2037-11-01"))

        assert (pace.came_before, pace.lost_before) == (6, 4)

    def test_counts_only_weeks_that_are_over(self) -> None:
        crowd = [learner(n, every=1) for n in range(8)]
        evidence = evidence_of(learning(crowd[0]), pace_of(*crowd), TODAY)

        assert evidence.activity == evidence.others_activity == 8
        assert signs_of(evidence)[RiskSign.ACTIVITY] == 0

    def test_follows_from_studies_in_whatever_order_their_news_came(self) -> None:
        crowd = [learner(n, works=(Done("asm_1", TODAY.toordinal() - 50, "1", 1000 * n),)) for n in range(9)]

        assert pace_of(*crowd) == pace_of(*reversed(crowd))


class TestInsights:
    def said(self, study: Study, *others: Study, lessons: int = 0) -> dict[Insight, dict[str, int]]:
        evidence = evidence_of(learning(study, lessons), pace_of(study, *others), TODAY)
        found = insights_of(learning(study, lessons), evidence, TODAY)
        self.step = step_of(found)
        self.lessons = {one.insight: one.lesson_id for one in found}
        return {one.insight: dict(one.figures) for one in found}

    def test_say_how_active_somebody_was_and_is(self) -> None:
        assert self.said(learner(1, every=1, until=13)) == {Insight.ACTIVE_LESS: {"days": 1, "before": 14}}
        assert self.step is NextStep.COME_BACK

    def test_say_where_somebody_stopped_in_whole_weeks_when_that_is_long_ago(self) -> None:
        study = replace(learner(1, until=16), last=("1", "les_7"))

        assert self.said(study)[Insight.STOPPED] == {"days": 18}
        assert self.lessons[Insight.STOPPED] == "les_7"
        assert self.said(learner(1, until=36))[Insight.STOPPED] == {"days": 35}

    def test_say_that_somebody_never_began(self) -> None:
        study = replace(learner(1, days=20), days=frozenset(), started="")

        assert self.said(study) == {Insight.NOT_STARTED: {"days": 20}}
        assert self.step is NextStep.BEGIN

    def test_say_where_marks_go(self) -> None:
        first = TODAY.toordinal() - 50
        marks = (9000, 8000, 5000, 4000)
        works = tuple(Done(f"asm_{n}", first + n, "1", mark) for n, mark in enumerate(marks))

        assert self.said(learner(1, works=works))[Insight.MARKS_FALL] == {"now": 45, "before": 85}
        assert self.step is NextStep.REPEAT

    def test_have_words_for_everything_in_both_languages(self) -> None:
        figures = dict.fromkeys(("days", "before", "missing", "due", "now", "lessons", "others", "value"), 3)
        for language in ("en", "hi"):
            assert SAID[language].keys() == {*Insight}
            assert WHY[language].keys() == {*RiskSign} - {RiskSign.AHEAD, RiskSign.STAYED, RiskSign.COURSE}
            for texts in (SAID[language], WHY[language]):
                assert all("3" in say(texts, code, figures) for code in texts)
            assert all(STEPS[language][own].keys() == {*NextStep} for own in (True, False))


class TestFunnel:
    def test_has_the_half_of_who_finished_and_of_nobody_twice(self) -> None:
        half = Study(COURSE, enrolled="2037-11-01", half="2037-11-02")
        done = Study(COURSE, enrolled="2037-11-01", half="2037-11-02", finished="2037-11-03")

        for study in (half, done, half.join(done), half.join(half)):
            total = {b.subject: counts for b, counts in study.figures().items() if b.name == "TOTAL"}
            assert total[f"COURSE#{COURSE}"]["half"] == total["ORG"]["half"] == 1
