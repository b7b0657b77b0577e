"""Time comes from one source, and a test can set it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.clock import SetClock, SystemClock, epoch_seconds

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_the_system_clock_tells_aware_utc_time() -> None:
    now = SystemClock().now()

    assert now.utcoffset() == timedelta(0)
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_set_clock_stands_still_until_it_is_moved() -> None:
    clock = SetClock(NOON)

    before = clock.now(), clock.now()
    clock.advance(timedelta(minutes=16))

    assert before == (NOON, NOON)
    assert clock.now() == NOON + timedelta(minutes=16)


def test_another_clock_tells_the_time_meanwhile() -> None:
    clock = SystemClock()

    with clock.time_from(SetClock(NOON)):
        assert clock.now() == NOON

    assert clock.now() != NOON


def test_clocks_put_in_place_of_each_other_are_taken_back_in_order() -> None:
    clock = SystemClock()

    with clock.time_from(SetClock(NOON)):
        with clock.time_from(SetClock(NOON + timedelta(days=1))):
            pass
        after_the_inner_one = clock.now()

    assert after_the_inner_one == NOON


def test_the_systems_own_time_comes_back_after_a_failure() -> None:
    clock = SystemClock()

    with pytest.raises(ZeroDivisionError), clock.time_from(SetClock(NOON)):
        raise ZeroDivisionError

    assert clock.now() != NOON


@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_epoch_seconds_are_whole_and_never_in_the_future(moment: datetime) -> None:
    seconds = epoch_seconds(moment)

    assert datetime.fromtimestamp(seconds, UTC) <= moment < datetime.fromtimestamp(seconds + 1, UTC)
