"""Identifiers say what they name, and sort by time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.clock import SetClock
from shared.ids import MAX_LENGTH, is_id, new_id

MOMENTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))
PREFIXES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=5)


@given(prefix=PREFIXES, at=MOMENTS)
def test_what_was_made_is_recognized(prefix: str, at: datetime) -> None:
    made = new_id(prefix, SetClock(at))

    assert is_id(made, prefix)
    assert len(made) <= MAX_LENGTH


@given(at=MOMENTS, later=st.timedeltas(min_value=timedelta(milliseconds=1), max_value=timedelta(days=9999)))
def test_later_ones_sort_after_earlier_ones(at: datetime, later: timedelta) -> None:
    assert new_id("crs", SetClock(at)) < new_id("crs", SetClock(at + later))


def test_a_thousand_of_the_same_moment_differ() -> None:
    clock = SetClock(datetime(2026, 1, 1, tzinfo=UTC))

    assert len({new_id("crs", clock) for _ in range(1000)}) == 1000


def test_another_prefix_is_not_recognized() -> None:
    assert not is_id(new_id("crs"), "usr")


@given(st.text())
def test_whatever_text_comes_is_only_judged(text: str) -> None:
    assert is_id(text, "crs") is False


def test_a_well_formed_id_with_something_behind_is_none() -> None:
    assert not is_id(new_id("crs") + "\n", "crs")
    assert not is_id(new_id("crs") + "0", "crs")
    assert not is_id(new_id("crs").lower(), "crs")
