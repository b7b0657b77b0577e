"""A month of exams, heard late, twice, out of order and marked anew: what is believed is what a naive model believes.

The naive model keeps a list of all that it heard, and computes everything from the beginning for every question that it
is asked; it shares no line with the room. The answers are real learners' where ``LMS_ANSWER_LOG`` names a log of them.
"""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Any

from functions.mastery.handlers import handler
from shared.ids import new_id
from tests.support.month.answers import answers_of
from tests.support.world import World

SEED = 2026
LEARNERS, EXAMS, QUESTIONS, IN_EXAM = 60, 8, 40, 6
Mark = tuple[str, tuple[str, ...], int, int]
"""Question, skills, score and what guessing gets."""


def test_believes_what_a_naive_model_believes(world: World, say: Callable[[str], None]) -> None:
    org = world.organization()
    tutor = world.actor("tutor", of=org)
    skills = [tutor.post("/skills", {"name": f"Skill {number}"}).json()["skill_id"] for number in range(5)]
    people = [world.actor("student", of=org) for _ in range(LEARNERS)]
    news = list(_month([one.user_id for one in people], skills))
    naive = Naive()

    for user_id, attempt_id, revision, marks in news:
        _deliver(org.org_id, user_id, attempt_id, revision, marks)
        naive.hear(user_id, attempt_id, revision, marks)

    compared, furthest = 0, 0
    for person in people:
        shown = person.get(f"/users/{person.user_id}/mastery").json()["items"]
        believed = naive.mastery(person.user_id)
        assert {one["skill_id"]: one["answer_count"] for one in shown} == {
            name: one[1] for name, one in believed.items()
        }
        furthest = max([furthest, *(abs(one["mastery_bp"] - believed[one["skill_id"]][0]) for one in shown)])
        compared += len(shown)
    assert furthest <= 1
    say(f"{len(news):,} pieces of news of {LEARNERS} learners: {compared:,} estimates, at most {furthest} bp apart")


def _month(user_ids: list[str], skills: list[str]) -> Iterator[tuple[str, str, int, list[Mark]]]:
    """All that is told, in the order in which it is heard."""
    chance = Random(SEED)
    questions = [
        (f"que_{number}", tuple(chance.sample(skills, chance.choice([1, 1, 2]))), chance.choice([0, 2_500, 5_000]))
        for number in range(QUESTIONS)
    ]
    told: list[tuple[float, tuple[str, str, int, list[Mark]]]] = []
    for number, user_id in enumerate(user_ids):
        right = answers_of(number, chance)
        for exam in range(EXAMS):
            asked = chance.sample(questions, IN_EXAM)
            marks = [
                (question, of, 10_000 * one, guess)
                for (question, of, guess), one in zip(asked, islice(right, IN_EXAM), strict=True)
            ]
            attempt_id, when = new_id("att"), exam + chance.random()
            told.append((when, (user_id, attempt_id, 1, marks)))
            if chance.random() < 0.3:
                told.append((when + 3 * chance.random() ** 4, (user_id, attempt_id, 1, marks)))
            if chance.random() < 0.2:
                better = [(question, of, max(5_000, score), guess) for question, of, score, guess in marks]
                told.append((when + 2 * chance.random() - 0.5, (user_id, attempt_id, 2, better)))
    return iter([one for _, one in sorted(told, key=lambda pair: pair[0])])


def _deliver(org_id: str, user_id: str, attempt_id: str, revision: int, marks: list[Mark]) -> None:
    answers = [
        {"question_id": question, "skill_ids": of, "score_bp": score, "guess_bp": guess}
        for question, of, score, guess in marks
    ]
    about = {"assessment_id": "asm_1", "course_id": "crs_1", "lesson_id": None, "attempt_id": attempt_id}
    data = {**about, "user_id": user_id, "score_bp": 0, "passed": None, "answers": answers}
    trace = {"actor_id": user_id, "request_id": "req_1", "correlation_id": "req_1", "revision": revision}
    told = {"event_id": new_id("evt"), "occurred_at": "2026-11-22T09:30:00Z", "org_id": org_id, **trace, "data": data}
    body = json.dumps({"detail-type": "AttemptGraded.v1", "detail": told})
    assert handler({"Records": [{"messageId": "1", "body": body}]}, None) == {"batchItemFailures": []}


