"""What is to be looked at when its time has come."""

from datetime import timedelta

import pytest

from shared.clock import system_clock
from shared.deadlines import Deadline, look_at_each
from tests.support.shelf.storage import BookRepository, Deadlines

HOUR = timedelta(hours=1)


class TestDeadlines:
    def test_are_looked_at_once_their_time_has_come(self, books: BookRepository) -> None:
        deadlines, now, seen = Deadlines(), system_clock.now(), list[str]()
        with deadlines._transaction() as transaction:
            for hour, book in enumerate(["emma", "walden", "ulysses", "later"]):
                deadlines.set(transaction, Deadline("org_1", book, now + HOUR * (hour - 2)))
            deadlines.set(transaction, Deadline("org_1", "lifted", now))
        with deadlines._transaction() as transaction:
            deadlines.lift(transaction, Deadline("org_1", "lifted", now))

        assert look_at_each(deadlines, lambda one: seen.append(one.what), now, again_after=HOUR) == 3
        assert look_at_each(deadlines, lambda one: seen.append(one.what), now, again_after=HOUR) == 0
        assert sorted(seen) == ["emma", "ulysses", "walden"]

    def test_that_fail_hold_up_no_other_and_come_again_later(
        self, books: BookRepository, capsys: pytest.CaptureFixture[str]
    ) -> None:
        deadlines, now, seen = Deadlines(), system_clock.now(), list[str]()
        with deadlines._transaction() as transaction:
            for book in ("emma", "lost", "walden"):
                deadlines.set(transaction, Deadline("org_1", book, now))

        def look(one: Deadline) -> None:
            if one.what == "lost":
                raise LookupError(one.what)
            seen.append(one.what)

        assert look_at_each(deadlines, look, now, again_after=HOUR) == 3
        assert "DeadlineFailed" in capsys.readouterr().out
        assert look_at_each(deadlines, look, now, again_after=HOUR) == 0
        assert look_at_each(deadlines, lambda one: seen.append(one.what), now + HOUR, again_after=HOUR) == 1
        assert sorted(seen) == ["emma", "lost", "walden"]
