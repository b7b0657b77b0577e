"""Which lessons are open to whom: the rules, against an oracle that knows no short cuts."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.catalog.domain.locks import MOST_NAMED, find_cycle, locks, require_no_cycle, require_reachable
from functions.catalog.domain.outlines import Outline, OutlineLesson, OutlineTopic
from functions.catalog.domain.release import (
    Condition,
    DaysAfterEnrolment,
    Learner,
    LessonDone,
    OpensAt,
    PreviousLessonDone,
    ScoreReached,
    dumped,
    loaded,
)
from functions.catalog.errors import CourseNotPublishable, ReleaseCycle

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ASSESSMENTS = ("asm_1", "asm_2")
MOST = 7

Release = tuple[Condition, ...]

conditions: st.SearchStrategy[Condition] = st.one_of(
    st.builds(
        lambda days: OpensAt(type="date", opens_at=START + timedelta(days=days)), st.integers(min_value=-3, max_value=6)
    ),
    st.builds(
        lambda days: DaysAfterEnrolment(type="days_after_enrolment", days=days), st.integers(min_value=1, max_value=6)
    ),
    st.just(PreviousLessonDone(type="previous_lesson")),
    st.builds(
        lambda number: LessonDone(type="lesson_done", lesson_id=f"les_{number}"),
        st.integers(min_value=0, max_value=MOST),
    ),
    st.builds(
        lambda which, least: ScoreReached(type="score", assessment_id=which, at_least=least),
        st.sampled_from(ASSESSMENTS),
        st.integers(min_value=1, max_value=100),
    ),
)
releases = st.lists(conditions, max_size=3).map(tuple)


def outline(*topics: tuple[Release, Sequence[Release]]) -> Outline:
    """A course of these topics, each with its conditions and those of its lessons."""
    made, number = [], 0
    for topic, (release, lessons) in enumerate(topics):
        inside = []
        for own in lessons:
            inside.append(
                OutlineLesson(
                    topic_id=f"top_{topic}",
                    topic_title="",
                    lesson_id=f"les_{number}",
                    ordinal=number + 3,
                    title=f"Lesson {number}",
                    required=True,
                    estimated_minutes=None,
                    body_id="bod",
                    release=own,
                )
            )
            number += 1
        made.append(OutlineTopic(f"top_{topic}", "", "", tuple(inside), release=release))
    return Outline("crs_1", 1, {"title": "Cells"}, tuple(made), "usr_1", START)


outlines = st.lists(
    st.tuples(releases, st.lists(releases, min_size=1, max_size=3)), min_size=1, max_size=MOST // 3 + 1
).map(lambda topics: outline(*topics))
learners = st.builds(
    lambda days, done, scores: Learner(START + timedelta(days=days), done << 3, scores),
    st.integers(min_value=-3, max_value=3),
    st.integers(min_value=0, max_value=2**MOST - 1),
    st.dictionaries(st.sampled_from(ASSESSMENTS), st.integers(min_value=0, max_value=100)),
)
moments = st.integers(min_value=-3 * 24, max_value=9 * 24).map(lambda hours: START + timedelta(hours=hours))


def is_open(course: Outline, number: int, learner: Learner, now: datetime) -> bool:
    """The rules as one would tell them, on plain numbers: lesson *n* has the id ``les_n`` and the ordinal *n* + 3."""
    done = {n for n in range(len(course.lessons)) if learner.done & (1 << (n + 3))}
    if number in done:
        return True
    first = 0
    for topic in course.topics:
        if first <= number < first + len(topic.lessons):
            break
        first += len(topic.lessons)
    asked = [(condition, first - 1) for condition in topic.release]
    asked += [(condition, number - 1) for condition in course.lessons[number].release]
    for condition, previous in asked:
        if condition.type == "date" and now < condition.opens_at:
            return False
        days = (now - learner.enrolled_at) / timedelta(days=1)
        if condition.type == "days_after_enrolment" and days < condition.days:
            return False
        if condition.type == "previous_lesson" and previous >= 0 and previous not in done:
            return False
        if condition.type == "lesson_done":
            wanted = int(condition.lesson_id.removeprefix("les_"))
            if wanted < len(course.lessons) and wanted not in done:
                return False
        if condition.type == "score" and learner.scores.get(condition.assessment_id, 0) < condition.at_least:
            return False
    return True


def can_all_be_done(course: Outline) -> bool:
    """Whether somebody with all the time and all the marks gets through, one open lesson after the other."""
    done, grown = 0, True
    while grown:
        learner = Learner(START, done, dict.fromkeys(ASSESSMENTS, 100))
        opened = [one for one in course.lessons if not locks(course, one, learner, START + timedelta(days=5000))]
        after = sum(1 << one.ordinal for one in opened)
        grown, done = after != done, after
    return done.bit_count() == len(course.lessons)


class TestLocks:
    @given(outlines, learners, moments)
    def test_are_those_of_the_oracle(self, course: Outline, learner: Learner, now: datetime) -> None:
        for number, lesson in enumerate(course.lessons):
            assert (locks(course, lesson, learner, now) == ()) is is_open(course, number, learner, now)

    @given(outlines, learners, moments)
    def test_never_close_what_was_done(self, course: Outline, learner: Learner, now: datetime) -> None:
        for lesson in course.lessons:
            if learner.has_done(lesson.ordinal):
                assert locks(course, lesson, learner, now) == ()

    @given(outlines, learners, moments, st.integers(min_value=0, max_value=500))
    def test_only_go_with_time(self, course: Outline, learner: Learner, now: datetime, hours: int) -> None:
        later = now + timedelta(hours=hours)
        for lesson in course.lessons:
            assert set(locks(course, lesson, learner, later)) <= set(locks(course, lesson, learner, now))

    @given(outlines)
    def test_survive_being_stored(self, course: Outline) -> None:
        again = Outline.load(course.dump())

        assert (again, again.digest()) == (course, course.digest())

    def test_say_what_must_be_before(self) -> None:
        course = outline(
            ((OpensAt(type="date", opens_at=START),), [()]),
            (
                (PreviousLessonDone(type="previous_lesson"),),
                [
                    (
                        DaysAfterEnrolment(type="days_after_enrolment", days=7),
                        ScoreReached(type="score", assessment_id="asm_1", at_least=60),
                        LessonDone(type="lesson_done", lesson_id="les_0"),
                    )
                ],
            ),
        )

        reasons = locks(course, course.lessons[1], Learner(START, 0), START)

        assert [(reason.code, reason.message) for reason in reasons] == [
            ("lesson_not_done", "Complete “Lesson 0” first."),
            ("not_yet", "It opens at 2026-03-08 09:30 UTC."),
            ("score_not_reached", "Reach 60 per cent in its assessment first."),
        ]
        assert (reasons[0].lesson_id, reasons[1].opens_at) == ("les_0", START + timedelta(days=7))
        assert (reasons[2].assessment_id, reasons[2].at_least) == ("asm_1", 60)

    def test_open_at_the_very_moment(self) -> None:
        course = outline(((), [(OpensAt(type="date", opens_at=START),)]))

        closed, opened = (
            locks(course, course.lessons[0], Learner(START, 0), START - timedelta(microseconds=one)) for one in (1, 0)
        )

        assert (len(closed), opened) == (1, ())

    def test_compare_moments_of_different_zones(self) -> None:
        (condition,) = loaded([{"type": "date", "opens_at": "2026-03-01T15:00:00+05:30"}])
        course = outline(((), [(condition,)]))

        assert locks(course, course.lessons[0], Learner(START, 0), START) == ()
        assert dumped((condition,)) == [{"type": "date", "opens_at": "2026-03-01T15:00:00+05:30"}]

    def test_without_a_score_stay(self) -> None:
        course = outline(((), [(ScoreReached(type="score", assessment_id="asm_1", at_least=1),)]))

        assert locks(course, course.lessons[0], Learner(START, 0), START)


class TestCycles:
    @given(outlines)
    @settings(max_examples=300)
    def test_are_there_exactly_when_nobody_gets_through(self, course: Outline) -> None:
        try:
            require_no_cycle(course)
        except ReleaseCycle as cycle:
            assert not can_all_be_done(course)
            ids = cycle.facts["lesson_ids"]
            assert isinstance(ids, list)
            assert len(ids) == len(set(ids)) > 0
            for waiting, wanted in zip(ids, [*ids[1:], ids[0]], strict=True):
                lesson = course.find_lesson(waiting)
                assert lesson
                found = locks(course, lesson, Learner(START, 0), START)
                assert wanted in {reason.lesson_id for reason in found}
        else:
            assert can_all_be_done(course)

    @given(st.lists(st.lists(st.integers(min_value=0, max_value=4), max_size=3), min_size=5, max_size=5))
    def test_are_found_in_any_graph(self, waits: list[list[int]]) -> None:
        rings = [
            ring
            for size in range(1, 6)
            for ring in permutations(range(5), size)
            if all(ring[(at + 1) % size] in waits[one] for at, one in enumerate(ring))
        ]

        found = find_cycle(waits)

        assert (tuple(found) in rings) if rings else (found == [])

    def test_are_named_in_order(self) -> None:
        course = outline(
            ((), [(LessonDone(type="lesson_done", lesson_id="les_2"),), ()]),
            ((PreviousLessonDone(type="previous_lesson"),), [(), ()]),
        )
        ring = outline(
            ((), [(), (LessonDone(type="lesson_done", lesson_id="les_3"),)]),
            ((PreviousLessonDone(type="previous_lesson"),), [(), ()]),
        )
        require_no_cycle(course)

        with pytest.raises(ReleaseCycle) as refused:
            require_no_cycle(ring)

        assert refused.value.facts["lesson_ids"] == ["les_1", "les_3"]
        assert refused.value.detail == "These lessons wait for each other: “Lesson 1” → “Lesson 3” → “Lesson 1”."

    def test_of_a_topic_that_waits_for_its_own_lesson(self) -> None:
        course = outline(((LessonDone(type="lesson_done", lesson_id="les_0"),), [(), ()]))

        with pytest.raises(ReleaseCycle) as refused:
            require_no_cycle(course)

        assert refused.value.facts["titles"] == ["Lesson 0"]

    def test_in_two_thousand_lessons_are_found(self) -> None:
        """As deep as a course can be: each lesson waits for the one before it, the first for the last."""
        chain: list[Release] = [(PreviousLessonDone(type="previous_lesson"),)] * 1999
        course = outline(((), [(LessonDone(type="lesson_done", lesson_id="les_1999"),), *chain]))

        with pytest.raises(ReleaseCycle) as refused:
            require_no_cycle(course)

        ids = refused.value.facts["lesson_ids"]
        assert isinstance(ids, list)
        assert (len(ids), refused.value.facts["length"]) == (MOST_NAMED, 2000)
        assert len(refused.value.detail) < 400


def test_a_lesson_that_is_not_there_cannot_be_waited_for() -> None:
    course = outline(((), [(), (LessonDone(type="lesson_done", lesson_id="les_9"),)]))

    with pytest.raises(CourseNotPublishable) as refused:
        require_reachable(course)

    assert (refused.value.facts["lesson_id"], refused.value.facts["waits_for"]) == ("les_1", "les_9")
