"""A certificate: what was so when it was issued, and whether it still counts."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.certificates.domain.designs import CertificateLanguage, CertificateLayout

MOST_REASON = 500


class Certificate(BaseModel):
    """What somebody has shown. All but its standing is as it was when it was issued."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    certificate_id: str
    code: str
    course_id: str
    user_id: str
    learner_name: str
    course_title: str
    organization_name: str
    instructor_names: tuple[str, ...]
    """Empty where the design shows none."""
    minutes: int | None
    """How long the course takes; None where the design does not show it, or nobody said."""
    score_percent: int | None = None
    """What was reached in the assessments that were asked for; None where the design does not show it, or none was."""
    completed_at: datetime
    issued_at: datetime
    time_zone: str
    """The organization's, in which its dates are written."""
    language: CertificateLanguage
    layout: CertificateLayout
    color: str
    signatory: str | None
    signatory_role: str | None
    replaces: str | None = None
    replaced_by: str | None = None
    revoked_at: datetime | None = None
    revoked_for: str | None = None
    """Why, in the words of who revoked it; for the learner and the staff."""
    typeset_at: datetime | None = None
    """When its file was made."""
    revision: int = 0

    @property
    def valid(self) -> bool:
        """Whether it counts."""
        return self.revoked_at is None

    def revoked(self, reason: str, at: datetime) -> "Certificate":
        """The same, no longer valid. One that was revoked before stays as it is."""
        return self if not self.valid else self.model_copy(update={"revoked_at": at, "revoked_for": reason})
