"""Reports of originality, for who marks: which passages of a work stand elsewhere, and where."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.assessment.errors import AttemptNotFound
from functions.assessment.repository.assignments import AssignmentRepository
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.originality import KeptReport, KnownDocument, OriginalityRepository
from functions.assessment.service.courses import require_staff
from functions.catalog.published.courses import Right
from shared.auth import Caller


@dataclass(frozen=True, slots=True)
class ReportOfPiece:
    """A report with the texts that its passages point into."""

    kept: KeptReport
    text: str
    sources: Mapping[str, KnownDocument]
    """By id; those that are gone are left out."""


class OriginalityReportService:
    """The reports of one tenant's works."""

    def __init__(
        self, originality: OriginalityRepository, attempts: AttemptRepository, assignments: AssignmentRepository
    ) -> None:
        self._originality = originality
        self._attempts = attempts
        self._assignments = assignments

    def of_attempt(self, assessment_id: str, attempt_id: str, *, by: Caller) -> list[ReportOfPiece]:
        """What was found of an attempt's answers, by question. For staff."""
        attempt = self._attempts.get(attempt_id)
        if attempt.assessment_id != assessment_id:
            raise AttemptNotFound(attempt_id=attempt_id)
        require_staff(self._attempts.org_id, attempt.course_id, Right.STUDENTS, by)
        return self._read(attempt_id)

    def of_submission(self, assignment_id: str, submission_id: str, *, by: Caller) -> ReportOfPiece | None:
        """What was found of what somebody handed in; None where it was not checked. For staff."""
        assignment, _ = self._assignments.get_with_submission(assignment_id, submission_id)
        require_staff(self._assignments.org_id, assignment.course_id, Right.STUDENTS, by)
        return next(iter(self._read(submission_id)), None)

    def _read(self, work_id: str) -> list[ReportOfPiece]:
        texts, reports = self._originality.read_work(work_id)
        named = sorted({source.source_id for kept in reports for source in kept.report.sources})
        sources = self._originality.find_documents(named)
        return [
            ReportOfPiece(kept, texts[kept.item_id].document.text, sources) for kept in reports if kept.item_id in texts
        ]
