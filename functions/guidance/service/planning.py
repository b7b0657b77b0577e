"""Planning what somebody is to learn."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from functions.catalog.published.courses import CourseCard, CourseStatus, Right, asking_courses
from functions.catalog.published.outlines import Learner as CourseLearner
from functions.catalog.published.outlines import Outline, locks, outline
from functions.guidance.domain.difficulty import AimedAt, aimed_at
from functions.guidance.domain.histories import History
from functions.guidance.domain.plans import AIM, Course, Lesson, Lock, Plan, Want, plan
from functions.guidance.errors import LearnerNotFound, NotYourPlan
from functions.guidance.gateways.editions import EditionFiles, EditionGone
from functions.guidance.permissions import SEE_ALL_PLANS
from functions.guidance.repository.editions import EditionCard, EditionRepository
from functions.guidance.repository.histories import HistoryRepository
from functions.identity.published import asking_people
from functions.learning.published import guiding
from functions.mastery.published import learners as mastery
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import answer
from shared.errors import Unprocessable

MOST_COURSES = 20
"""So many courses a plan goes through, those that stand before others included; their rows are one batch."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a plan is wanted for; of nothing, it is what the learner's goals and courses say."""

    course_ids: Sequence[str] = ()
    path_id: str | None = None
    targets: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it names no course."""
        return not self.course_ids and self.path_id is None


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, what it leads to, and how hard the questions of its first step should be."""

    plan: Plan
    gaps: Sequence[mastery.Gap]
    names: Mapping[str, str]
    """Of skills."""
    aim: AimedAt | None
    weekly_minutes: int | None


class PlanningService:
    """One tenant's learners and their plans."""

    def __init__(
        self,
        histories: HistoryRepository,
        editions: EditionRepository,
        files: EditionFiles,
        clock: Clock = system_clock,
    ) -> None:
        self._histories = histories
        self._editions = editions
        self._files = files
        self._clock = clock

    def plan(self, user_id: str, wish: Wish, *, by: Caller) -> Planned:
        """What somebody is to learn, in order. Two calls to storage; versions of courses are read once and kept."""
        org_id = by.org_id
        people, skills, believed, own, wished = answer(
            asking_people(org_id, [user_id]),
            mastery.asking_skills(org_id),
            mastery.asking_learners(org_id, [user_id]),
            self._histories.asking_with(user_id, self._editions),
            guiding.asking_wishes(org_id, user_id, wish.path_id),
        )
        history, edition_card, _ = own
        goals, path = wished
        _require_reader(user_id, people, wish, by)
        if wish.path_id is not None and path is None:
            raise Unprocessable.field("/query/path_id", "not_found", "There is no such path.")
        for skill_id in wish.targets:
            skills.require(skill_id, "/query/target")
        wanted = _wanted(wish, path, goals, history)
        after = path.after if path else {}
        ids = self._with_all_before(wanted, after, history.completed, edition_card)
        cards, taught, studies = answer(
            asking_courses(org_id, ids),
            mastery.asking_course_skills(org_id, ids),
            guiding.asking_studies(org_id, ids, user_id),
        )
        self._require_courses(wish, cards, studies, user_id, by)
        seen = [one for one in ids if one in cards and _is_seen(cards[one], studies.get(one))]
        outlines = {one: outline(org_id, one, cards[one].current_version or 0) for one in seen}
        skills_of = {one.course_id: one.now(skills) for one in taught}
        known = _Known(skills, mastery.Estimates(skills, believed[user_id]))
        aims = [skills_of[one] for one in seen if one in wanted and one in skills_of]
        gaps = mastery.gaps(skills, known.estimates, aims, wish.targets or None)
        courses = [
            _course(
                outlines[one],
                cards[one],
                studies.get(one),
                skills_of.get(one),
                _left_of((*cards[one].prerequisites, *after.get(one, ())), history),
                one in wanted,
            )
            for one in seen
        ]
        wants = _wants(gaps, skills, known.names)
        found = plan(courses, wants, known.success, _Locks(outlines, studies, self._clock))
        lesson = _first_lesson(found, courses)
        aim = aimed_at(known.ability(lesson), AIM) if lesson else None
        return Planned(found, gaps, known.names, aim, goals.weekly_minutes)

    def _with_all_before(
        self,
        wanted: Sequence[str],
        after: Mapping[str, Sequence[str]],
        completed: AbstractSet[str],
        card: EditionCard | None,
    ) -> list[str]:
        """The courses, each behind those that it builds on as far as these are known and not completed."""
        before: Mapping[str, Sequence[str]] = {}
        if card is not None:
            try:
                before = self._files.open(card.edition_id).prerequisites
            except EditionGone:
                before = {}
        found: dict[str, None] = {}
        for course_id in wanted:
            line, open_ends = [course_id], [course_id]
            while open_ends:
                at = open_ends.pop()
                for one in (*before.get(at, ()), *after.get(at, ())):
                    if one not in line and one not in completed:
                        line.append(one)
                        open_ends.append(one)
            found |= dict.fromkeys(reversed(line))
        # The targets themselves are never left out for what stands before them.
        spare = max(0, MOST_COURSES - len(wanted))
        others = [one for one in found if one not in wanted]
        kept = {*wanted, *others[:spare]}
        return [one for one in found if one in kept]

    def _require_courses(
        self,
        wish: Wish,
        cards: Mapping[str, CourseCard],
        studies: Mapping[str, guiding.StudyCard],
        user_id: str,
        by: Caller,
    ) -> None:
        for place, course_id in enumerate(wish.course_ids):
            card = cards.get(course_id)
            if card is None or not _is_seen(card, studies.get(course_id)):
                raise Unprocessable.field(f"/query/course_id/{place}", "not_found", "There is no such course.")
            if user_id != by.user_id and not by.may(SEE_ALL_PLANS):
                if not card.lets(by.user_id, Right.STUDENTS):
                    raise NotYourPlan(user_id=user_id)
                if course_id not in studies:
                    raise LearnerNotFound(user_id=user_id)


