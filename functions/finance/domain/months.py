"""Months, as ``2026-11``."""

from datetime import datetime

MOST_MONTHS = 12


def months_between(first: str, last: str) -> list[str]:
    """The months from the first to the last, both included; none where the last is before the first."""
    start, end = _number(first), _number(last)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1)]


def next_to(month: str, by: int) -> str:
    """The month so many months later."""
    number = _number(month) + by
    return f"{number // 12:04}-{number % 12 + 1:02}"


def month_named(moment: datetime) -> str:
    """The month of a moment, by the moment's own clock."""
    return f"{moment:%Y-%m}"


def _number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1
