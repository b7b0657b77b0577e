"""From a kind of letter and its facts to a mail. Facts are people's own words, so HTML never gets them unescaped."""

from collections.abc import Iterable
from enum import StrEnum
from html import escape
from string import Template

from functions.identity.service.letters import english, hindi
from functions.identity.service.letters.words import Words
from shared.mail import Mail


class Letter(StrEnum):
    """The kinds of letters."""

    CONFIRM = "confirm"
    CONFIRM_KNOWN = "confirm_known"
    CONFIRM_ORGANIZATION = "confirm_organization"
    ALREADY_MEMBER = "already_member"
    RESET_PASSWORD = "reset_password"
    PASSWORD_CHANGED = "password_changed"
    SESSION_ENDED = "session_ended"
    INVITATION = "invitation"


LETTERS: dict[str, dict[str, Words]] = {"en": english.LETTERS, "hi": hindi.LETTERS}
ROLES: dict[str, dict[str, str]] = {"en": english.ROLES, "hi": hindi.ROLES}

_HTML = Template(
    """<!doctype html>
<html lang="$language">
<body style="margin:0;background:#f4f4f5;font-family:system-ui,sans-serif;color:#18181b">
<div style="max-width:560px;margin:0 auto;padding:32px 24px;background:#ffffff">
$paragraphs
</div>
</body>
</html>
"""
)
_PARAGRAPH = Template('<p style="font-size:16px;line-height:1.5">$text</p>')
_BUTTON = Template(
    '<p style="margin:28px 0"><a href="$link" style="display:inline-block;padding:12px 20px;border-radius:6px;'
    'background:#1d4ed8;color:#ffffff;text-decoration:none">$label</a></p>\n'
    '<p style="font-size:13px;color:#52525b;word-break:break-all">$link</p>'
)


def write(letter: Letter, locale: str, *, to: str, link: str = "", **facts: str) -> Mail:
    """The mail in the language of the locale; English where we do not speak it."""
    language = _language(locale)
    words = LETTERS[language][letter]
    plain = [Template(paragraph).substitute(facts) for paragraph in words.paragraphs]
    escaped = {name: escape(fact) for name, fact in facts.items()}
    rich = [_PARAGRAPH.substitute(text=Template(paragraph).substitute(escaped)) for paragraph in words.paragraphs]
    if words.button:
        place = len(words.paragraphs) - words.after
        plain.insert(place, f"{words.button}:\n{link}")
        rich.insert(place, _BUTTON.substitute(link=escape(link), label=escape(words.button)))
    return Mail(
        to=to,
        subject=Template(words.subject).substitute(facts),
        text="\n\n".join(plain) + "\n",
        html=_HTML.substitute(language=language, paragraphs="\n".join(rich)),
    )


def roles_in_words(roles: Iterable[str], locale: str) -> str:
    """What somebody is, in the language of the locale."""
    return ", ".join(ROLES[_language(locale)][role] for role in roles)


def _language(locale: str) -> str:
    spoken = locale.partition("-")[0]
    return spoken if spoken in LETTERS else "en"
