"""What plans are made of, as other rooms have it: courses, what locks their lessons, and what the learner knows."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from functions.catalog.published.courses import CourseCard
from functions.catalog.published.outlines import Learner, Outline, locks
from functions.guidance.domain.plans import Course, Lesson, Lock, Want
from functions.learning.published import guiding
from functions.mastery.published import learners as mastery
from shared.clock import Clock


class Known:
    """What somebody is believed to know of what lessons teach; what is usual, of one that teaches nothing known."""

    def __init__(self, skills: mastery.Skills, estimates: mastery.Estimates) -> None:
        self.estimates = estimates
        self.names = {one.skill_id: one.name for one in skills.items}

    def ability(self, lesson: Lesson) -> float:
        """On the scale on which questions are hard."""
        return self._mean(lesson, lambda skill_id: self.estimates.of(skill_id).logit)

    def success(self, lesson: Lesson) -> float:
        """The chance of a right answer."""
        return self._mean(lesson, lambda skill_id: self.estimates.of(skill_id).mastery_bp) / 10_000

    def _mean(self, lesson: Lesson, figure: Callable[[str], float]) -> float:
        found = [figure(one) for one in lesson.skill_ids if one in self.names]
        return sum(found) / len(found) if found else figure("")


class Locks:
    """What locks lessons, as the catalog has it."""

    def __init__(self, outlines: Mapping[str, Outline], studies: Mapping[str, guiding.StudyCard], clock: Clock) -> None:
        self._outlines = outlines
        self._studies = studies
        self._now = clock.now()

    def __call__(self, course_id: str, lesson_id: str, done: AbstractSet[str]) -> list[Lock]:
        version = self._outlines[course_id]
        lesson = version.find_lesson(lesson_id)
        assert lesson is not None  # noqa: S101  # a plan has lessons of these versions only
        study = self._studies.get(course_id)
        bits = sum(1 << one.ordinal for one in version.lessons if one.lesson_id in done)
        learner = Learner(
            study.enrolled_at if study else self._now,
            bits | (study.lessons_done if study else 0),
            dict(study.scores) if study else {},
        )
        return [
            Lock(one.code, one.message, one.lesson_id, None, one.assessment_id, one.opens_at)
            for one in locks(version, lesson, learner, self._now)
        ]


def wants_of(gaps: Sequence[mastery.Gap], skills: mastery.Skills, names: Mapping[str, str]) -> dict[str, Want]:
    """What is wanted, by skill: a target stands for the skills below it too."""
    found: dict[str, Want] = {}
    for gap in gaps:
        met = None if gap.state is mastery.GapState.UNKNOWN else gap.state is mastery.GapState.MET
        for skill_id in skills.below(gap.estimate.skill_id):
            if skill_id not in found or met is not True:
                found[skill_id] = Want(skill_id, names[skill_id], met)
    return found


def course_of(
    version: Outline,
    card: CourseCard,
    study: guiding.StudyCard | None,
    skills: mastery.CourseSkills | None,
    before: Sequence[str],
    wanted: bool,
) -> Course:
    """A course in a version, ``before`` which others stand, as a plan goes through it."""
    taught = skills.lessons if skills else {}
    done = study.lessons_done if study else 0
    return Course(
        course_id=card.course_id,
        title=version.title,
        lessons=tuple(
            Lesson(one.lesson_id, one.title, one.estimated_minutes, one.required, tuple(taught.get(one.lesson_id, ())))
            for one in version.lessons
        ),
        done=frozenset(one.lesson_id for one in version.lessons if done >> one.ordinal & 1),
        before=tuple(dict.fromkeys(before)),
        enrolled=study is not None and study.gives_access,
        completed=study is not None and study.completed_at is not None,
        wanted=wanted,
    )
