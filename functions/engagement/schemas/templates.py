"""Bodies about the words of notices."""

from typing import Annotated, Any

from pydantic import ConfigDict, StringConstraints

from functions.engagement.domain.categories import Category
from functions.engagement.domain.languages import SPEECHES
from functions.engagement.domain.rules import Rule
from functions.engagement.domain.sayings import Language, Saying
from functions.engagement.domain.templates import NoticeTemplate
from shared.mail import Mail
from shared.schemas import In, Line, Out, Printable

_WORDS: dict[str, Any] = {
    "title": "Well done, {{name}}: {{course}}",
    "text": "You have completed {{course}} at {{organization}}.",
}
_TEMPLATE: dict[str, Any] = {
    "kind": "course_completed",
    "language": "en",
    "category": "learning",
    "mailed": True,
    "placeholders": ["name", "organization", "course"],
    "own": True,
    **_WORDS,
}


class NoticeTemplateIn(In):
    """An organization's own words for a kind of notice. `{{course}}` and the like are filled in; all else is as it is.

    The title is also the subject of the mail. Empty lines part the text's paragraphs.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_WORDS]})

    title: Line
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), Printable]


class NoticeTemplateOut(Out):
    """The words of a kind of notice in one language: `own` says whether they are the organization's or ours."""

    model_config = ConfigDict(json_schema_extra={"examples": [_TEMPLATE]})

    kind: str
    language: Language
    category: Category
    mailed: bool
    placeholders: list[str]
    own: bool
    title: str
    text: str

    @classmethod
    def of(cls, rule: Rule, language: Language, own: NoticeTemplate | None) -> "NoticeTemplateOut":
        """The answer for a kind's words."""
        said: Saying | NoticeTemplate = own or SPEECHES[language].sayings[rule.kind]
        return cls(
            kind=rule.kind,
            language=language,
            category=rule.category,
            mailed=rule.mails,
            placeholders=[placeholder.value for placeholder in rule.allowed],
            own=own is not None,
            title=said.title,
            text=said.text,
        )


class NoticeTemplatesOut(Out):
    """The words of every kind of notice in every language."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_TEMPLATE]}]})

    items: list[NoticeTemplateOut]


class NoticePreviewOut(Out):
    """The mail that some words make, with made-up facts."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "subject": "Well done, Asha: …",
                    "text": "Hello Asha,\n\nYou have completed … at Lotus Academy.\n",
                    "html": "<!doctype html>…",
                }
            ]
        }
    )

    subject: str
    text: str
    html: str

    @classmethod
    def of(cls, mail: Mail) -> "NoticePreviewOut":
        """The answer for a mail."""
        return cls(subject=mail.subject, text=mail.text, html=mail.html)
