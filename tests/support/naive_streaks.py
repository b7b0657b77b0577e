"""Streaks as they are told to people, word by word, knowing nothing of how they are stored."""

from collections.abc import Mapping, Set
from datetime import date, timedelta


def naive(learned: Set[date], planned: Mapping[date, bool], today: date) -> tuple[int, int, set[date]]:
    """The rule as it is told to people, word by word: current, longest, frozen days of the current streak."""
    if not learned:
        return 0, 0, set()
    end = max(today, max(learned))

    def missed(day: date) -> bool:
        return planned[day] and day not in learned and day < end

    runs: list[tuple[int, set[date]]] = [(0, set())]
    day = min(learned)
    while day <= end:
        count, frozen = runs[-1]
        if day in learned:
            runs[-1] = (count + 1, frozen)
        elif missed(day):
            if any(missed(day - timedelta(days=back)) for back in range(1, 7)):
                runs.append((0, set()))
            else:
                runs[-1] = (count, frozen | {day})
        day += timedelta(days=1)
    return runs[-1][0], max(count for count, _ in runs), runs[-1][1]
