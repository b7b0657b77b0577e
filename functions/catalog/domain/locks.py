"""Which lessons are open to whom, and whether every lesson can ever open."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from functions.catalog.domain.outlines import Outline, OutlineLesson
from functions.catalog.domain.release import (
    Condition,
    DaysAfterEnrolment,
    Learner,
    LessonDone,
    OpensAt,
    PreviousLessonDone,
    Reason,
    ScoreReached,
)
from functions.catalog.errors import CourseNotPublishable, ReleaseCycle

MOST_NAMED = 100
"""So many members of a cycle are named; who takes one of its links away has broken it."""
MOST_TOLD = 8


def locks(outline: Outline, lesson: OutlineLesson, learner: Learner, now: datetime) -> tuple[Reason, ...]:
    """Why a lesson of this outline is closed to the learner at this time; nothing when it is open."""
    if learner.has_done(lesson.ordinal):
        return ()
    found = (_reason(outline, condition, before, learner, now) for condition, before in _conditions(outline, lesson))
    return tuple(dict.fromkeys(reason for reason in found if reason))


def require_no_cycle(outline: Outline) -> None:
    """Raise ``ReleaseCycle`` for lessons that wait for each other, with the way round."""
    cycle = find_cycle([_waits_for(outline, lesson) for lesson in outline.lessons])
    if cycle:
        named = [outline.lessons[place] for place in cycle[:MOST_NAMED]]
        raise ReleaseCycle(
            f"These lessons wait for each other: {way_round([lesson.title for lesson in named])}.",
            lesson_ids=[lesson.lesson_id for lesson in named],
            titles=[lesson.title for lesson in named],
            length=len(cycle),
        )


def way_round(titles: Sequence[str]) -> str:
    """A cycle as people read it: “One” → “Two” → “One”."""
    shown = [f"“{title}”" for title in titles[:MOST_TOLD]] + ["…"] * (len(titles) > MOST_TOLD)
    return " → ".join([*shown, shown[0]])


def require_reachable(outline: Outline) -> None:
    """Raise ``ReleaseCycle``, or ``CourseNotPublishable`` for a lesson that waits for one which is not there."""
    for lesson in outline.lessons:
        for condition, _ in _conditions(outline, lesson):
            if isinstance(condition, LessonDone) and outline.place_of(condition.lesson_id) is None:
                raise CourseNotPublishable(
                    f"“{lesson.title}” waits for a lesson that the course does not have.",
                    course_id=outline.course_id,
                    lesson_id=lesson.lesson_id,
                    waits_for=condition.lesson_id,
                )
    require_no_cycle(outline)


def find_cycle(waits: Sequence[Sequence[int]]) -> list[int]:
    """A way round in a graph whose members are numbered: each waits for the next, the last for the first. Or none."""
    done = [False] * len(waits)
    for start in range(len(waits)):
        way, on_way, open_ends = [start], {start}, [iter(waits[start])]
        while open_ends:
            following = next((one for one in open_ends[-1] if not done[one]), None)
            if following is None:
                open_ends.pop()
                last = way.pop()
                on_way.discard(last)
                done[last] = True
            elif following in on_way:
                return way[way.index(following) :]
            else:
                way.append(following)
                on_way.add(following)
                open_ends.append(iter(waits[following]))
    return []


def _conditions(outline: Outline, lesson: OutlineLesson) -> Iterator[tuple[Condition, OutlineLesson | None]]:
    """All conditions of a lesson, each with the lesson that it means by the previous one."""
    topic = outline.topic_of(lesson)
    if topic.release:
        before = _before(outline, topic.lessons[0])
        yield from ((condition, before) for condition in topic.release)
    if lesson.release:
        before = _before(outline, lesson)
        yield from ((condition, before) for condition in lesson.release)


def _before(outline: Outline, lesson: OutlineLesson) -> OutlineLesson | None:
    place = outline.place_of(lesson.lesson_id)
    return outline.lessons[place - 1] if place else None


def _reason(
    outline: Outline, condition: Condition, before: OutlineLesson | None, learner: Learner, now: datetime
) -> Reason | None:
    match condition:
        case OpensAt():
            return _not_before(condition.opens_at, now)
        case DaysAfterEnrolment():
            return _not_before(learner.enrolled_at + timedelta(days=condition.days), now)
        case PreviousLessonDone():
            return _not_done(before, learner)
        case LessonDone():
            return _not_done(outline.find_lesson(condition.lesson_id), learner)
        case ScoreReached():
            return _not_reached(condition, learner)


def _not_before(opens_at: datetime, now: datetime) -> Reason | None:
    if now >= opens_at:
        return None
    return Reason("not_yet", f"It opens at {opens_at:%Y-%m-%d %H:%M} {opens_at.tzname()}.", opens_at=opens_at)


def _not_done(lesson: OutlineLesson | None, learner: Learner) -> Reason | None:
    if lesson is None or learner.has_done(lesson.ordinal):
        return None
    return Reason("lesson_not_done", f"Complete “{lesson.title}” first.", lesson_id=lesson.lesson_id)


def _not_reached(condition: ScoreReached, learner: Learner) -> Reason | None:
    if learner.scores.get(condition.assessment_id, -1) >= condition.at_least:
        return None
    return Reason(
        "score_not_reached",
        f"Reach {condition.at_least} per cent in its assessment first.",
        assessment_id=condition.assessment_id,
        at_least=condition.at_least,
    )


def _waits_for(outline: Outline, lesson: OutlineLesson) -> list[int]:
    """The places of the lessons that this one waits for."""
    places: list[int | None] = []
    for condition, before in _conditions(outline, lesson):
        if isinstance(condition, LessonDone):
            places.append(outline.place_of(condition.lesson_id))
        elif isinstance(condition, PreviousLessonDone) and before:
            places.append(outline.place_of(before.lesson_id))
    return [place for place in places if place is not None]
