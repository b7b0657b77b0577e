"""From what was found to a score with suggestions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from functions.catalog.domain.courses import Course
from functions.catalog.domain.lessons import Lesson, Topic
from functions.catalog.domain.quality.lessons import LessonReport
from functions.catalog.domain.quality.rules import OF_THE_COURSE, WEIGHTS, Finding, Place, Rule

MOST_SUGGESTIONS = 500


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to do, where, and how many points it would bring."""

    code: str
    message: str
    place: Place
    points: float


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How a course does by one rule: so many of the units looked at break it, which costs so many points."""

    code: str
    weight: int
    checked: int
    found: int
    points: float


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a course is, from 0 to 100, and what would make it better."""

    score: int
    rules: list[RuleResult]
    suggestions: list[Suggestion]
    """Those that bring most first, at most 500."""
    suggestion_count: int


def appraise(
    course: Course, topics: Iterable[Topic], lessons: Iterable[Lesson], reports: Iterable[LessonReport]
) -> Quality:
    """The quality of a draft: 100, less each rule's weight times the share of its units that break it, rounded down.

    A rule whose units the course does not have costs nothing, except that a course without lessons has none of what is
    in lessons.
    """
    checked: Counter[Rule] = Counter(dict.fromkeys(OF_THE_COURSE, 1))
    findings = list(_of_course(course))
    filled = {lesson.topic_id for lesson in lessons}
    for topic in topics:
        checked[Rule.TOPIC_EMPTY] += 1
        if topic.topic_id not in filled:
            place = Place(f"/topics/{topic.topic_id}", topic.topic_id)
            findings.append(Finding(Rule.TOPIC_EMPTY, "The topic has no lessons: add one, or remove it.", place))
    is_assessed = False
    for report in reports:
        checked += report.checked
        findings += report.findings
        is_assessed = is_assessed or report.is_assessed
    if not is_assessed:
        told = "Add a quiz or an assignment, so that learners see what they have learned."
        findings.append(Finding(Rule.ASSESSMENT_MISSING, told, Place("")))
    if not filled:
        return _without_lessons(findings)
    found = Counter(finding.rule for finding in findings)
    lost = {rule: Fraction(WEIGHTS[rule] * found[rule], checked[rule]) if found[rule] else Fraction(0) for rule in Rule}
    each = {rule: Fraction(WEIGHTS[rule], checked[rule]) for rule in found}
    ranked = sorted(findings, key=lambda finding: -each[finding.rule])
    return Quality(
        score=100 - _up(sum(lost.values(), Fraction(0))),
        rules=[RuleResult(rule, WEIGHTS[rule], checked[rule], found[rule], _shown(lost[rule])) for rule in Rule],
        suggestions=[_suggestion(finding, each[finding.rule]) for finding in ranked[:MOST_SUGGESTIONS]],
        suggestion_count=len(findings),
    )


def _of_course(course: Course) -> Iterable[Finding]:
    if not course.objectives:
        told = "Say what learners will be able to do after the course."
        yield Finding(Rule.OBJECTIVES_MISSING, told, Place("/objectives"))
    if not course.summary:
        yield Finding(Rule.SUMMARY_MISSING, "Say in a few sentences what the course is about.", Place("/summary"))


def _without_lessons(findings: list[Finding]) -> Quality:
    """All that is about lessons is missing at once."""
    own = [finding for finding in findings if finding.rule in OF_THE_COURSE]
    broken = {finding.rule for finding in own}
    rest = 100 - sum(WEIGHTS[rule] for rule in OF_THE_COURSE)
    suggestions = [
        Suggestion("course_empty", "The course has no lessons yet: write the first.", Place(""), float(rest))
    ]
    suggestions += [_suggestion(finding, Fraction(WEIGHTS[finding.rule])) for finding in own]
    lost = {rule: WEIGHTS[rule] if rule in broken or rule not in OF_THE_COURSE else 0 for rule in Rule}
    return Quality(
        score=100 - sum(lost.values()),
        rules=[
            RuleResult(rule, WEIGHTS[rule], int(rule in OF_THE_COURSE), int(rule in broken), float(lost[rule]))
            for rule in Rule
        ],
        suggestions=sorted(suggestions, key=lambda suggestion: -suggestion.points),
        suggestion_count=len(suggestions),
    )


def _suggestion(finding: Finding, points: Fraction) -> Suggestion:
    return Suggestion(finding.rule, finding.message, finding.place, _shown(points))


def _shown(points: Fraction) -> float:
    return round(float(points), 3)


def _up(points: Fraction) -> int:
    return -(-points.numerator // points.denominator)
