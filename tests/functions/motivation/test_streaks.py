"""Streaks by the learner's own day, against a naive model that knows nothing of bits."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.identity.published import Preferences
from functions.motivation.domain.plans import Chapter, Plan
from functions.motivation.domain.streaks import FIRST_DAY, day_of, streak, with_day
from tests.support.naive_streaks import naive

ZONES = (
    "Asia/Kolkata",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",  # half an hour of daylight saving
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Africa/Casablanca",
    "America/St_Johns",
)
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 40 * 24 * 4).map(lambda quarters: BEGIN + timedelta(minutes=15 * quarters))
WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)


def days_set(days: set[date]) -> int:
    """The set as it is stored."""
    stored = 0
    for day in days:
        stored = with_day(stored, day)
    return stored


def local_day(moment: datetime, zone: str) -> date:
    """The date on the wall there: the offset, added by hand."""
    offset = ZoneInfo(zone).utcoffset(moment.astimezone(ZoneInfo(zone)))
    assert offset is not None
    return (moment.replace(tzinfo=None) + offset).date()


class TestAgainstTheNaiveModel:
    @given(
        moments=st.lists(MOMENTS, max_size=60),
        zones=st.lists(st.tuples(MOMENTS, st.sampled_from(ZONES)), min_size=1, max_size=4),
        first_plan=WEEKDAYS,
        change=st.tuples(st.integers(0, 40), WEEKDAYS),
        ahead=st.integers(0, 5),
    )
    def test_over_random_zones_moves_and_plans(
        self,
        moments: list[datetime],
        zones: list[tuple[datetime, str]],
        first_plan: frozenset[int],
        change: tuple[int, frozenset[int]],
        ahead: int,
    ) -> None:
        moves = sorted(zones)
        preferences = Preferences(
            "en",
            moves[-1][1],
            tuple((int(until.timestamp()), zone) for (until, _), (_, zone) in zip(moves[1:], moves, strict=False)),
        )

        def zone_then(moment: datetime) -> str:
            held = [zone for since, zone in moves if since <= moment]
            return held[-1] if held else moves[0][1]

        second_since = BEGIN.date() + timedelta(days=change[0])
        plan = Plan(
            chapters=(Chapter(since=FIRST_DAY, weekdays=first_plan), Chapter(since=second_since, weekdays=change[1]))
        )
        horizon = [BEGIN.date() + timedelta(days=shift) for shift in range(-20, 70)]
        planned = {day: day.weekday() in (change[1] if day >= second_since else first_plan) for day in horizon}
        learned = {local_day(moment, zone_then(moment)) for moment in moments}
        last = max(moments, default=BEGIN)
        today = local_day(last, zone_then(last)) + timedelta(days=ahead)

        assert {day_of(moment, preferences.zone_at(moment)) for moment in moments} == learned
        found = streak(days_set(learned), plan, today)

        assert (found.current, found.longest, set(found.frozen)) == naive(learned, planned, today)

    @given(days=st.sets(st.integers(0, 60), max_size=50), more=st.integers(0, 60), weekdays=WEEKDAYS)
    def test_a_day_more_never_makes_the_longest_shorter(
        self, days: set[int], more: int, weekdays: frozenset[int]
    ) -> None:
        plan = Plan(chapters=(Chapter(since=FIRST_DAY, weekdays=weekdays),))
        learned = {date(2026, 1, 1) + timedelta(days=day) for day in days}
        fuller = learned | {date(2026, 1, 1) + timedelta(days=more)}

        assert streak(days_set(fuller), plan).longest >= streak(days_set(learned), plan).longest

    @given(days=st.sets(st.integers(0, 60), min_size=1), weekdays=WEEKDAYS)
    def test_today_may_be_missed_exactly_where_missing_it_breaks_nothing(
        self, days: set[int], weekdays: frozenset[int]
    ) -> None:
        plan = Plan(chapters=(Chapter(since=FIRST_DAY, weekdays=weekdays),))
        learned = {date(2026, 1, 1) + timedelta(days=day) for day in days}
        today = max(learned) + timedelta(days=1)
        now, tomorrow = (streak(days_set(learned), plan, today + timedelta(days=more)) for more in (0, 1))

        if today.weekday() in weekdays:
            assert now.may_miss == (tomorrow.current == now.current and now.current > 0)
        else:
            assert tomorrow.current == now.current


class TestDays:
    @pytest.mark.parametrize(
        ("moment", "zone", "day"),
        [
            ("2026-03-08T06:59:00+00:00", "America/New_York", date(2026, 3, 8)),  # 01:59, before the hour is skipped
            ("2026-03-09T03:59:00+00:00", "America/New_York", date(2026, 3, 8)),  # the day has 23 hours
            ("2026-03-09T04:00:00+00:00", "America/New_York", date(2026, 3, 9)),
            ("2026-11-02T04:59:00+00:00", "America/New_York", date(2026, 11, 1)),  # the day has 25 hours
            ("2026-11-22T18:29:00+00:00", "Asia/Kolkata", date(2026, 11, 22)),
            ("2026-11-22T18:30:00+00:00", "Asia/Kolkata", date(2026, 11, 23)),
            ("2026-11-22T10:00:00+00:00", "Pacific/Kiritimati", date(2026, 11, 23)),
        ],
    )
    def test_are_those_on_the_wall(self, moment: str, zone: str, day: date) -> None:
        assert day_of(datetime.fromisoformat(moment), zone) == day

    def test_before_the_first_are_left_out(self) -> None:
        assert with_day(0, date(2019, 12, 31)) == 0


class TestPlans:
    def test_weekend_learners_lose_nothing_on_weekdays(self) -> None:
        plan = Plan(chapters=(Chapter(since=FIRST_DAY, weekdays=frozenset({5, 6})),))
        weekends = {date(2026, 11, 7) + timedelta(days=7 * week + day) for week in range(4) for day in (0, 1)}

        assert streak(days_set(weekends), plan, date(2026, 12, 4)).current == 8

    def test_a_change_heals_no_gap_of_the_past(self) -> None:
        learned = {date(2026, 11, 2), date(2026, 11, 6)}  # a Monday and a Friday
        changed = Plan().changed(frozenset({0, 4}), date(2026, 11, 6))

        assert streak(days_set(learned), changed, date(2026, 11, 6)).current == 1
        assert streak(days_set(learned | {date(2026, 11, 9)}), changed, date(2026, 11, 9)).current == 2

    def test_several_changes_on_a_day_are_one(self) -> None:
        plan = Plan()
        for number in range(7):
            plan = plan.changed(frozenset({number}), date(2026, 11, 6))

        assert plan.chapters == (Chapter(since=date(2026, 11, 6), weekdays=frozenset({6})),)


class TestFreezes:
    def test_a_week_earns_one(self) -> None:
        week = {date(2026, 11, day) for day in range(1, 8)}

        found = streak(days_set(week | {date(2026, 11, 9)}), Plan(), date(2026, 11, 9))

        assert (found.current, found.frozen) == (8, (date(2026, 11, 8),))

    def test_none_before_a_week_is_through(self) -> None:
        some = {date(2026, 11, 1), date(2026, 11, 3)}

        assert streak(days_set(some), Plan(), date(2026, 11, 3)).current == 1

    def test_not_two_in_seven_days(self) -> None:
        days = {date(2026, 11, day) for day in (1, 2, 3, 4, 5, 6, 7, 9, 10, 12)}

        assert streak(days_set(days), Plan(), date(2026, 11, 12)).current == 1

    def test_today_is_not_missed_before_it_is_over(self) -> None:
        days = {date(2026, 11, 1), date(2026, 11, 2)}

        assert streak(days_set(days), Plan(), date(2026, 11, 3)).current == 2
        assert streak(days_set(days), Plan(), date(2026, 11, 4)).current == 0
