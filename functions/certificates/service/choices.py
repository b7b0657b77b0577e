"""What certificates ask for, and how they look."""

from functions.catalog.published import courses as catalog
from functions.certificates.domain.designs import Design
from functions.certificates.domain.terms import Terms
from functions.certificates.repository import CertificateRepository
from functions.certificates.service.staff import require_staff
from shared.auth import Caller
from shared.dynamo import ConditionFailed, answer
from shared.errors import PreconditionFailed, Unprocessable


class ChoiceService:
    """One tenant's terms and design."""

    def __init__(self, repository: CertificateRepository) -> None:
        self._repository = repository

    def read_terms(self, course_id: str, *, by: Caller) -> Terms:
        """What a course's certificate asks for, for its staff. Raises ``CourseNotFound``, ``NotYourCourse``."""
        card, terms = answer(
            catalog.asking_course(self._repository.org_id, course_id), self._repository.asking_terms(course_id)
        )
        require_staff(card, course_id, by)
        return terms

    def put_terms(self, course_id: str, terms: Terms, *, by: Caller) -> Terms:
        """Replace it, from now on: who has a certificate keeps it.

        Raises ``PreconditionFailed``, or ``Unprocessable`` for an assessment of another course.
        """
        from functions.assessment.published import courses as assessment  # few requests ask it, and it brings a lot

        named = [condition.assessment_id for condition in terms.conditions]
        card, courses = answer(
            catalog.asking_course(self._repository.org_id, course_id),
            assessment.asking_courses_of(self._repository.org_id, [one for one in named if one]),
        )
        require_staff(card, course_id, by)
        strange = [number for number, one in enumerate(named) if one and courses.get(one) != course_id]
        if strange:
            at = f"/conditions/{strange[0]}/assessment_id"
            raise Unprocessable.field(at, "not_found", "The course has no such assessment.")
        try:
            return self._repository.save_terms(course_id, terms)
        except ConditionFailed:
            raise PreconditionFailed from None

    def read_design(self) -> Design:
        """How certificates look."""
        (design,) = answer(self._repository.asking_design())
        return design

    def put_design(self, design: Design) -> Design:
        """Replace it, from now on: certificates that were issued stay as they are. Raises ``PreconditionFailed``."""
        try:
            return self._repository.save_design(design)
        except ConditionFailed:
            raise PreconditionFailed from None
