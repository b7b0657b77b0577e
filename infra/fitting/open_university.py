"""The Open University's learning analytics data set (J. Kuzilek and others, 2017), as courses were known on any day.

Of it only what the product knows of its own learners is read: no sex, age, schooling, region or disability.
"""

import csv
import gzip
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from functions.analytics.domain.evidence import Evidence, Work

DAYS = (0, 10, 20, 30, 45, 60, 75, 90, 105, 120, 150)
"""Those on which learners are looked at, from the start of their course on."""
CREDITS_OF_A_COURSE = 60.0
BEGIN_MONTHS = {"B": 2, "J": 10}
_NOT_PASSED = {"Fail", "Withdrawn"}


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody in a course on a day, and whether they did not pass in the end."""

    evidence: Evidence
    not_passed: bool
    day: int
    presentation: str
    course: str
    course_odds: float
    """The log-odds of not passing in this course and presentation: what is learned are differences within it."""


@dataclass(frozen=True, slots=True)
class _Asked:
    asked_id: str
    due: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Learner:
    left: float
    not_passed: bool
    clicks: float
    """Before the start: later ones are not in the data."""
    handed_in: Mapping[str, tuple[int, float]]
    """When, and the mark from 0 to 1."""
    excused: frozenset[str]
    """Works that an earlier try stands for."""
    tries: int
    """Before this one."""
    credits: float
    """Of all that they study at the time."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A course in a presentation, as all know it once it is over."""

    begins: date
    ends: date
    came: int
    lost: int


class Registry:
    """All courses of the data, as they were known on any day."""

    def __init__(self, folder: Path) -> None:
        self._asked: dict[tuple[str, str], list[_Asked]] = defaultdict(list)
        self._learners: dict[tuple[str, str], list[_Learner]] = defaultdict(list)
        self._due: dict[str, float] = {}
        self._runs: dict[tuple[str, str], _Run] = {}
        self._read(folder)

    @property
    def presentations(self) -> list[str]:
        """When courses were held, by name."""
        return sorted({course[1] for course in self._learners})

    def cases(self, presentations: Sequence[str], days: Iterable[int] = DAYS) -> Iterator[Case]:
        """Everybody who had not left, on each of some days, in the courses of these presentations."""
        for day in days:
            for course, learners in self._learners.items():
                if course[1] in presentations:
                    yield from self._on(day, course, [one for one in learners if one.left > day])

    def _on(self, day: int, course: tuple[str, str], here: Sequence[_Learner]) -> Iterator[Case]:
        asked = sorted((one for one in self._asked[course] if one.due <= day), key=lambda one: (one.due, one.asked_id))
        missed: dict[str, float] = {}
        means: dict[str, float | None] = {}
        usual_day: dict[str, float] = {}
        for one in asked:
            found = [done for who in here if (done := who.handed_in.get(one.asked_id)) and done[0] <= day]
            missed[one.asked_id] = 1 - len(found) / len(here)
            means[one.asked_id] = sum(mark for _, mark in found) / len(found) if found else None
            usual_day[one.asked_id] = sum(at for at, _ in found) / len(found) if found else one.due
        others_activity = median(who.clicks for who in here)
        came, lost = self._before(course)
        run = self._runs[course]
        odds = math.log((run.lost + 1) / (run.came - run.lost + 1))
        for who in here:
            works = []
            for one in asked:
                if one.asked_id in who.excused:
                    continue
                done = who.handed_in.get(one.asked_id)
                in_time = done is not None and done[0] <= day
                works.append(
                    Work(
                        days_ago=day - one.due,
                        handed_in=in_time,
                        late=bool(done and in_time and done[0] > one.due),
                        mark=done[1] if done and in_time else None,
                        others_missed=missed[one.asked_id],
                        others_mark=means[one.asked_id],
                        weight=one.weight + 1,
                        days_before_others=usual_day[one.asked_id] - done[0] if done and in_time else 0.0,
                    )
                )
            ahead = sum(at <= day < self._due[asked_id] for asked_id, (at, _) in who.handed_in.items())
            evidence = Evidence(
                day,
                works,
                ahead,
                who.clicks,
                others_activity,
                tries=who.tries,
                other_courses=max(0.0, who.credits / CREDITS_OF_A_COURSE - 1),
                came_before=came,
                lost_before=lost,
            )
            yield Case(evidence, who.not_passed, day, course[1], course[0], odds)

    def _before(self, course: tuple[str, str]) -> tuple[int, int]:
        """How many came to the presentations of a course that were over when this one began, and did not pass."""
        begins = self._runs[course].begins
        earlier = [run for (name, _), run in self._runs.items() if name == course[0] and run.ends <= begins]
        return sum(run.came for run in earlier), sum(run.lost for run in earlier)

    def _read(self, folder: Path) -> None:
        for row in _rows(folder, "assessments"):
            course = row["code_module"], row["code_presentation"]
            self._due[row["id_assessment"]] = _number(row["date"], float("inf"))
            if row["assessment_type"] != "Exam" and row["date"] not in {"", "?"}:
                asked = _Asked(row["id_assessment"], int(float(row["date"])), _number(row["weight"]))
                self._asked[course].append(asked)
        courses = {one.asked_id: course for course, several in self._asked.items() for one in several}
        handed_in: dict[tuple[str, ...], dict[str, tuple[int, float]]] = defaultdict(dict)
        excused: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for row in _rows(folder, "studentAssessment"):
            if (found := courses.get(row["id_assessment"])) is None:
                continue
            place = (*found, row["id_student"])
            if row["is_banked"] == "1":
                excused[place].add(row["id_assessment"])
            else:
                at = int(_number(row["date_submitted"]))
                handed_in[place][row["id_assessment"]] = at, _number(row["score"]) / 100
        left = {_place(row): _number(row["date_unregistration"], 1e9) for row in _rows(folder, "studentRegistration")}
        clicks = {_place(row): _number(row["pre_course_clicks"]) for row in _rows(folder, "vle_pre_course_features")}
        for row in _rows(folder, "studentInfo"):
            place = _place(row)
            self._learners[place[:2]].append(
                _Learner(
                    left.get(place, 1e9),
                    row["final_result"] in _NOT_PASSED,
                    clicks.get(place, 0.0),
                    handed_in[place],
                    frozenset(excused[place]),
                    int(_number(row["num_of_prev_attempts"])),
                    _number(row["studied_credits"]),
                )
            )
        for row in _rows(folder, "courses"):
            course = row["code_module"], row["code_presentation"]
            begins = date(int(course[1][:4]), BEGIN_MONTHS[course[1][4:]], 1)
            came = [who for who in self._learners[course] if who.left > 0]
            ends = begins + timedelta(days=int(row["module_presentation_length"]))
            self._runs[course] = _Run(begins, ends, len(came), sum(who.not_passed for who in came))


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with gzip.open(folder / f"{name}.csv.gz", "rt", newline="") as text:
        yield from csv.DictReader(text)


def _place(row: Mapping[str, str]) -> tuple[str, str, str]:
    return row["code_module"], row["code_presentation"], row["id_student"]


def _number(text: str, otherwise: float = 0.0) -> float:
    return float(text) if text not in {"", "?"} else otherwise
