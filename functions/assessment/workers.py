"""Puts together what no request asks for: what handlers and tasks alone do. The API's start does not bring it."""

from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.assignments import AssignmentRepository
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.deadlines import DeadlineRepository
from functions.assessment.repository.gradebook import GradebookRepository
from functions.assessment.repository.gradings import GradingRepository
from functions.assessment.repository.originality import OriginalityRepository
from functions.assessment.service.ending import DueService
from functions.assessment.service.gradebook.keeping import GradeKeeper
from functions.assessment.service.lessons import LessonService
from functions.assessment.service.submission_grading import SubmissionGradingService
from functions.assessment.wiring import ending_service, originality_service
from shared.workflows import WaitingMachines


def due_service() -> DueService:
    """What looks after attempts whose time is over."""
    return DueService(DeadlineRepository(), ending_service)


def lesson_service(org_id: str) -> LessonService:
    """What reads a tenant's lessons, to know what is copied from them."""
    return LessonService(OriginalityRepository(org_id), originality_service(org_id))


def submission_grading_service(org_id: str) -> SubmissionGradingService:
    """What checks a tenant's submissions, and waits for answers to appeals against their marks."""
    return SubmissionGradingService(
        GradingRepository(org_id), AssignmentRepository(org_id), WaitingMachines(), originality_service(org_id)
    )


def grade_keeper(org_id: str) -> GradeKeeper:
    """What puts marks into a tenant's gradebooks."""
    return GradeKeeper(
        GradebookRepository(org_id),
        AssessmentRepository(org_id),
        AttemptRepository(org_id),
        AssignmentRepository(org_id),
    )
