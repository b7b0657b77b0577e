"""The page on which anybody verifies a certificate: no script, nothing from elsewhere, readable on a phone."""

from html import escape

from functions.certificates.domain.certificates import Certificate
from functions.certificates.domain.codes import written
from functions.certificates.domain.words import WORDS

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""What a browser is to keep to."""

_STYLE = """
body{font-family:system-ui,sans-serif;margin:0;background:#f3f4f6;color:#1f2937;line-height:1.5}
main{max-width:36rem;margin:2rem auto;padding:2rem 1.5rem;background:#fff;border-top:.4rem solid var(--own)}
h1{font-size:1.1rem;margin:0 0 1.5rem;color:#4b5563;font-weight:600}
.who{font-size:1.8rem;font-weight:700;margin:.25rem 0;overflow-wrap:anywhere}
.what{font-size:1.3rem;font-weight:600;margin:.25rem 0 1.5rem;overflow-wrap:anywhere}
.verdict{padding:.75rem 1rem;font-weight:600;background:#e8f5e9;color:#1b5e20}.gone{background:#fdecea;color:#8a1c12}
dl{display:grid;grid-template-columns:auto 1fr;gap:.4rem 1rem;margin:1.5rem 0 0}dt{color:#4b5563}dd{margin:0}
"""


def page(certificate: Certificate) -> str:
    """What anybody may see of a certificate."""
    words = WORDS[certificate.language]
    rows = [
        (words.completed, words.day(certificate.completed_at, certificate.time_zone)),
        (words.issued, words.day(certificate.issued_at, certificate.time_zone)),
        (words.instructors, ", ".join(certificate.instructor_names)),
        (words.hours, f"{certificate.minutes / 60:.1f}".removesuffix(".0") if certificate.minutes else ""),
        (words.result, "" if certificate.score_percent is None else f"{certificate.score_percent} %"),
        (words.code, written(certificate.code)),
    ]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows if value)
    verdict = words.valid
    if certificate.revoked_at:
        verdict = f"{words.revoked} ({words.day(certificate.revoked_at, certificate.time_zone)})"
    content = (
        f'<p class="verdict{"" if certificate.valid else " gone"}" role="status">{escape(verdict)}</p>'
        f"<p>{escape(words.before)}</p>"
        f'<p class="who" dir="auto">{escape(certificate.learner_name)}</p>'
        f"<p>{escape(words.between)}</p>"
        f'<p class="what" dir="auto">{escape(certificate.course_title)}</p><dl>{listed}</dl>'
    )
    heading = f"{certificate.organization_name} · {words.title}"
    return _document(certificate.language, heading, content, certificate.color)


def unknown_page() -> str:
    """What is shown for a code that nothing has."""
    said = "".join(f'<p lang="{language}">{escape(words.unknown)}</p>' for language, words in WORDS.items())
    return _document("en", "Certificates", said, "#8a1c12")


def _document(language: str, heading: str, content: str, color: str) -> str:
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(heading)}</title>'
        f"<style>:root{{--own:{escape(color)}}}{_STYLE}</style>"
    )
    body = f'<main><h1 dir="auto">{escape(heading)}</h1>{content}</main>'
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'
