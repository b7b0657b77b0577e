"""Planning what somebody is to learn."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from functions.catalog.published.courses import CourseCard, CourseStatus, Right, asking_courses
from functions.catalog.published.outlines import outline
from functions.guidance.domain.difficulty import AimedAt, aimed_at
from functions.guidance.domain.histories import History
from functions.guidance.domain.plans import AIM, Course, Lesson, Plan, plan
from functions.guidance.errors import LearnerNotFound, NotYourPlan
from functions.guidance.gateways.editions import EditionFiles, EditionGone
from functions.guidance.permissions import SEE_ALL_PLANS
from functions.guidance.repository.editions import EditionCard, EditionRepository
from functions.guidance.repository.histories import HistoryRepository
from functions.guidance.service.ingredients import Known, Locks, course_of, wants_of
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
        known = Known(skills, mastery.Estimates(skills, believed[user_id]))
        aims = [skills_of[one] for one in seen if one in wanted and one in skills_of]
        gaps = mastery.gaps(skills, known.estimates, aims, wish.targets or None)
        courses = [
            course_of(
                outlines[one],
                cards[one],
                studies.get(one),
                skills_of.get(one),
                _left_of((*cards[one].prerequisites, *after.get(one, ())), history),
                one in wanted,
            )
            for one in seen
        ]
        wants = wants_of(gaps, skills, known.names)
        found = plan(courses, wants, known.success, Locks(outlines, studies, self._clock))
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
