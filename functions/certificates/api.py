"""Certificates' HTTP door."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import Path, Request, Response, status
from fastapi.responses import HTMLResponse

from functions.certificates.domain.pages import POLICY, page, unknown_page
from functions.certificates.errors import (
    CertificateInvalid,
    CertificateNotEarned,
    CertificateNotFound,
    CertificateNotReady,
    CertificateReplaced,
    CourseNotFound,
    NotYourCourse,
)
from functions.certificates.gateways import SHOWN_FOR
from functions.certificates.permissions import (
    DESIGN_CERTIFICATES,
    EARN_CERTIFICATES,
    MANAGE_CERTIFICATES,
    SEE_CERTIFICATES,
)
from functions.certificates.schemas import (
    CertificateOut,
    DesignIn,
    DesignOut,
    EligibilityOut,
    FileOut,
    OwnCertificateOut,
    ReasonIn,
    TermsIn,
    TermsOut,
    VerifiedOut,
)
from functions.certificates.tables import CertificatesRow
from functions.certificates.wiring import Choices, Issued, Issuing, find_verified
from functions.identity.published import authenticate
from shared.auth import Anyone, Caller, permitted
from shared.clock import system_clock
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router, create_app, lambda_handler
from shared.idempotency import IdempotencyKeyReused, OnceByKey
from shared.pagination import Paging, page_out
from shared.ratelimit import RateLimit, limited_by_address
from shared.schemas import PageOut, PathId

router = api_router("", tag="Certificates")

Learner = Annotated[Caller, permitted(EARN_CERTIFICATES)]
Member = Annotated[Caller, permitted(SEE_CERTIFICATES)]
Staff = Annotated[Caller, permitted(MANAGE_CERTIFICATES)]
Admin = Annotated[Caller, permitted(DESIGN_CERTIFICATES)]
Code = Annotated[str, Path(max_length=40, description="As the certificate has it; hyphens and case do not matter.")]

_verifications = limited_by_address(RateLimit("verify-certificate", 120, per=timedelta(minutes=1)), CertificatesRow)
_HEADERS = {"content-security-policy": POLICY, "referrer-policy": "no-referrer", "vary": "accept"}
_PAGE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The certificate, as JSON; as a page where HTML is asked for.",
        "content": {"text/html": {"schema": {"type": "string"}, "example": "<!doctype html>"}},
    }
}


@router.get("/courses/{course_id}/certificate", responses=problems(CourseNotFound))
def read_eligibility(course_id: PathId, caller: Learner, issuing: Issuing) -> EligibilityOut:
    """Read what a course's certificate asks for, and what of it you meet."""
    return EligibilityOut.of(issuing.eligibility(course_id, caller.user_id))


@router.post(
    "/courses/{course_id}/certificate",
    status_code=status.HTTP_201_CREATED,
    responses=problems(CourseNotFound, CertificateNotEarned, IdempotencyKeyReused),
)
def claim_certificate(course_id: PathId, caller: Learner, issuing: Issuing, once: OnceByKey) -> CertificateOut:
    """Get your certificate of a course, if you meet everything that it asks for. Safe to repeat: there is only one."""
    return CertificateOut.of(issuing.claim(course_id, caller.user_id, once))


@router.get("/courses/{course_id}/certificate/terms", responses=problems(CourseNotFound, NotYourCourse))
def read_terms(course_id: PathId, caller: Staff, choices: Choices, response: Response) -> TermsOut:
    """Read what a course's certificate asks for. For its staff."""
    terms = choices.read_terms(course_id, by=caller)
    tag(response, terms.revision)
    return TermsOut.model_validate(terms)


@router.put(
    "/courses/{course_id}/certificate/terms",
    responses=problems(CourseNotFound, NotYourCourse, PreconditionFailed, PreconditionRequired),
)
def change_terms(
    course_id: PathId,
    wanted: TermsIn,
    caller: Staff,
    choices: Choices,
    expected: ExpectedRevision,
    response: Response,
) -> TermsOut:
    """Replace what a course's certificate asks for, from now on: who has one keeps it. For its staff."""
    saved = choices.put_terms(course_id, wanted.terms(expected), by=caller)
    tag(response, saved.revision)
    return TermsOut.model_validate(saved)


