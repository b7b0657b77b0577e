"""What learners' devices tell of a course, where one left off, and what completes it."""

from typing import Annotated

from fastapi import Response

from functions.learning.errors import CourseNotFound, LessonNotFound, NotEnrolled, NotYourCourse
from functions.learning.permissions import LEARN, MANAGE_ENROLMENTS
from functions.learning.schemas.work import FactsIn, FactsOut, LessonWorkOut, ResumeOut, RulesIn, RulesOut
from functions.learning.wiring import CompletionRules, Facts
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.schemas import PathId

router = api_router("/courses/{course_id}/learn", tag="Learning")

Learner = Annotated[Caller, permitted(LEARN)]
Staff = Annotated[Caller, permitted(MANAGE_ENROLMENTS)]


@router.post("/facts", responses=problems(CourseNotFound, NotEnrolled))
def tell_facts(course_id: PathId, told: FactsIn, caller: Learner, facts: Facts) -> FactsOut:
    """Tell what a learner did: as it happens, or later, when the device was offline.

    Order, repetition and the size of batches make no difference. Each fact has its own verdict; one that is refused
    leaves the others alone. Facts of at most 25 lessons are taken at once, none older than 60 days.
    """
    known, wrong = told.read()
    taken = facts.take(course_id, known, sent_at=told.sent_at, by=caller)
    return FactsOut.of(told.facts, wrong, taken)


@router.get("/lessons/{lesson_id}/progress", responses=problems(CourseNotFound, LessonNotFound, NotEnrolled))
def read_lesson_progress(course_id: PathId, lesson_id: PathId, caller: Learner, facts: Facts) -> LessonWorkOut:
    """Read what you have done in a lesson, and where in it you are, whichever devices it was on."""
    return LessonWorkOut.of(facts.lesson(course_id, lesson_id, by=caller))


@router.get("/resume", responses=problems(CourseNotFound, NotEnrolled))
def read_resume(course_id: PathId, caller: Learner, facts: Facts) -> ResumeOut:
    """Read which lesson to go on with: the one opened last on any device, else the first that is not done."""
    return ResumeOut.of(*facts.resume(course_id, by=caller))


@router.get("/rules", responses=problems(CourseNotFound, NotYourCourse))
def read_rules(course_id: PathId, caller: Staff, rules: CompletionRules, response: Response) -> RulesOut:
    """Read what completes a course and its lessons. For its staff."""
    found = rules.read(course_id, by=caller)
    tag(response, found.revision)
    return RulesOut.of(found)


@router.put("/rules", responses=problems(CourseNotFound, NotYourCourse, PreconditionFailed, PreconditionRequired))
def change_rules(
    course_id: PathId,
    wanted: RulesIn,
    caller: Staff,
    rules: CompletionRules,
    expected: ExpectedRevision,
    response: Response,
) -> RulesOut:
    """Replace what completes a course and its lessons, from now on: what is complete stays so. For its staff."""
    saved = rules.put(course_id, wanted.rules(expected), by=caller)
    tag(response, saved.revision)
    return RulesOut.of(saved)
