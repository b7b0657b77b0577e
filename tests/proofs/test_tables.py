"""Volume of the books: a million rows as files, and 100,000 payments reconciled, each in a process of its own.

The peak of a process includes what it had before it began, so the figures are upper bounds.
"""

import multiprocessing
import multiprocessing.connection
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from functions.commerce.domain.settlements import Movement, Verdict, reconciled
from shared.tabulating import Cell, Column, Form, Kind, tabulate

MILLION = 1_000_000
COLUMNS = [Column("number"), Column("buyer"), Column("taxable_minor", Kind.WHOLE), Column("tax_minor", Kind.WHOLE)]


def _rows() -> Iterator[list[Cell]]:
    for place in range(MILLION):
        yield [f"INV/26-27/{place:06}", f"Buyer {place % 5000} of Bengaluru", 84_746 + place % 7, 15_254]


def _measured(work: Callable[..., None], *with_what: object) -> tuple[float, float]:
    """Seconds, and the megabytes that the process had at most."""
    receiver, sender = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_report, args=(sender, work, *with_what))
    process.start()
    sender.close()
    seconds, megabytes = receiver.recv()
    process.join()
    return seconds, megabytes


def _report(sender: "multiprocessing.connection.Connection", work: Callable[..., None], *with_what: object) -> None:
    begun = time.perf_counter()
    work(*with_what)
    sender.send((time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def _tabulate(form: Form, path: Path) -> None:
    assert tabulate(form, path, COLUMNS, _rows()) == MILLION


def _reconcile() -> None:
    def side(amount: int, missing: int) -> Iterator[Movement]:
        for place in range(100_000):
            if place % 1_000 != missing:
                yield Movement(movement_id=f"pay_{place:014}", amount_minor=amount, currency="INR")

    counts = dict.fromkeys(Verdict, 0)
    for found in reconciled(side(100, 1), side(100, 2)):
        counts[found.verdict] += 1
    assert counts == {
        Verdict.MATCHED: 99_800,
        Verdict.MISSING_HERE: 100,
        Verdict.MISSING_THERE: 100,
        Verdict.AMOUNT_DIFFERS: 0,
    }


@pytest.mark.parametrize("form", list(Form))
def test_a_million_rows_fit_in_512_mb(form: Form, tmp_path: Path, say: Callable[[str], None]) -> None:
    path = tmp_path / f"table.{form}"

    seconds, megabytes = _measured(_tabulate, form, path)

    size = path.stat().st_size / 2**20
    say(f"{form}: a million rows in {seconds:.1f} s and at most {megabytes:.0f} MB, {size:.0f} MB of file")
    assert megabytes < 512


def test_a_hundred_thousand_payments_are_reconciled(say: Callable[[str], None]) -> None:
    seconds, megabytes = _measured(_reconcile)

    say(f"reconciliation of 100,000 payments: {seconds:.2f} s and at most {megabytes:.0f} MB")
    assert megabytes < 512
