"""From a kind of letter and its facts to a mail. Facts are people's own words, so HTML never gets them unescaped."""

from collections.abc import Iterable
from enum import StrEnum

from functions.identity.service.letters import english, hindi
from shared.letters import Words, compose
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


def write(letter: Letter, locale: str, *, to: str, link: str = "", **facts: str) -> Mail:
    """The mail in the language of the locale; English where we do not speak it."""
    language = _language(locale)
    return compose(LETTERS[language][letter], language, to=to, facts=facts, link=link)


def roles_in_words(roles: Iterable[str], locale: str) -> str:
    """What somebody is, in the language of the locale."""
    return ", ".join(ROLES[_language(locale)][role] for role in roles)


def _language(locale: str) -> str:
    spoken = locale.partition("-")[0]
    return spoken if spoken in LETTERS else "en"
