"""Bodies about certificates."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from functions.certificates.domain.certificates import MOST_REASON, Certificate
from functions.certificates.domain.codes import written
from functions.certificates.domain.designs import CertificateLanguage, CertificateLayout, Design
from functions.certificates.domain.terms import MOST_CONDITIONS, Condition, ConditionKind, Terms
from functions.certificates.repository import Entry
from functions.certificates.service.issuing import Eligibility
from shared.schemas import BodyId, In, OneLine, Out, Printable, Text

_CRT = "crt_01JD0M7B1C2D3E4F5G6H7J8K9M"
_CRS = "crs_01JD0K2P8N7M6Q5R4S3T2V1W0X"
_ASM = "asm_01JD0K9Z8Y7X6W5V4T3S2R1Q0P"
_CODE = "7K2M0-QXR5T-8WPD3-B4N9C"
_PATH = f"/api/v1/certificates/verify/{_CODE}"
_SCORE: dict[str, Any] = {"kind": "assessment", "at_least": 60, "assessment_id": _ASM}
_DESIGN: dict[str, Any] = {
    "layout": "classic",
    "language": "hi",
    "color": "#1f4e79",
    "signatory": "Dr. Asha Menon",
    "signatory_role": "Principal",
    "shows_instructors": True,
    "shows_hours": True,
    "shows_score": False,
}
_CERTIFICATE: dict[str, Any] = {
    "certificate_id": _CRT,
    "code": _CODE,
    "verify_path": _PATH,
    "course_id": _CRS,
    "user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "learner_name": "Meera Nair",
    "course_title": "Cells: the units of life",
    "organization_name": "Green Valley School",
    "instructor_names": ["Arjun Rao"],
    "score_percent": None,
    "completed_at": "2026-11-22T09:30:00Z",
    "issued_at": "2026-11-22T09:30:01Z",
    "valid": True,
    "revoked_at": None,
    "revoked_for": None,
    "replaces": None,
    "replaced_by": None,
    "file_ready": True,
}
_SHORT = (
    "learner_name",
    "course_title",
    "organization_name",
    "instructor_names",
    "score_percent",
    "completed_at",
    "issued_at",
)

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_REASON), Text]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), Printable, OneLine]
AtLeast = Annotated[int, Field(ge=1, le=60_000)]


class CertificateConditionIn(In):
    """A condition: `progress` and `assessment` in per cent, `minutes` in minutes; `active` stands alone."""

    kind: ConditionKind
    at_least: AtLeast | None = None
    assessment_id: BodyId | None = None

    @model_validator(mode="after")
    def _fits(self) -> "CertificateConditionIn":
        if self.kind is ConditionKind.COMPLETED:
            raise ValueError("that the course is completed is always asked for")
        if (self.kind is ConditionKind.ASSESSMENT) != (self.assessment_id is not None):
            raise ValueError("an assessment goes with that kind, and with no other")
        if (self.kind is ConditionKind.ACTIVE) != (self.at_least is None):
            raise ValueError("at_least goes with every kind but active")
        if self.kind is not ConditionKind.MINUTES and (self.at_least or 0) > 100:
            raise ValueError("at_least is in per cent: at most 100")
        return self


class TermsIn(In):
    """What a course's certificate asks for besides that the course is completed."""

    conditions: Annotated[list[CertificateConditionIn], Field(max_length=MOST_CONDITIONS)]
    automatic: bool = True

    model_config = ConfigDict(json_schema_extra={"examples": [{"conditions": [_SCORE], "automatic": True}]})

    def terms(self, revision: int) -> Terms:
        """The terms at a revision."""
        conditions = tuple(Condition.model_validate(one.model_dump()) for one in self.conditions)
        return Terms(conditions=conditions, automatic=self.automatic, revision=revision)


class CertificateConditionOut(Out):
    """A condition."""

    kind: ConditionKind
    at_least: int | None
    assessment_id: str | None


class TermsOut(Out):
    """What a course's certificate asks for besides that the course is completed."""

    conditions: list[CertificateConditionOut]
    automatic: bool

    model_config = ConfigDict(json_schema_extra={"examples": [{"conditions": [_SCORE], "automatic": True}]})


class DesignIn(In):
    """How certificates look. Null for `language` and `color`: the organization's own."""

    layout: CertificateLayout = CertificateLayout.CLASSIC
    language: CertificateLanguage | None = None
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")] | None = None
    signatory: Name | None = None
    signatory_role: Name | None = None
    shows_instructors: bool = True
    shows_hours: bool = True
    shows_score: bool = False
    """What was reached in the assessments that the course's certificate asks for."""

    model_config = ConfigDict(json_schema_extra={"examples": [_DESIGN]})

    def design(self, revision: int) -> Design:
        """The design at a revision."""
        return Design(**self.model_dump(), revision=revision)


