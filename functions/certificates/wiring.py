"""Puts certificates' services together."""

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends

from functions.certificates.domain.certificates import Certificate
from functions.certificates.errors import CertificateNotFound
from functions.certificates.gateways import CertificateFiles
from functions.certificates.repository import CertificateRepository, CodeRepository
from functions.certificates.service.certificates import CertificateService, find_org_of
from functions.certificates.service.choices import ChoiceService
from functions.certificates.service.issuing import IssuingService
from shared.auth import of_tenant

if TYPE_CHECKING:
    from functions.certificates.service.typesetting import TypesettingService


def issuing_service(org_id: str) -> IssuingService:
    """A tenant's certificates as they are earned."""
    return IssuingService(CertificateRepository(org_id))


def certificate_service(org_id: str) -> CertificateService:
    """A tenant's certificates."""
    return CertificateService(CertificateRepository(org_id), issuing_service(org_id), CertificateFiles(org_id))


def typesetting_service(org_id: str) -> "TypesettingService":
    """A tenant's files of certificates; only where the layer `typesetting` is."""
    from functions.certificates.service.typesetting import TypesettingService

    return TypesettingService(CertificateRepository(org_id), CertificateFiles(org_id))


def find_verified(code: str) -> Certificate | None:
    """The certificate that a code verifies, whosever it is."""
    with suppress(CertificateNotFound):
        org_id, certificate_id = find_org_of(CodeRepository(), code)
        return certificate_service(org_id).verified(certificate_id)
    return None


def _choice_service(org_id: str) -> ChoiceService:
    return ChoiceService(CertificateRepository(org_id))


Issuing = Annotated[IssuingService, Depends(of_tenant(issuing_service))]
"""The certificates that people of the caller's organization earn."""
Issued = Annotated[CertificateService, Depends(of_tenant(certificate_service))]
"""The certificates of the caller's organization."""
Choices = Annotated[ChoiceService, Depends(of_tenant(_choice_service))]
"""What certificates of the caller's organization ask for, and how they look."""
