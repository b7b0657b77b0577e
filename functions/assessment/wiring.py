"""Puts assessment's services together, for the tenant of the caller."""

from typing import Annotated

from fastapi import Depends

from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.assignments import AssignmentRepository
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.files import FileRepository
from functions.assessment.repository.gradebook import GradebookRepository
from functions.assessment.repository.gradings import GradingRepository
from functions.assessment.repository.originality import OriginalityRepository
from functions.assessment.repository.peers import PeerRepository
from functions.assessment.repository.questions import QuestionRepository
from functions.assessment.repository.regrades import RegradeRepository
from functions.assessment.repository.rubrics import RubricRepository
from functions.assessment.repository.statistics import StatisticsRepository
from functions.assessment.service.appeals import AppealService
from functions.assessment.service.assessments import AssessmentService
from functions.assessment.service.assignments import AssignmentService
from functions.assessment.service.attempts import AttemptService
from functions.assessment.service.ending import EndingService
from functions.assessment.service.gradables import (
    GradableAttempt,
    GradableAttempts,
    GradableSubmission,
    GradableSubmissions,
)
from functions.assessment.service.gradebook import (
    GradebookService,
    GradeFileService,
)
from functions.assessment.service.grading import GradingService
from functions.assessment.service.originality import OriginalityService
from functions.assessment.service.originality_reports import OriginalityReportService
from functions.assessment.service.peers import PeerService
from functions.assessment.service.programs import ProgramMarker
from functions.assessment.service.questions import QuestionService
from functions.assessment.service.regrades import RegradeService
from functions.assessment.service.results import ResultService
from functions.assessment.service.rubrics import RubricService
from functions.assessment.service.statistics import StatisticsService
from functions.assessment.service.submissions import SubmissionService
from shared.auth import of_tenant
from shared.workflows import WaitingMachines

WHILE_SOMEBODY_WAITS_MS = 20_000
"""What running a program may take while a request waits for it."""


def ending_service(org_id: str) -> EndingService:
    """What ends and marks a tenant's attempts."""
    return EndingService(AttemptRepository(org_id), QuestionRepository(org_id))


def originality_service(org_id: str) -> OriginalityService:
    """What checks work of a tenant's learners against what others handed in, and what lessons say."""
    return OriginalityService(OriginalityRepository(org_id))


def _originality(org_id: str) -> OriginalityReportService:
    return OriginalityReportService(
        OriginalityRepository(org_id), AttemptRepository(org_id), AssignmentRepository(org_id)
    )


def grading_service(org_id: str) -> GradingService:
    """What grades a tenant's attempts where no rule can."""
    return GradingService(
        GradingRepository(org_id),
        AttemptRepository(org_id),
        AssessmentRepository(org_id),
        RubricRepository(org_id),
        ending_service(org_id),
        WaitingMachines(),
        originality_service(org_id),
    )


def regrade_service(org_id: str) -> RegradeService:
    """What marks a tenant's attempts anew after corrections."""
    return RegradeService(
        RegradeRepository(org_id),
        AssessmentRepository(org_id),
        AttemptRepository(org_id),
        QuestionRepository(org_id),
        ending_service(org_id),
    )


def gradebook_service(org_id: str) -> GradebookService:
    """What a tenant's gradebooks are read and changed by."""
    return GradebookService(GradebookRepository(org_id), AssessmentRepository(org_id))


def statistics_service(org_id: str) -> StatisticsService:
    """What counts a tenant's attempts, and says what they tell."""
    return StatisticsService(
        StatisticsRepository(org_id),
        AssessmentRepository(org_id),
        AttemptRepository(org_id),
        QuestionRepository(org_id),
    )


def _grade_files(org_id: str) -> GradeFileService:
    return GradeFileService(GradebookRepository(org_id), gradebook_service(org_id))


def question_service(org_id: str) -> QuestionService:
    """What keeps a tenant's questions."""
    return QuestionService(QuestionRepository(org_id), AssessmentRepository(org_id))


def _assessments(org_id: str) -> AssessmentService:
    return AssessmentService(
        AssessmentRepository(org_id), QuestionRepository(org_id), AttemptRepository(org_id), RubricRepository(org_id)
    )


def _attempts(org_id: str) -> AttemptService:
    return AttemptService(
        AttemptRepository(org_id),
        QuestionRepository(org_id),
        RubricRepository(org_id),
        FileRepository(org_id),
        ending_service(org_id),
        ProgramMarker(total_ms=WHILE_SOMEBODY_WAITS_MS),
    )


def _results(org_id: str) -> ResultService:
    return ResultService(
        AssessmentRepository(org_id),
        AttemptRepository(org_id),
        QuestionRepository(org_id),
        RubricRepository(org_id),
        ending_service(org_id),
    )


def _rubrics(org_id: str) -> RubricService:
    return RubricService(RubricRepository(org_id))


def _appeals(org_id: str) -> AppealService[GradableAttempt]:
    works = GradableAttempts(AttemptRepository(org_id), AssessmentRepository(org_id))
    return AppealService(GradingRepository(org_id), works)


def _submission_appeals(org_id: str) -> AppealService[GradableSubmission]:
    return AppealService(GradingRepository(org_id), GradableSubmissions(AssignmentRepository(org_id)))


def _assignments(org_id: str) -> AssignmentService:
    return AssignmentService(AssignmentRepository(org_id), RubricRepository(org_id))


def _submissions(org_id: str) -> SubmissionService:
    return SubmissionService(AssignmentRepository(org_id), RubricRepository(org_id), FileRepository(org_id))


def peer_service(org_id: str) -> PeerService:
    """What lets a tenant's learners review each other."""
    return PeerService(PeerRepository(org_id), AssignmentRepository(org_id), RubricRepository(org_id))


Questions = Annotated[QuestionService, Depends(of_tenant(question_service))]
Assessments = Annotated[AssessmentService, Depends(of_tenant(_assessments))]
Attempts = Annotated[AttemptService, Depends(of_tenant(_attempts))]
Regrades = Annotated[RegradeService, Depends(of_tenant(regrade_service))]
Results = Annotated[ResultService, Depends(of_tenant(_results))]
Rubrics = Annotated[RubricService, Depends(of_tenant(_rubrics))]
Gradings = Annotated[GradingService, Depends(of_tenant(grading_service))]
Appeals = Annotated[AppealService[GradableAttempt], Depends(of_tenant(_appeals))]
SubmissionAppeals = Annotated[AppealService[GradableSubmission], Depends(of_tenant(_submission_appeals))]
Gradebooks = Annotated[GradebookService, Depends(of_tenant(gradebook_service))]
GradeFiles = Annotated[GradeFileService, Depends(of_tenant(_grade_files))]
Statistics = Annotated[StatisticsService, Depends(of_tenant(statistics_service))]
Assignments = Annotated[AssignmentService, Depends(of_tenant(_assignments))]
Submissions = Annotated[SubmissionService, Depends(of_tenant(_submissions))]
Peers = Annotated[PeerService, Depends(of_tenant(peer_service))]
OriginalityReports = Annotated[OriginalityReportService, Depends(of_tenant(_originality))]
