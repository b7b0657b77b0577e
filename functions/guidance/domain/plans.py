"""Plans: the way from what somebody masters to what they want, as steps in an order in which each can be done.

A plan is walked before it is given: a step is taken only when, after all steps before it, nothing locks it. So it can
hold no ring and begins with nothing that is locked; what can never be reached so is told apart, with what it waits for.
Among the steps that can be taken the one comes first whose chance of success lies nearest to ``AIM``; then the order of
the courses and of their lessons decides. A plan follows from its input alone: new evidence gives another one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

AIM = 0.75
"""The chance of success that steps aim at: high enough to go on, low enough to learn."""
COARSE = 10
"""Chances are compared in tenths: within one the order that a teacher gave the lessons is the better guide."""
USUAL_MINUTES = 10
"""What a lesson takes that does not say it."""
REVIEW_SHARE = 0.5
"""Doing a lesson again takes so much of its time."""


class StepKind(StrEnum):
    """What is to be done."""

    ENROL = "enrol"
    LESSON = "lesson"
    REVIEW = "review"
    """A completed lesson once more."""


class WhyCode(StrEnum):
    """Why a step is in the plan."""

    SKILL_MISSING = "skill_missing"
    """It teaches what the learner's answers show to be missing."""
    SKILL_UNKNOWN = "skill_unknown"
    """It teaches what is wanted, and what no answer says anything of yet."""
    REQUIRED = "required"
    """The course requires it."""
    PREREQUISITE = "prerequisite"
    """Its course is to be completed before another one."""
    UNLOCKS = "unlocks"
    """A lesson that is wanted waits for it."""
    COURSE_WANTED = "course_wanted"
    """One has to enrol in a course to learn in it."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What a step waits for."""

    code: str
    message: str
    lesson_id: str | None = None
    course_id: str | None = None
    assessment_id: str | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as a plan sees it."""

    lesson_id: str
    title: str
    minutes: int | None = None
    required: bool = True
    skill_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """A course as a plan sees it, for one learner."""

    course_id: str
    title: str
    lessons: tuple[Lesson, ...]
    done: frozenset[str] = frozenset()
    """Its lessons that are completed."""
    before: tuple[str, ...] = ()
    """Courses to complete before one may enrol here."""
    enrolled: bool = False
    completed: bool = False
    wanted: bool = True
    """Whether it is a target itself; else it stands before one."""

    @property
    def goal(self) -> frozenset[str]:
        """The lessons that complete it: the required ones, or all where none is."""
        required = frozenset(one.lesson_id for one in self.lessons if one.required)
        return required or frozenset(one.lesson_id for one in self.lessons)


@dataclass(frozen=True, slots=True)
class Want:
    """A skill that is wanted, and whether it is met: None where no answer says anything of it yet."""

    skill_id: str
    name: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, and why."""

    kind: StepKind
    course_id: str
    title: str
    minutes: int
    why: WhyCode
    lesson_id: str | None = None
    skill_ids: tuple[str, ...] = ()
    """Of what is wanted and not met, what it teaches."""
    for_id: str | None = None
    """The lesson or course that waits for it, where that is why."""
    success: float | None = None
    """The chance of success with it, by today's evidence."""
    locks: tuple[Lock, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, in order; what cannot be done yet; and what need not be done, since it is mastered."""

    steps: tuple[Step, ...]
    later: tuple[Step, ...]
    skipped: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """What the steps take in all."""
        return sum(step.minutes for step in self.steps)


Locks = Callable[[str, str, AbstractSet[str]], Sequence[Lock]]
"""From a course, a lesson and all lessons completed there: what locks the lesson for whoever is enrolled."""


def plan(
    courses: Sequence[Course], wants: Mapping[str, Want], success: Callable[[Lesson], float], locks: Locks
) -> Plan:
    """The way to what is wanted. ``courses`` in the order in which they matter, those that stand before others too."""
    return _Walk(courses, wants, success, locks).plan()


class _Walk:
    """A plan being made."""

    def __init__(
        self, courses: Sequence[Course], wants: Mapping[str, Want], success: Callable[[Lesson], float], locks: Locks
    ) -> None:
        self._courses = {course.course_id: course for course in courses}
        self._places = {course_id: place for place, course_id in enumerate(self._courses)}
        self._lessons = {
            (course.course_id, lesson.lesson_id): (place, lesson)
            for course in courses
            for place, lesson in enumerate(course.lessons)
        }
        self._wants = wants
        self._success = success
        self._locks = locks
        self._done = {course.course_id: set(course.done) for course in courses}
        self._enrolled = {course.course_id for course in courses if course.enrolled}
        self._left: dict[tuple[str, str | None], Step] = {}
        self._skipped: dict[tuple[str, str | None], Step] = {}

    def plan(self) -> Plan:
        """Walk it, from the first step to the last one that can be taken."""
        for course in self._courses.values():
            self._want(course)
        taken: list[Step] = []
        while self._left:
            ready = [key for key, step in self._left.items() if not self._waits_for(step)]
            if ready:
                taken.append(self._take(min(ready, key=self._rank)))
            elif not self._add_what_unlocks():
                break
        later = sorted(self._left, key=self._order)
        skipped = [self._skipped[key] for key in sorted(self._skipped, key=self._order) if self._is_open(key)]
        return Plan(tuple(taken), tuple(self._locked(self._left[key]) for key in later), tuple(skipped))

    # -- what is wanted

    def _want(self, course: Course) -> None:
        if not course.lessons:
            return
        wanted = [step for lesson in course.lessons if (step := self._wanted(course, lesson))]
        for step in wanted:
            self._left[step.course_id, step.lesson_id] = step
        if not course.enrolled and not course.completed:
            heir = None if course.wanted else self._heir(course.course_id)
            why = WhyCode.COURSE_WANTED if course.wanted else WhyCode.PREREQUISITE
            enrol = Step(StepKind.ENROL, course.course_id, course.title, 0, why, for_id=heir)
            if wanted:
                self._left[course.course_id, None] = enrol

    def _wanted(self, course: Course, lesson: Lesson) -> Step | None:
        taught = [want for skill_id in lesson.skill_ids if (want := self._wants.get(skill_id))]
        missing = tuple(want.skill_id for want in taught if want.met is False)
        unknown = tuple(want.skill_id for want in taught if want.met is None)
        done = lesson.lesson_id in course.done
        if done or course.completed:
            # Who completed a course may do its lessons again as long as they have access.
            again = bool(missing) and course.enrolled and done
            return self._step(course, lesson, WhyCode.SKILL_MISSING, missing, again=True) if again else None
        if missing:
            return self._step(course, lesson, WhyCode.SKILL_MISSING, missing + unknown)
        if unknown:
            return self._step(course, lesson, WhyCode.SKILL_UNKNOWN, unknown)
        if lesson.lesson_id not in course.goal:
            return None
        if not course.wanted:
            return self._step(course, lesson, WhyCode.PREREQUISITE, (), self._heir(course.course_id))
        required = self._step(course, lesson, WhyCode.REQUIRED, ())
        if taught:
            self._skipped[course.course_id, lesson.lesson_id] = required
            return None
        return required

    def _step(
        self,
        course: Course,
        lesson: Lesson,
        why: WhyCode,
        skill_ids: tuple[str, ...],
        for_id: str | None = None,
        *,
        again: bool = False,
    ) -> Step:
        minutes = lesson.minutes or USUAL_MINUTES
        return Step(
            StepKind.REVIEW if again else StepKind.LESSON,
            course.course_id,
            lesson.title,
            max(1, round(minutes * REVIEW_SHARE)) if again else minutes,
            why,
            lesson.lesson_id,
            skill_ids,
            for_id,
            self._success(lesson),
        )

    def _heir(self, course_id: str) -> str | None:
        """The first course that this one stands before."""
        return next((one.course_id for one in self._courses.values() if course_id in one.before), None)

    # -- walking

    def _take(self, key: tuple[str, str | None]) -> Step:
        step = self._left.pop(key)
        if step.lesson_id is None:
            self._enrolled.add(step.course_id)
        else:
            self._done[step.course_id].add(step.lesson_id)
        return step

    def _waits_for(self, step: Step) -> list[Lock]:
        """What a step waits for, as far as the walk has come."""
        if step.lesson_id is None:
            return [lock for before in self._courses[step.course_id].before if (lock := self._course_lock(before))]
        if step.kind is StepKind.REVIEW:
            return []
        if step.course_id not in self._enrolled:
            return [Lock("not_enrolled", "Enrol in the course first.", course_id=step.course_id)]
        return list(self._locks(step.course_id, step.lesson_id, self._done[step.course_id]))

    def _course_lock(self, course_id: str) -> Lock | None:
        course = self._courses.get(course_id)
        if course is not None and (course.completed or course.goal <= self._done[course_id]):
            return None
        title = f"“{course.title}”" if course else "another course"
        return Lock("course_not_completed", f"Complete {title} first.", course_id=course_id)

    def _add_what_unlocks(self) -> bool:
        """Add lessons that locked steps wait for and that the plan had no other reason for, if there are any."""
        added = False
        for key, waiting in list(self._left.items()):
            for course_id, lesson_id in self._missing_for(waiting):
                found = self._lessons.get((course_id, lesson_id))
                if found is None or (course_id, lesson_id) in self._left or lesson_id in self._done[course_id]:
                    continue
                self._skipped.pop((course_id, lesson_id), None)
                step = self._step(self._courses[course_id], found[1], WhyCode.UNLOCKS, (), key[1] or key[0])
                self._left[course_id, lesson_id] = step
                added = True
        return added

    def _missing_for(self, step: Step) -> Iterator[tuple[str, str]]:
        for lock in self._waits_for(step):
            if lock.lesson_id is not None:
                yield step.course_id, lock.lesson_id
            elif lock.course_id is not None and lock.course_id != step.course_id:
                course = self._courses.get(lock.course_id)
                yield from ((lock.course_id, one) for one in sorted(course.goal)) if course else ()

    # -- order

    def _rank(self, key: tuple[str, str | None]) -> tuple[int, int, int]:
        step = self._left[key]
        distance = COARSE if step.success is None else round(abs(step.success - AIM) * COARSE)
        return distance, *self._order(key)

    def _order(self, key: tuple[str, str | None]) -> tuple[int, int]:
        course_id, lesson_id = key
        return self._places[course_id], self._lessons[course_id, lesson_id][0] if lesson_id else -1

    def _is_open(self, key: tuple[str, str | None]) -> bool:
        return key[1] not in self._done[key[0]]

    def _locked(self, step: Step) -> Step:
        return Step(**{name: getattr(step, name) for name in Step.__slots__} | {"locks": tuple(self._waits_for(step))})
