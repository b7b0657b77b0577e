"""What courses want and teach, and what their learners lack, over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from functions.mastery.errors import CourseNotFound, LearnerNotFound, LessonNotFound, NotYourCourse
from functions.mastery.permissions import MAP_SKILLS, SEE_MASTERY
from functions.mastery.schemas import (
    CourseSkillsOut,
    GapsOut,
    LearnerGapsOut,
    LessonSkillsIn,
    LessonSkillsOut,
    TargetsIn,
)
from functions.mastery.schemas.skills import lesson_out
from functions.mastery.wiring import CourseSkills, Mastery
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.pagination import Paging, page_out
from shared.schemas import BodyId, PageOut, PathId

router = api_router("/courses/{course_id}", tag="Skills and mastery")

Editor = Annotated[Caller, permitted(MAP_SKILLS)]
Reader = Annotated[Caller, permitted(SEE_MASTERY)]


@router.get("/skills", responses=problems(CourseNotFound, NotYourCourse))
def read_course_skills(course_id: PathId, caller: Editor, courses: CourseSkills, response: Response) -> CourseSkillsOut:
    """Read what a course wants and what its lessons teach. For who may change its content."""
    course = courses.get(course_id, by=caller)
    tag(response, course.revision)
    return CourseSkillsOut.of(course)


@router.put("/skills", responses=problems(CourseNotFound, NotYourCourse, PreconditionFailed))
def want_skills(
    course_id: PathId,
    wanted: TargetsIn,
    caller: Editor,
    courses: CourseSkills,
    expected: ExpectedRevision,
    response: Response,
) -> CourseSkillsOut:
    """Replace what a course wants: at most 100 skills, each with the level of mastery."""
    course = courses.want(course_id, wanted.levels(), by=caller, expected=expected)
    tag(response, course.revision)
    return CourseSkillsOut.of(course)


@router.get("/skills/lessons/{lesson_id}", responses=problems(CourseNotFound, LessonNotFound, NotYourCourse))
def read_lesson_skills(
    course_id: PathId, lesson_id: PathId, caller: Editor, courses: CourseSkills, response: Response
) -> LessonSkillsOut:
    """Read what a lesson teaches. Its tag is that of the course's skills."""
    course = courses.lesson(course_id, lesson_id, by=caller)
    tag(response, course.revision)
    return lesson_out(course, lesson_id)


@router.put(
    "/skills/lessons/{lesson_id}", responses=problems(CourseNotFound, LessonNotFound, NotYourCourse, PreconditionFailed)
)
def teach_skills(
    course_id: PathId,
    lesson_id: PathId,
    wanted: LessonSkillsIn,
    caller: Editor,
    courses: CourseSkills,
    expected: ExpectedRevision,
    response: Response,
) -> LessonSkillsOut:
    """Replace what a lesson teaches: at most ten skills."""
    course = courses.teach(course_id, lesson_id, wanted.skill_ids(), by=caller, expected=expected)
    tag(response, course.revision)
    return lesson_out(course, lesson_id)


@router.get("/skill-gaps", responses=problems(CourseNotFound, LearnerNotFound, NotYourCourse))
def list_course_gaps(
    course_id: PathId,
    caller: Reader,
    mastery: Mastery,
    user_id: Annotated[
        BodyId | None,
        Query(description="Somebody who has answered in the course, for its staff; left out, you yourself."),
    ] = None,
) -> GapsOut:
    """List what a course wants, how you stand towards it, how sure that is, and which lessons teach it."""
    views = mastery.course_gaps(course_id, user_id, by=caller)
    return GapsOut.of(user_id or caller.user_id, views)


@router.get("/skill-gaps/learners", responses=problems(CourseNotFound, NotYourCourse))
def list_learners_gaps(course_id: PathId, caller: Reader, mastery: Mastery, paging: Paging) -> PageOut[LearnerGapsOut]:
    """List who has answered in a course, and how they stand towards what it wants. For its staff; a page has at most 45
    learners.
    """
    query = f"answerers|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = mastery.learners_gaps(course_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, LearnerGapsOut.of, query, org_id=caller.org_id)