class _Known:
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


class _Locks:
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
        learner = CourseLearner(
            study.enrolled_at if study else self._now,
            bits | (study.lessons_done if study else 0),
            dict(study.scores) if study else {},
        )
        return [
            Lock(one.code, one.message, one.lesson_id, None, one.assessment_id, one.opens_at)
            for one in locks(version, lesson, learner, self._now)
        ]


def _require_reader(user_id: str, people: Mapping[str, object], wish: Wish, by: Caller) -> None:
    """That somebody is here, and the caller themselves, an administrator, or one who names courses."""
    if user_id not in people:
        raise LearnerNotFound(user_id=user_id)
    if user_id != by.user_id and not by.may(SEE_ALL_PLANS) and (not wish.course_ids or wish.path_id is not None):
        raise NotYourPlan(user_id=user_id)


def _wanted(wish: Wish, path: guiding.PathCard | None, goals: guiding.Goals, history: History) -> list[str]:
    """The courses that are named; where none is, those of the goals, then those taken, the latest first."""
    named = [*wish.course_ids, *(path.course_ids if path else ())]
    implied = [*goals.finish_by, *_left_of(list(reversed(history.line)), history)]
    return list(dict.fromkeys(implied if wish.is_open else named))[:MOST_COURSES]


def _left_of(course_ids: Sequence[str], history: History) -> list[str]:
    return [one for one in course_ids if one not in history.completed]


def _first_lesson(found: Plan, courses: Sequence[Course]) -> Lesson | None:
    """The lesson with which a plan begins."""
    lessons = {(course.course_id, one.lesson_id): one for course in courses for one in course.lessons}
    return next((lessons[one.course_id, one.lesson_id] for one in found.steps if one.lesson_id), None)


def _is_seen(card: CourseCard, study: guiding.StudyCard | None) -> bool:
    """Whether the learner sees a course: while it is on offer, or while they may study it."""
    on_offer = card.status is CourseStatus.PUBLISHED or (study is not None and study.gives_access)
    return card.current_version is not None and on_offer


def _wants(gaps: Sequence[mastery.Gap], skills: mastery.Skills, names: Mapping[str, str]) -> dict[str, Want]:
    """What is wanted, by skill: a target stands for the skills below it too."""
    found: dict[str, Want] = {}
    for gap in gaps:
        met = None if gap.state is mastery.GapState.UNKNOWN else gap.state is mastery.GapState.MET
        for skill_id in skills.below(gap.estimate.skill_id):
            if skill_id not in found or met is not True:
                found[skill_id] = Want(skill_id, names[skill_id], met)
    return found


def _course(
    version: Outline,
    card: CourseCard,
    study: guiding.StudyCard | None,
    skills: mastery.CourseSkills | None,
    before: Sequence[str],
    wanted: bool,
) -> Course:
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
