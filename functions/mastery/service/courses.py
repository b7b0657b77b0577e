"""What courses want and teach."""

from collections.abc import Callable, Mapping, Sequence

from functions.catalog.published.courses import CourseCard, Right, asking_course
from functions.catalog.published.drafts import find_course_of_lesson
from functions.catalog.published.outlines import outline
from functions.mastery.domain.gaps import CourseSkills
from functions.mastery.domain.skills import Skills
from functions.mastery.errors import LessonNotFound
from functions.mastery.repository.courses import CourseSkillsRepository
from functions.mastery.repository.skills import SkillRepository
from functions.mastery.service.staff import require_staff
from shared.auth import Caller
from shared.dynamo import ConditionFailed, answer
from shared.errors import PreconditionFailed


class CourseSkillsService:
    """What one tenant's courses want and teach: for who may change their content."""

    def __init__(self, skills: SkillRepository, courses: CourseSkillsRepository) -> None:
        self._skills = skills
        self._courses = courses

    def get(self, course_id: str, *, by: Caller) -> CourseSkills:
        """What a course wants and teaches, in the skills as they stand in the tree now."""
        _, course, skills = self._read(course_id, by)
        return course.now(skills)

    def want(self, course_id: str, targets: Mapping[str, int], *, by: Caller, expected: int) -> CourseSkills:
        """Replace what a course wants, if it is still at the expected revision."""

        def change(course: CourseSkills, skills: Skills) -> CourseSkills:
            for number, skill_id in enumerate(targets):
                skills.require(skill_id, f"/targets/{number}/skill_id")
            return course.want(targets)

        return self._change(course_id, change, by=by, expected=expected)

    def lesson(self, course_id: str, lesson_id: str, *, by: Caller) -> CourseSkills:
        """What a course wants and teaches, if the lesson is one of it."""
        card, course, skills = self._read(course_id, by)
        self._require_lesson(card, course, lesson_id)
        return course.now(skills)

    def teach(
        self, course_id: str, lesson_id: str, skill_ids: Sequence[str], *, by: Caller, expected: int
    ) -> CourseSkills:
        """Replace what a lesson teaches, if the course is still at the expected revision."""

        def change(course: CourseSkills, skills: Skills) -> CourseSkills:
            for number, skill_id in enumerate(skill_ids):
                skills.require(skill_id, f"/skills/{number}/skill_id")
            return course.teach(lesson_id, skill_ids)

        return self._change(course_id, change, by=by, expected=expected, lesson_id=lesson_id)

    def _change(
        self,
        course_id: str,
        change: Callable[[CourseSkills, Skills], CourseSkills],
        *,
        by: Caller,
        expected: int,
        lesson_id: str | None = None,
    ) -> CourseSkills:
        card, course, skills = self._read(course_id, by)
        if lesson_id is not None:
            self._require_lesson(card, course, lesson_id)
        if course.revision != expected:
            raise PreconditionFailed(course_id=course_id, current_revision=course.revision)
        try:
            return self._courses.save(change(course, skills)).now(skills)
        except ConditionFailed:
            raise PreconditionFailed(course_id=course_id) from None

    def _read(self, course_id: str, by: Caller) -> tuple[CourseCard, CourseSkills, Skills]:
        card, (course,), skills = answer(
            asking_course(by.org_id, course_id), self._courses.asking([course_id]), self._skills.asking()
        )
        return require_staff(card, course_id, Right.CONTENT, by), course, skills

    def _require_lesson(self, card: CourseCard, course: CourseSkills, lesson_id: str) -> None:
        """That a lesson is published or drafted in the course, or is known to have taught something."""
        if lesson_id in course.lessons:
            return
        org_id, version = self._courses.org_id, card.current_version
        if version is not None and outline(org_id, card.course_id, version).find_lesson(lesson_id):
            return
        if find_course_of_lesson(org_id, lesson_id) != card.course_id:
            raise LessonNotFound(lesson_id=lesson_id)
