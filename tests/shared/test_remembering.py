"""A process remembers so many things, for so long; and what never changes, within a stated weight."""

from datetime import timedelta

import pytest

from shared.clock import SetClock, system_clock
from shared.remembering import BoundedCache, Memory, forget_memories


@pytest.fixture
def memory() -> Memory[str, int]:
    """Remembers three things for five seconds."""
    return Memory(timedelta(seconds=5), most=3)


@pytest.fixture
def cache() -> BoundedCache[str, str]:
    """Keeps texts of ten characters together."""
    return BoundedCache(10, len)


def test_what_was_kept_is_found(memory: Memory[str, int]) -> None:
    assert memory.keep("a", 1) == 1
    assert (memory.find("a"), memory.find("b")) == (1, None)


def test_it_is_found_until_its_time_is_over_and_not_at_that_moment(memory: Memory[str, int]) -> None:
    clock = SetClock(system_clock.now())
    with system_clock.time_from(clock):
        memory.keep("a", 1)
        clock.advance(timedelta(seconds=4.999))
        before = memory.find("a")
        clock.advance(timedelta(seconds=0.001))

        assert (before, memory.find("a")) == (1, None)


def test_a_clock_set_back_does_not_make_it_last_longer(memory: Memory[str, int]) -> None:
    clock = SetClock(system_clock.now())
    with system_clock.time_from(clock):
        memory.keep("a", 1)
        clock.advance(timedelta(hours=-1))

        assert memory.find("a") is None


def test_the_oldest_gives_way(memory: Memory[str, int]) -> None:
    for key in ("a", "b", "c", "a", "d"):
        memory.keep(key, 1)

    assert [key for key in "abcd" if memory.find(key)] == ["a", "c", "d"]


def test_matching_things_can_be_forgotten(memory: Memory[str, int]) -> None:
    for key in ("a1", "a2", "b"):
        memory.keep(key, 1)

    memory.forget(lambda key: key.startswith("a"))

    assert [key for key in ("a1", "a2", "b") if memory.find(key)] == ["b"]


def test_everything_everywhere_can_be_forgotten(memory: Memory[str, int]) -> None:
    memory.keep("a", 1)

    forget_memories()

    assert memory.find("a") is None


class TestWhatNeverChanges:
    def test_is_made_once(self, cache: BoundedCache[str, str]) -> None:
        texts = iter(["first", "second"])

        made = [cache.get("a", lambda: next(texts)) for _ in range(2)]

        assert made == ["first", "first"]

    def test_is_kept_while_it_is_used(self, cache: BoundedCache[str, str]) -> None:
        cache.get("a", lambda: "aaaa")
        cache.get("b", lambda: "bbbb")
        cache.get("a", lambda: "anew")
        cache.get("c", lambda: "cccc")

        assert cache.get("a", lambda: "anew") == "aaaa"
        assert cache.get("b", lambda: "anew") == "anew"

    def test_drives_nothing_out_when_it_is_too_heavy_alone(self, cache: BoundedCache[str, str]) -> None:
        cache.get("a", lambda: "aaaa")

        assert cache.get("heavy", lambda: "x" * 11) == "x" * 11
        assert len(cache) == 1
        assert cache.get("a", lambda: "anew") == "aaaa"

    def test_is_tried_again_after_a_failure(self, cache: BoundedCache[str, str]) -> None:
        def fail() -> str:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            cache.get("a", fail)
        assert cache.get("a", lambda: "made") == "made"

    def test_is_made_anew_after_everything_was_forgotten(self, cache: BoundedCache[str, str]) -> None:
        for _ in range(2):
            cache.get("a", lambda: "0123456789")
            forget_memories()

        assert cache.get("a", lambda: "anew") == "anew"
        assert len(cache) == 1
