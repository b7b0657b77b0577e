"""How an organization's certificates look, and what they say: a choice among what the template can do."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

DEFAULT_COLOR = "#1f4e79"


class CertificateLayout(StrEnum):
    """What stands where."""

    CLASSIC = "classic"
    """Centred, within a frame."""
    MODERN = "modern"
    """From the left, beside a band of colour."""


class CertificateLanguage(StrEnum):
    """In which language a certificate is written."""

    ENGLISH = "en"
    HINDI = "hi"
    TAMIL = "ta"


class Design(BaseModel):
    """An organization's choice."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    layout: CertificateLayout = CertificateLayout.CLASSIC
    language: CertificateLanguage | None = None
    """None: the organization's own, where a certificate can be written in it, else English."""
    color: str | None = None
    """As ``#rrggbb``; None: the organization's own."""
    signatory: str | None = None
    signatory_role: str | None = None
    shows_instructors: bool = True
    shows_hours: bool = True
    shows_score: bool = False
    revision: int = 0

    def language_for(self, locale: str) -> CertificateLanguage:
        """The language of a certificate of an organization with this locale."""
        if self.language:
            return self.language
        spoken = locale.partition("-")[0]
        return CertificateLanguage(spoken) if spoken in set(CertificateLanguage) else CertificateLanguage.ENGLISH