@dataclass
class Naive:
    """Lists, and formulas written out."""

    latest: dict[tuple[str, str], tuple[int, list[Mark]]] = field(default_factory=dict)
    met: dict[tuple[str, str], dict[str, tuple[int, int]]] = field(default_factory=lambda: defaultdict(dict))
    said: dict[tuple[str, str], dict[str, tuple[int, int]]] = field(default_factory=dict)
    open: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def hear(self, user_id: str, attempt_id: str, revision: int, marks: list[Mark]) -> None:
        """Remember the latest marks, and what was known of each question when it was first met."""
        key = (user_id, attempt_id)
        if key in self.latest and self.latest[key][0] >= revision:
            return
        self.latest[key] = (revision, marks)
        for name in {name for question, of, _, _ in marks for name in (question, *of)} - self.met[key].keys():
            parts = [found[name] for found in self.said.values() if name in found]
            self.met[key][name] = (sum(one[0] for one in parts), sum(one[1] for one in parts))
            if self.met[key][name][0] < 40_000_000:
                self.open[key].add(name)
        says = self._live(user_id)[1][attempt_id]
        self.said[key] = {name: one for name, one in says.items() if name in self.open[key]}

    def mastery(self, user_id: str) -> dict[str, tuple[int, int]]:
        """By skill the mastery in basis points, and the number of answers."""
        life = self._live(user_id)[0]
        found: dict[str, tuple[int, int]] = {}
        for name, count in life["counts"].items():
            mean = 0.5 + life["g"][0] + life["s"][name][0] - life["hard"][name]
            variance = life["g"][1] + life["s"][name][1]
            found[name] = (round(10_000 / (1 + math.exp(-mean / math.sqrt(1 + math.pi * variance / 8)))), count)
        return found

    def _live(self, user_id: str) -> tuple[Any, dict[str, dict[str, tuple[int, int]]]]:
        """Live through all of somebody's attempts again."""
        life: Any = {"g": [0.0, 1.2], "f": [0.0, 0.5], "s": {}, "hard": {}, "counts": defaultdict(int)}
        says: dict[str, dict[str, tuple[int, int]]] = {}
        for attempt_id in sorted(one for who, one in self.latest if who == user_id):
            met = self.met[user_id, attempt_id]
            prior = {name: 2.0 if name.startswith("skl_") else 0.8 for name in met}
            first = {name: _normal(prior[name], *pair) for name, pair in met.items()}
            now = {name: list(pair) for name, pair in first.items()}
            marks = self.latest[user_id, attempt_id][1]
            for mark in marks:
                _answer(life, now, mark)
            touched = {name for question, of, _, _ in marks for name in (question, *of)}
            says[attempt_id] = {
                name: (
                    round(1e6 * (1 / now[name][1] - 1 / first[name][1])),
                    round(1e6 * (now[name][0] / now[name][1] - first[name][0] / first[name][1])),
                )
                for name in touched
            }
            for name in {name for _, of, _, _ in marks for name in of}:
                life["hard"][name] = now[name][0]
            for belief in (life["g"], life["f"], *life["s"].values()):
                belief[:] = [round(one, 5) for one in belief]
        return life, says


def _normal(prior: float, precision: int, shift: int) -> tuple[float, float]:
    sure = 1 / prior + precision / 1e6
    return shift / 1e6 / sure, 1 / sure


def _answer(life: Any, hard: dict[str, list[float]], mark: Mark) -> None:
    """One step of the filter, term by term."""
    question, of, score, guess_bp = mark
    guess, each = guess_bp / 10_000, 1 / len(of)
    life["g"][1] += 0.005
    for name in of:
        life["s"].setdefault(name, [0.0, 0.3])[1] += 0.005
        life["counts"][name] += 1
    parts = [(life["g"], 1.0), (life["f"], 1.0), (hard[question], -1.0)]
    parts += [(life["s"][name], each) for name in of] + [(hard[name], -each) for name in of]
    mean = 0.5 + sum(weight * belief[0] for belief, weight in parts)
    variance = sum(weight**2 * belief[1] for belief, weight in parts)
    known = 1 / (1 + math.exp(-mean / math.sqrt(1 + math.pi * variance / 8)))
    chance = guess + (1 - guess) * known
    surprise = (score / 10_000 - chance) * (1 - guess) * known * (1 - known) / (chance * (1 - chance))
    plain = 1 / (1 + math.exp(-mean))
    slope, at = (1 - guess) * plain * (1 - plain), guess + (1 - guess) * plain
    information = slope**2 / (at * (1 - at))
    for belief, weight in parts:
        gain = weight * belief[1]
        belief[0] += gain * surprise
        belief[1] -= gain**2 * information / (1 + variance * information)
    life["f"][:] = [0.6 * life["f"][0], 0.36 * life["f"][1] + 0.5]