@router.get("/courses/{course_id}/certificates", responses=problems(CourseNotFound, NotYourCourse))
def list_course_certificates(
    course_id: PathId, caller: Staff, issued: Issued, paging: Paging
) -> PageOut[CertificateOut]:
    """List a course's certificates, the newest first. For its staff."""
    query = f"certificates|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    found = issued.list_of_course(course_id, by=caller, limit=paging.limit, start=start)
    return page_out(found, CertificateOut.of, query, org_id=caller.org_id)


@router.get("/certificates")
def list_own_certificates(caller: Learner, issued: Issued, paging: Paging) -> PageOut[OwnCertificateOut]:
    """List your certificates."""
    query = f"certificates|own|{caller.user_id}"
    start = paging.start(query, org_id=caller.org_id)
    found = issued.list_own(by=caller, limit=paging.limit, start=start)
    return page_out(found, OwnCertificateOut.of, query, org_id=caller.org_id)


@router.get("/certificates/design")
def read_design(caller: Admin, choices: Choices, response: Response) -> DesignOut:
    """Read how the organization's certificates look."""
    design = choices.read_design()
    tag(response, design.revision)
    return DesignOut.model_validate(design)


@router.put("/certificates/design", responses=problems(PreconditionFailed, PreconditionRequired))
def change_design(
    wanted: DesignIn, caller: Admin, choices: Choices, expected: ExpectedRevision, response: Response
) -> DesignOut:
    """Say how the organization's certificates look from now on. Those that were issued stay as they are."""
    saved = choices.put_design(wanted.design(expected))
    tag(response, saved.revision)
    return DesignOut.model_validate(saved)


@router.get(
    "/certificates/verify/{code}",
    response_model=VerifiedOut,
    dependencies=[_verifications],
    responses=_PAGE | problems(CertificateNotFound),
)
def verify_certificate(code: Code, request: Request, _: Anyone) -> Any:
    """Verify a certificate by its code: JSON, or a page for people where HTML is asked for."""
    as_page = "text/html" in request.headers.get("accept", "")
    certificate = find_verified(code)
    if as_page and certificate:
        return HTMLResponse(page(certificate), headers=_HEADERS)
    if as_page:
        return HTMLResponse(unknown_page(), status_code=status.HTTP_404_NOT_FOUND, headers=_HEADERS)
    if certificate is None:
        raise CertificateNotFound
    return VerifiedOut.model_validate(certificate)


@router.get("/certificates/{certificate_id}", responses=problems(CertificateNotFound))
def read_certificate(certificate_id: PathId, caller: Member, issued: Issued) -> CertificateOut:
    """Read a certificate: your own, or one of a course that you care for."""
    return CertificateOut.of(issued.read(certificate_id, by=caller))


@router.get(
    "/certificates/{certificate_id}/file",
    responses=problems(CertificateNotFound, CertificateNotReady, CertificateInvalid),
)
def read_certificate_file(certificate_id: PathId, caller: Member, issued: Issued) -> FileOut:
    """Get an address under which the certificate's PDF can be read for five minutes."""
    return FileOut(url=issued.file(certificate_id, by=caller), expires_at=system_clock.now() + SHOWN_FOR)


@router.post("/certificates/{certificate_id}/revoke", responses=problems(CertificateNotFound))
def revoke_certificate(certificate_id: PathId, body: ReasonIn, caller: Staff, issued: Issued) -> CertificateOut:
    """Revoke a certificate, for good. Safe to repeat: the first reason stays. For the course's staff."""
    return CertificateOut.of(issued.revoke(certificate_id, body.reason, by=caller))


@router.post(
    "/certificates/{certificate_id}/reissue",
    status_code=status.HTTP_201_CREATED,
    responses=problems(CertificateNotFound, CertificateReplaced, IdempotencyKeyReused),
)
def reissue_certificate(
    certificate_id: PathId, body: ReasonIn, caller: Staff, issued: Issued, once: OnceByKey
) -> CertificateOut:
    """Issue a certificate anew, with what people and courses are called now; the old one is no longer valid.

    It happens once: a repeated request answers 409 and names the new one. For the course's staff.
    """
    return CertificateOut.of(issued.reissue(certificate_id, body.reason, by=caller, once=once))


app = create_app("certificates", [router], authenticate=authenticate)
handler = lambda_handler(app)
