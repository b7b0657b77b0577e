"""What is counted, and of whom and when: the names of figures and of the places where they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

MEASURES = (
    "joined",
    "members",
    "students",
    "tutors",
    "organizations",
    "courses",
    "assets",
    "stored_bytes",
    "reviews",
    "rating_sum",
    "active",
    "enrolments",
    "cancellations",
    "lessons",
    "completions",
    "attempts",
    "graded",
    "score_bp",
    "judged",
    "passed",
    "certificates",
    "badges",
    "placed",
    "orders",
    "sold_minor",
    "refunds",
    "refunded_minor",
    "payments_failed",
    "payments_parked",
    "refunds_failed",
    "views",
    "plays",
    "studying",
    "enrolled",
    "started",
    "half",
    "finished",
    "certified",
    "handed_in",
    "days_in",
    "marked",
    "mark_bp",
    "opened",
    "dated",
    "due_on",
    "days_left",
)
"""``score_bp`` is a sum over ``graded``; ``passed`` is of ``judged``, those that could pass. ``active`` are distinct
people. ``plays`` of a minute of a video are by how many more (or fewer) watch it than the minute before. From
``studying`` on, distinct learners of a course (of an organization: each in each course): now in it, ever in it, and how
far they came. ``handed_in`` are the learners who handed a work in, after ``days_in`` together; ``marked`` those with a
mark, which together are ``mark_bp``; ``dated`` those for whom it was due on a known day: ``due_on`` is the sum of those
days (as ``date.toordinal`` counts them) and ``days_left`` of how many days before them it was handed in. ``opened`` are
those of a cohort of whom it is known when they came, each time."""
COHORT_WEEKS = 13
"""For so many weeks it is kept who of a cohort was active; ``w0`` is the week in which they came."""
ALL_MEASURES = (*MEASURES, *(f"w{week}" for week in range(COHORT_WEEKS)))

ORGANIZATION = "ORG"
PLATFORM = "PLATFORM"
TOTAL = "TOTAL"
STUDENTS = "STUDENTS#"


def course_subject(course_id: str) -> str:
    """The subject of a course's figures."""
    return f"COURSE#{course_id}"


def learner_subject(user_id: str) -> str:
    """The subject of how much somebody studies at the same time."""
    return f"LEARNER#{user_id}"


def students_subject(course_id: str) -> str:
    """The list of a course's students, whose figures stand under their ids."""
    return f"{STUDENTS}{course_id}"


def day_name(day: date) -> str:
    """Under which name a day's figures stand."""
    return f"DAY#{day.isoformat()}"


def month_name(day: date) -> str:
    """Under which name stand those of its month: people who were active in it, each once."""
    return f"MONTH#{day.isoformat()[:7]}"


def lesson_name(lesson_id: str) -> str:
    """Under which name, among its course's figures, stand those of a lesson."""
    return f"LESSON#{lesson_id}"


def marks_name(asked_id: str) -> str:
    """Under which name stand those of an assessment or an assignment."""
    return f"MARKS#{asked_id}"


def video_subject(course_id: str, lesson_id: str) -> str:
    """The subject of what was watched of a lesson's videos."""
    return f"VIDEOS#{course_id}#{lesson_id}"


def minute_name(block_id: str, minute: int) -> str:
    """Under which name stands by how much the plays of a video change with one of its minutes."""
    return f"VIDEO#{block_id}#{minute:04}"


def work_name(asked_id: str) -> str:
    """Under which name stand those of who handed in an assessment or an assignment, each learner once."""
    return f"WORK#{asked_id}"


def cohort_name(week: date) -> str:
    """Under which name stand those of who came in a week; a week is named by its Monday."""
    return f"WEEK#{week.isoformat()}"


@dataclass(frozen=True, slots=True, order=True)
class Bucket:
    """Where figures stand: of which subject, under which name; amounts of money for each currency apart."""

    subject: str
    name: str
    currency: str = ""


Counts = Mapping[str, int]
Figures = Mapping[Bucket, Counts]


def added(*several: Figures) -> dict[Bucket, dict[str, int]]:
    """The sum of figures, without zeros."""
    return _without_zeros(_sum((one, 1) for one in several))


def difference(after: Figures, before: Figures) -> dict[Bucket, dict[str, int]]:
    """What to add to ``before`` to get ``after``, without zeros."""
    return _without_zeros(_sum([(after, 1), (before, -1)]))


def _sum(signed: Iterable[tuple[Figures, int]]) -> dict[Bucket, dict[str, int]]:
    result: dict[Bucket, dict[str, int]] = {}
    for figures, sign in signed:
        for bucket, counts in figures.items():
            into = result.setdefault(bucket, {})
            for measure, number in counts.items():
                into[measure] = into.get(measure, 0) + sign * number
    return result


def _without_zeros(figures: dict[Bucket, dict[str, int]]) -> dict[Bucket, dict[str, int]]:
    kept = {bucket: {name: n for name, n in counts.items() if n} for bucket, counts in figures.items()}
    return {bucket: counts for bucket, counts in kept.items() if counts}
