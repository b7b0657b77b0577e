"""What a certificate says, by language."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from functions.certificates.domain.designs import CertificateLanguage


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. The learner stands between ``before`` and ``between``, and the course follows."""

    title: str
    before: str
    between: str
    instructors: str
    completed: str
    issued: str
    hours: str
    result: str
    verify: str
    code: str
    valid: str
    revoked: str
    unknown: str
    months: str
    """The twelve, with spaces between."""

    def day(self, at: datetime, time_zone: str) -> str:
        """A day, as people write it there."""
        local = at.astimezone(ZoneInfo(time_zone))
        return f"{local.day} {self.months.split()[local.month - 1]} {local.year}"


WORDS = {
    CertificateLanguage.ENGLISH: Words(
        title="Certificate of Completion",
        before="This is to certify that",
        between="has completed the course",
        instructors="Taught by",
        completed="Completed on",
        issued="Issued on",
        hours="hours of study",
        result="Result",
        verify="Verify this certificate at",
        code="Code",
        valid="This certificate is valid.",
        revoked="This certificate was revoked and is no longer valid.",
        unknown="There is no certificate with this code.",
        months="January February March April May June July August September October November December",
    ),
    CertificateLanguage.HINDI: Words(
        title="पूर्णता प्रमाणपत्र",
        before="प्रमाणित किया जाता है कि",
        between="ने यह पाठ्यक्रम सफलतापूर्वक पूरा किया है",
        instructors="शिक्षक",
        completed="पूर्ण होने की तिथि",
        issued="जारी करने की तिथि",
        hours="घंटे का अध्ययन",
        result="परिणाम",
        verify="प्रमाणपत्र की जाँच यहाँ करें",
        code="कोड",
        valid="यह प्रमाणपत्र मान्य है।",
        revoked="यह प्रमाणपत्र रद्द किया गया है और अब मान्य नहीं है।",
        unknown="इस कोड का कोई प्रमाणपत्र नहीं है।",
        months="जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    ),
    CertificateLanguage.TAMIL: Words(
        title="நிறைவுச் சான்றிதழ்",
        before="இதன் மூலம் சான்றளிக்கப்படுவது",
        between="பின்வரும் பாடநெறியை நிறைவு செய்துள்ளார்",
        instructors="கற்பித்தவர்",
        completed="நிறைவு செய்த நாள்",
        issued="வழங்கப்பட்ட நாள்",
        hours="மணி நேரப் படிப்பு",
        result="மதிப்பெண்",
        verify="இந்தச் சான்றிதழைச் சரிபார்க்க",
        code="குறியீடு",
        valid="இந்தச் சான்றிதழ் செல்லுபடியாகும்.",
        revoked="இந்தச் சான்றிதழ் திரும்பப் பெறப்பட்டது; இனி செல்லாது.",
        unknown="இந்தக் குறியீட்டில் சான்றிதழ் எதுவும் இல்லை.",
        months="ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    ),
}
"""By language."""
