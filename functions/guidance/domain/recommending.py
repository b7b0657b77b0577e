"""Which courses to recommend to somebody, and why. Plain arithmetic: some five milliseconds among 2,000 courses."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from functions.guidance.domain.editions import FINEST, Edition, OfferedCourse
from functions.guidance.domain.histories import History, Seen

HEARD = 200
"""So many of the courses taken last speak; with the decay, earlier ones would hardly be heard."""
BELONGING = 0.5
"""No category has more than this share of what is recommended, as long as others have candidates."""
TIRED = 0.9
"""What being shown once without a click leaves of a course's score."""
_CANDIDATES = 4


class ReasonCode(StrEnum):
    """Why a course is recommended."""

    TAKEN_AFTER = "taken_after"
    """Learners went on to it after a course that this one took as well."""
    SIMILAR_CONTENT = "similar_content"
    """It is about what a course is about that this one took; few have taken it yet."""
    INTERESTS = "interests"
    """It fits what this one says of their interests."""
    POPULAR = "popular"
    """Many take it, and like it."""
    UNTRIED = "untried"
    """Nothing else speaks for it: it is on offer, and nobody has taken it yet."""


@dataclass(frozen=True, slots=True)
class Interests:
    """What somebody says of themselves."""

    category_ids: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    difficulty: str | None = None

    def fit(self, course: OfferedCourse) -> float:
        """From 0 to 1: how well a course fits."""
        said = (
            (self.category_ids, course.category_id in self.category_ids, 3),
            (self.tags, bool(self.tags.intersection(course.tags)), 3),
            (self.languages, course.language in self.languages, 1),
            (self.difficulty, course.difficulty == self.difficulty, 1),
        )
        asked = sum(weight for wanted, _, weight in said if wanted)
        return sum(weight for wanted, fits, weight in said if wanted and fits) / asked if asked else 0.0


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A course, and what speaks for it most."""

    course: OfferedCourse
    score: float
    """Falls from one to the next but for diversity's sake; comparable within one answer only."""
    code: ReasonCode
    because_of: tuple[OfferedCourse, ...] = ()
    """Of what was taken, what spoke for it: at most three."""


def recommend(
    edition: Edition, history: History, interests: Interests, *, gone: Collection[str] = (), limit: int = 10
) -> list[Recommendation]:
    """The best courses for somebody: never one that they took or dismissed, that is not on offer (``gone`` by now), or
    that builds on something they have not completed.
    """
    scores, voices = _heard(edition, history.line)
    highest = max(scores.values(), default=0.0)
    base = {number: _base(course, interests) for number, course in enumerate(edition.courses)}
    # What histories say comes first; what nothing was heard of follows by interests and popularity.
    total = {
        number: (1 + score / highest if (score := scores.get(number, 0.0)) > 0 else 0.0) + 0.1 * base[number]
        for number in base
    }
    tired = _tired(edition, history.seen)
    open_to = [
        number
        for number, course in enumerate(edition.courses)
        if course.course_id not in history.courses
        and course.course_id not in gone
        and not (course.course_id in history.seen and history.seen[course.course_id].dismissed)
        and history.completed.issuperset(course.prerequisites)
    ]
    ranked = sorted(open_to, key=lambda number: (-total[number] * tired.get(number, 1.0), number))
    chosen = _varied(edition, ranked[: _CANDIDATES * limit], limit)
    return [
        _reasoned(edition, number, total[number] * tired.get(number, 1.0), voices.get(number, {}), interests)
        for number in chosen
    ]


def _heard(edition: Edition, line: Sequence[str]) -> tuple[dict[int, float], dict[int, dict[int, float]]]:
    """What the courses taken say for others: the sums, and each one's voice."""
    scores: dict[int, float] = {}
    voices: dict[int, dict[int, float]] = {}
    known = [number for course_id in line if (number := edition.numbers.get(course_id)) is not None][-HEARD:]
    for back, taken in enumerate(reversed(known)):
        followers = edition.followers[taken]
        unit = edition.decay**back * followers.highest / FINEST
        for number, weight in zip(followers.numbers, followers.weights, strict=True):
            voice = unit * weight
            scores[number] = scores.get(number, 0.0) + voice
            voices.setdefault(number, {})[taken] = voice
    return scores, voices


def _base(course: OfferedCourse, interests: Interests) -> float:
    # What somebody says counts for more than what all others do.
    return course.popularity + 2 * interests.fit(course)


def _tired(edition: Edition, seen: Mapping[str, Seen]) -> dict[int, float]:
    return {
        edition.numbers[course_id]: TIRED**one.shown
        for course_id, one in seen.items()
        if not one.clicked and course_id in edition.numbers
    }


def _varied(edition: Edition, ranked: Sequence[int], limit: int) -> list[int]:
    """The first ones, without too many of one category; those put off fill what is left, in order."""
    room = max(1, round(BELONGING * limit))
    counts: Counter[str] = Counter()
    chosen: list[int] = []
    put_off: list[int] = []
    for number in ranked:
        category = edition.courses[number].category_id
        full = category is not None and counts[category] >= room
        (put_off if full else chosen).append(number)
        if category is not None:
            counts[category] += 1
    return (chosen + put_off)[:limit]


def _reasoned(
    edition: Edition, number: int, score: float, voices: Mapping[int, float], interests: Interests
) -> Recommendation:
    course = edition.courses[number]
    loudest = sorted((one for one in voices if voices[one] > 0), key=lambda one: (-voices[one], one))[:3]
    if loudest:
        only_content = number in edition.followers[loudest[0]].by_content
        code = ReasonCode.SIMILAR_CONTENT if only_content else ReasonCode.TAKEN_AFTER
        return Recommendation(course, score, code, tuple(edition.courses[one] for one in loudest))
    if interests.fit(course) > 0:
        return Recommendation(course, score, ReasonCode.INTERESTS)
    return Recommendation(course, score, ReasonCode.POPULAR if course.popularity > 0 else ReasonCode.UNTRIED)
