"""Persons, their accounts, and e-mail addresses in the one form in which they are compared."""

import re
import unicodedata
from datetime import datetime

from pydantic import BaseModel, ConfigDict

MAX_EMAIL_LENGTH = 254
MAX_ORGANIZATIONS = 40
"""To how many organizations a person may belong; all their memberships are read in one call."""

# Who owns an address is proven by mail; this only keeps out what cannot be one, and whatever could end a mail header.
_EMAIL = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])?"
)


class NotAnEmailAddress(ValueError):
    """The text cannot be an e-mail address."""


def normalized_email(text: str) -> str:
    """The address in the form that is stored and compared. Raises ``NotAnEmailAddress``."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text.strip()).casefold())
    if len(folded) > MAX_EMAIL_LENGTH or not _EMAIL.fullmatch(folded):
        raise NotAnEmailAddress("must be an e-mail address")
    local, _, domain = folded.rpartition("@")
    if len(local) > 64:
        raise NotAnEmailAddress("must be an e-mail address")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode().lower()
        except UnicodeError:
            raise NotAnEmailAddress("must be an e-mail address") from None
    return f"{local}@{domain}"


class Account(BaseModel):
    """What signing in with an e-mail address needs. No password means that the address was never proven."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    email: str
    user_id: str
    password_hash: str | None = None
    revision: int = 0


class Person(BaseModel):
    """Somebody, once in the whole system.

    ``epoch`` counts up when all sessions are to end: a session of an older epoch is over.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    user_id: str
    email: str
    name: str
    locale: str
    time_zone: str
    epoch: int = 0
    org_ids: tuple[str, ...] = ()
    created_at: datetime
    updated_at: datetime
    revision: int = 0
