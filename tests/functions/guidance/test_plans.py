"""Plans hold to their rules, whatever the courses: beside a naive walk that tries everything."""

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.guidance.domain.difficulty import Hardness, aimed_at
from functions.guidance.domain.plans import (
    AIM,
    Course,
    Lesson,
    Lock,
    Plan,
    StepKind,
    Want,
    WhyCode,
    plan,
)

SKILLS = ("skl_a", "skl_b", "skl_c")


@dataclass(frozen=True)
class Case:
    """Courses with lessons that wait for each other in any way, rings and unknown lessons included."""

    courses: tuple[Course, ...]
    waits: dict[tuple[str, str], tuple[str, ...]]
    wants: dict[str, Want]
    chances: dict[str, float]

    def locks(self, course_id: str, lesson_id: str, done: AbstractSet[str]) -> list[Lock]:
        """What a lesson waits for: lessons, or a moment that never comes."""
        waited = self.waits.get((course_id, lesson_id), ())
        return [Lock("not_yet", "") if one == "never" else Lock("lesson", "", one) for one in waited if one not in done]

    def plan(self) -> Plan:
        """The plan for it."""
        return plan(self.courses, self.wants, lambda lesson: self.chances[lesson.lesson_id], self.locks)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Up to four courses of up to five lessons."""
    ids = [f"crs_{number}" for number in range(draw(st.integers(1, 4)))]
    courses, waits, chances = [], {}, {}
    for course_id in ids:
        names = [f"les_{course_id}_{number}" for number in range(draw(st.integers(0, 5)))]
        lessons = tuple(
            Lesson(
                name,
                name,
                draw(st.none() | st.integers(1, 60)),
                draw(st.booleans()),
                tuple(draw(st.sets(st.sampled_from(SKILLS)))),
            )
            for name in names
        )
        for name in names:
            waits[course_id, name] = tuple(draw(st.sets(st.sampled_from([*names, "never", "les_gone"]), max_size=2)))
            chances[name] = draw(st.floats(0.05, 0.95))
        done = frozenset(draw(st.sets(st.sampled_from(names)))) if names else frozenset()
        before = tuple(sorted(draw(st.sets(st.sampled_from([*ids, "crs_unknown"]), max_size=2))))
        flags = [draw(st.booleans()) for _ in range(3)]
        courses.append(Course(course_id, course_id, lessons, done, before, *flags))
    wants = {
        skill: Want(skill, skill, draw(st.sampled_from([True, False, None])))
        for skill in draw(st.sets(st.sampled_from(SKILLS)))
    }
    return Case(tuple(courses), waits, wants, chances)


class TestRules:
    @settings(max_examples=60)
    @given(cases())
    def test_every_step_can_be_done_after_those_before_it(self, case: Case) -> None:
        by_id = {course.course_id: course for course in case.courses}
        done = {course.course_id: set(course.done) for course in case.courses}
        enrolled = {course.course_id for course in case.courses if course.enrolled}
        seen = set()
        for step in case.plan().steps:
            assert (step.course_id, step.lesson_id) not in seen
            seen.add((step.course_id, step.lesson_id))
            if step.kind is StepKind.ENROL:
                for before in by_id[step.course_id].before:
                    assert before in by_id
                    assert by_id[before].completed or by_id[before].goal <= done[before]
                enrolled.add(step.course_id)
                continue
            assert step.lesson_id is not None
            if step.kind is StepKind.LESSON:
                assert step.course_id in enrolled
                assert step.lesson_id not in done[step.course_id]
                assert not case.locks(step.course_id, step.lesson_id, done[step.course_id])
            done[step.course_id].add(step.lesson_id)

    @settings(max_examples=60)
    @given(cases())
    def test_leaves_out_nothing_that_is_wanted_and_can_be_reached(self, case: Case) -> None:
        reached = _reachable(case)
        found = case.plan()
        planned = {(step.course_id, step.lesson_id) for step in found.steps}
        later = {(step.course_id, step.lesson_id) for step in found.later}
        for course in case.courses:
            for lesson in course.lessons:
                key = course.course_id, lesson.lesson_id
                unmet = any(skill in case.wants and case.wants[skill].met is not True for skill in lesson.skill_ids)
                if unmet and lesson.lesson_id not in course.done and not course.completed:
                    assert key in (planned if key in reached else later)

    @settings(max_examples=40)
    @given(cases())
    def test_what_comes_later_waits_for_something_and_the_same_gives_the_same(self, case: Case) -> None:
        found = case.plan()

        assert all(step.locks for step in found.later)
        assert not any(step.locks for step in found.steps)
        assert found == case.plan()

    @settings(max_examples=40)
    @given(cases())
    def test_the_first_lesson_is_the_nearest_to_the_aim_of_those_that_are_open(self, case: Case) -> None:
        found = case.plan()
        if not found.steps or found.steps[0].success is None or found.steps[0].why is WhyCode.UNLOCKS:
            return
        by_id = {course.course_id: course for course in case.courses}
        open_now = [
            step
            for step in found.steps
            if step.lesson_id
            and (step.kind is StepKind.REVIEW or _is_open(case, by_id[step.course_id], step.lesson_id))
            and step.why is not WhyCode.UNLOCKS
        ]
        nearest = min(round(abs((step.success or 0) - AIM) * 10) for step in open_now)

        assert round(abs(found.steps[0].success - AIM) * 10) == nearest


class TestReasons:
    def test_a_lesson_that_unlocks_another_is_there_for_it(self) -> None:
        lessons = (Lesson("les_1", "One", 5, required=False), Lesson("les_2", "Two", 5, skill_ids=("skl_a",)))
        course = Course("crs_1", "Course", lessons, enrolled=True)
        case = Case(
            (course,),
            {("crs_1", "les_2"): ("les_1",)},
            {"skl_a": Want("skl_a", "A", None)},
            dict.fromkeys(("les_1", "les_2"), 0.7),
        )

        steps = case.plan().steps

        assert [(step.lesson_id, step.why, step.for_id) for step in steps] == [
            ("les_1", WhyCode.UNLOCKS, "les_2"),
            ("les_2", WhyCode.SKILL_UNKNOWN, None),
        ]

    def test_what_is_mastered_is_skipped_and_what_is_missing_again_comes_again(self) -> None:
        lessons = (
            Lesson("les_1", "One", 8, skill_ids=("skl_a",)),
            Lesson("les_2", "Two", 8, skill_ids=("skl_b",)),
        )
        course = Course("crs_1", "Course", lessons, frozenset({"les_2"}), enrolled=True)
        wants = {"skl_a": Want("skl_a", "A", True), "skl_b": Want("skl_b", "B", False)}

        found = Case((course,), {}, wants, dict.fromkeys(("les_1", "les_2"), 0.5)).plan()

        assert [(step.kind, step.lesson_id, step.minutes) for step in found.steps] == [(StepKind.REVIEW, "les_2", 4)]
        assert [step.lesson_id for step in found.skipped] == ["les_1"]

    def test_a_course_comes_behind_what_it_builds_on(self) -> None:
        first = Course("crs_1", "First", (Lesson("les_1", "One"),), wanted=False)
        then = Course("crs_2", "Then", (Lesson("les_2", "Two"),), before=("crs_1",))

        steps = Case((then, first), {}, {}, {"les_1": 0.1, "les_2": 0.75}).plan().steps

        assert [(step.course_id, step.lesson_id) for step in steps] == [
            ("crs_1", None),
            ("crs_1", "les_1"),
            ("crs_2", None),
            ("crs_2", "les_2"),
        ]


class TestDifficulty:
    @given(st.floats(-6, 6), st.sampled_from([0.7, 0.75, 0.8]))
    def test_questions_that_hard_are_answered_as_often_as_aimed_at(self, ability: float, success: float) -> None:
        hardness = aimed_at(ability, success).hardness

        assert 1 / (1 + math.exp(hardness - ability)) == pytest.approx(success)

    def test_is_the_harder_the_more_somebody_can(self) -> None:
        labels = [aimed_at(ability, AIM).label for ability in (-1.0, 1.0, 3.0)]

        assert labels == [Hardness.EASY, Hardness.MEDIUM, Hardness.HARD]


def _is_open(case: Case, course: Course, lesson_id: str) -> bool:
    return course.enrolled and not case.locks(course.course_id, lesson_id, course.done)


def _reachable(case: Case) -> set[tuple[str, str]]:
    """All lessons that could be done at all, if one did everything that can be done, again and again."""
    done = {course.course_id: set(course.done) for course in case.courses}
    enrolled = {course.course_id for course in case.courses if course.enrolled}
    completed = {course.course_id for course in case.courses if course.completed}
    reached: set[tuple[str, str]] = set()
    changed = True
    while changed:
        changed = False
        for course in case.courses:
            if course.course_id not in enrolled and _all_completed(course.before, case.courses, completed, done):
                enrolled.add(course.course_id)
                changed = True
            for lesson in course.lessons:
                key = course.course_id, lesson.lesson_id
                opened = course.course_id in enrolled and not case.locks(*key, done[course.course_id])
                if opened and lesson.lesson_id not in done[course.course_id]:
                    done[course.course_id].add(lesson.lesson_id)
                    reached.add(key)
                    changed = True
    return reached


def _all_completed(
    before: Sequence[str], courses: Sequence[Course], completed: set[str], done: dict[str, set[str]]
) -> bool:
    goals = {course.course_id: course.goal for course in courses}
    return all(one in goals and (one in completed or goals[one] <= done[one]) for one in before)