class DesignOut(Out):
    """How certificates look."""

    layout: CertificateLayout
    language: CertificateLanguage | None
    color: str | None
    signatory: str | None
    signatory_role: str | None
    shows_instructors: bool
    shows_hours: bool
    shows_score: bool

    model_config = ConfigDict(json_schema_extra={"examples": [_DESIGN]})


class FindingOut(Out):
    """A condition, and whether you meet it. `reached` is in its unit; null for nothing yet."""

    kind: ConditionKind
    assessment_id: str | None
    at_least: int | None
    reached: int | None
    met: bool


class EligibilityOut(Out):
    """What a course's certificate asks for, whether you meet it, and your certificate once you have it."""

    eligible: bool
    conditions: list[FindingOut]
    certificate_id: str | None
    verify_path: str | None
    revoked_at: datetime | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "eligible": False,
                    "conditions": [
                        {"kind": "completed", "assessment_id": None, "at_least": None, "reached": None, "met": True},
                        {**_SCORE, "reached": 55, "met": False},
                    ],
                    "certificate_id": None,
                    "verify_path": None,
                    "revoked_at": None,
                }
            ]
        }
    )

    @classmethod
    def of(cls, found: Eligibility) -> "EligibilityOut":
        """The answer."""
        entry = found.entry
        return cls(
            eligible=found.eligible,
            conditions=[FindingOut.model_validate(finding) for finding in found.findings],
            certificate_id=entry.certificate_id if entry else None,
            verify_path=verify_path(entry.code) if entry else None,
            revoked_at=entry.revoked_at if entry else None,
        )


class CertificateOut(Out):
    """A certificate, for its learner and the course's staff."""

    certificate_id: str
    code: str
    verify_path: str
    course_id: str
    user_id: str
    learner_name: str
    course_title: str
    organization_name: str
    instructor_names: list[str]
    score_percent: int | None
    completed_at: datetime
    issued_at: datetime
    valid: bool
    revoked_at: datetime | None
    revoked_for: str | None
    replaces: str | None
    replaced_by: str | None
    file_ready: bool

    model_config = ConfigDict(json_schema_extra={"examples": [_CERTIFICATE]})

    @classmethod
    def of(cls, certificate: Certificate) -> "CertificateOut":
        """The answer for a certificate."""
        same = certificate.model_dump(include=_SAME)
        return cls(
            **same,
            code=written(certificate.code),
            verify_path=verify_path(certificate.code),
            valid=certificate.valid,
            file_ready=certificate.typeset_at is not None and certificate.valid,
        )


_SAME = set(CertificateOut.model_fields) - {"code", "verify_path", "valid", "file_ready"}


class OwnCertificateOut(Out):
    """One of your certificates."""

    certificate_id: str
    course_id: str
    course_title: str
    issued_at: datetime
    valid: bool
    verify_path: str

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    key: _CERTIFICATE[key]
                    for key in ("certificate_id", "course_id", "course_title", "issued_at", "valid")
                }
                | {"verify_path": _PATH}
            ]
        }
    )

    @classmethod
    def of(cls, entry: Entry) -> "OwnCertificateOut":
        """The answer for an entry."""
        return cls(
            certificate_id=entry.certificate_id,
            course_id=entry.course_id,
            course_title=entry.course_title,
            issued_at=entry.issued_at,
            valid=entry.revoked_at is None,
            verify_path=verify_path(entry.code),
        )


class VerifiedOut(Out):
    """What anybody may know who has a certificate's code: what the certificate itself says, and whether it counts."""

    valid: bool
    revoked_at: datetime | None
    learner_name: str
    course_title: str
    organization_name: str
    instructor_names: list[str]
    score_percent: int | None
    completed_at: datetime
    issued_at: datetime

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"valid": True, "revoked_at": None} | {key: _CERTIFICATE[key] for key in _SHORT}]
        }
    )


class FileOut(Out):
    """Where the PDF can be read, for five minutes."""

    url: str
    expires_at: datetime

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"url": "https://files.example.org/…", "expires_at": "2026-11-22T09:35:00Z"}]}
    )


class ReasonIn(In):
    """Why. The learner and the course's staff see it."""

    reason: Reason

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "The name was misspelt."}]})


def verify_path(code: str) -> str:
    """Where anybody verifies it."""
    return f"/api/v1/certificates/verify/{written(code)}"
