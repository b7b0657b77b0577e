"""Seeing what somebody masters and lacks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from functions.catalog.published.courses import CourseCard, CourseStatus, Right, asking_course, asking_courses
from functions.catalog.published.outlines import outline
from functions.identity.published import asking_people
from functions.mastery.domain.estimates import Estimate, Estimates
from functions.mastery.domain.gaps import Gap, GapState, gaps
from functions.mastery.errors import CourseNotFound, LearnerNotFound, NotYourMastery
from functions.mastery.permissions import SEE_ALL_MASTERY
from functions.mastery.repository.courses import CourseSkillsRepository
from functions.mastery.repository.learners import LearnerRepository
from functions.mastery.repository.skills import SkillRepository
from functions.mastery.service.staff import is_staff, require_staff
from shared.auth import Caller
from shared.dynamo import answer
from shared.errors import Unprocessable
from shared.listing import Listed, PageKey

AT_ONCE = 45
"""So many learners are looked at in one call, with their names."""


@dataclass(frozen=True, slots=True)
class Teaching:
    """A lesson that teaches something."""

    course_id: str
    lesson_id: str
    title: str


@dataclass(frozen=True, slots=True)
class View:
    """A gap, with those lessons that students see."""

    gap: Gap
    lessons: list[Teaching]


@dataclass(frozen=True, slots=True)
class LearnerGaps:
    """How somebody stands towards a course: how many of its targets are in each state."""

    user_id: str
    name: str | None
    counts: Mapping[GapState, int]


class MasteryService:
    """One tenant's learners, as they are believed to be."""

    def __init__(self, skills: SkillRepository, courses: CourseSkillsRepository, learners: LearnerRepository) -> None:
        self._skills = skills
        self._courses = courses
        self._learners = learners

    def mastery(self, user_id: str, *, by: Caller) -> list[Estimate]:
        """What somebody masters: one's own, or anybody's for administrators."""
        skills, learners, people = answer(
            self._skills.asking(), self._learners.asking([user_id]), asking_people(by.org_id, [user_id])
        )
        _require_own(user_id, people, by)
        return Estimates(skills, learners[user_id]).shown()

    def course_gaps(self, course_id: str, user_id: str | None, *, by: Caller) -> list[View]:
        """How somebody stands towards what a course wants: oneself, if it is on offer, or as its staff somebody who
        has answered in it.
        """
        whose = user_id or by.user_id
        card, skills, learners, courses, has_answered = answer(
            asking_course(by.org_id, course_id),
            self._skills.asking(),
            self._learners.asking([whose]),
            self._courses.asking([course_id]),
            self._learners.asking_answerer(course_id, whose),
        )
        if whose != by.user_id:
            require_staff(_visible(card, course_id, by), course_id, Right.STUDENTS, by)
            if not has_answered:
                raise LearnerNotFound(user_id=whose)
        known = _visible(card, course_id, by)
        return self._views(gaps(skills, Estimates(skills, learners[whose]), courses), {course_id: known})

    def path_gaps(
        self, user_id: str, course_ids: Sequence[str], targets: Mapping[str, int], *, by: Caller
    ) -> list[View]:
        """How somebody stands towards what some courses on offer want together, and towards further targets."""
        cards, skills, learners, courses, people = answer(
            asking_courses(by.org_id, course_ids),
            self._skills.asking(),
            self._learners.asking([user_id]),
            self._courses.asking(course_ids),
            asking_people(by.org_id, [user_id]),
        )
        _require_own(user_id, people, by)
        for number, course_id in enumerate(course_ids):
            if course_id not in cards or not _is_open(cards[course_id], by):
                raise Unprocessable.field(f"/query/course_id/{number}", "not_found", "There is no such course.")
        for number, skill_id in enumerate(targets):
            skills.require(skill_id, f"/query/target/{number}")
        return self._views(gaps(skills, Estimates(skills, learners[user_id]), courses, targets), cards)

    def learners_gaps(self, course_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[LearnerGaps]:
        """How those who have answered in a course stand towards what it wants, a page of at most 45."""
        page = self._learners.list_answerers(course_id, limit=min(limit, AT_ONCE), start=start)
        card, skills, courses, learners, people = answer(
            asking_course(by.org_id, course_id),
            self._skills.asking(),
            self._courses.asking([course_id]),
            self._learners.asking(page.items),
            asking_people(by.org_id, page.items),
        )
        require_staff(_visible(card, course_id, by), course_id, Right.STUDENTS, by)
        items: list[LearnerGaps] = []
        for user_id in page.items:
            found = gaps(skills, Estimates(skills, learners[user_id]), courses)
            counts = {state: sum(1 for gap in found if gap.state is state) for state in GapState}
            items.append(LearnerGaps(user_id, people[user_id].name if user_id in people else None, counts))
        return Listed(items, page.next_key)

    def _views(self, found: Sequence[Gap], cards: Mapping[str, CourseCard]) -> list[View]:
        titles = self._titles({course_id for gap in found for course_id, _ in gap.lessons}, cards)
        return [
            View(gap, [Teaching(*lesson, titles[lesson]) for lesson in gap.lessons if lesson in titles])
            for gap in found
        ]

    def _titles(self, course_ids: Collection[str], cards: Mapping[str, CourseCard]) -> dict[tuple[str, str], str]:
        """What the lessons are called that students see; outlines are read once and then kept."""
        return {
            (course_id, lesson.lesson_id): lesson.title
            for course_id in sorted(course_ids)
            if (version := cards[course_id].current_version) is not None
            for lesson in outline(self._courses.org_id, course_id, version).lessons
        }


def _require_own(user_id: str, people: Collection[str], by: Caller) -> None:
    """That somebody is here, and the caller themselves or an administrator."""
    if user_id not in people:
        raise LearnerNotFound(user_id=user_id)
    if user_id != by.user_id and not by.may(SEE_ALL_MASTERY):
        raise NotYourMastery(user_id=user_id)


def _is_open(card: CourseCard, by: Caller) -> bool:
    return card.status is CourseStatus.PUBLISHED or is_staff(card, Right.STUDENTS, by)


def _visible(card: CourseCard | None, course_id: str, by: Caller) -> CourseCard:
    if card is None or not _is_open(card, by):
        raise CourseNotFound(course_id=course_id)
    return card
