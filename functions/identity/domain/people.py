"""Persons, their accounts, and e-mail addresses in the one form in which they are compared."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.identity.errors import TooManyOrganizations
from shared.clock import epoch_seconds

MAX_EMAIL_LENGTH = 254
MAX_ORGANIZATIONS = 40
"""To how many organizations a person may belong; all their memberships are read in one call."""
MOST_ZONES = 20
"""Of so many changes of time zone it is known where somebody was before."""

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


class NotAName(ValueError):
    """The text cannot be a person's name."""


def checked_name(text: str) -> str:
    """The name, if it is one. Raises ``NotAName`` also for what a spreadsheet would take for a formula, or a mail for
    a link: names stand in both."""
    if text[:1] in {"=", "+", "-", "@"}:
        raise NotAName("must not begin with a sign that spreadsheets calculate with")
    if "://" in text or "www." in text.casefold():
        raise NotAName("must not be an address of the web")
    if not any(character.isalpha() for character in text):
        raise NotAName("must have letters")
    return text


class Account(BaseModel):
    """What signing in with an e-mail address needs. No password means that the address was never proven.

    ``reset_id`` is the latest request for a new password, whose link is the only good one; a change of the password
    moves it past all requests. ``known_places`` are digests of where this account was signed in to.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    email: str
    user_id: str
    password_hash: str | None = None
    reset_id: str | None = None
    known_places: tuple[str, ...] = ()
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
    earlier_zones: tuple[tuple[int, str], ...] = ()
    """Where they were before: until when (in seconds since 1970), and in which zone. The latest twenty."""
    epoch: int = 0
    org_ids: tuple[str, ...] = ()
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    def edited(self, changes: Mapping[str, str], now: datetime) -> "Person":
        """The person with other words about them. In which zone they were until now is kept."""
        changed = self.model_copy(update={**changes, "updated_at": now})
        if changed.time_zone == self.time_zone:
            return changed
        zones = (*self.earlier_zones, (epoch_seconds(now), self.time_zone))
        return changed.model_copy(update={"earlier_zones": zones[-MOST_ZONES:]})

    def joining(self, org_id: str) -> "Person":
        """The person as one who belongs to this organization too. Raises ``TooManyOrganizations``."""
        if org_id in self.org_ids:
            return self
        if len(self.org_ids) >= MAX_ORGANIZATIONS:
            raise TooManyOrganizations
        return self.model_copy(update={"org_ids": (*self.org_ids, org_id)})

    def leaving(self, org_id: str) -> "Person":
        """The person as one who does not belong to this organization."""
        return self.model_copy(update={"org_ids": tuple(other for other in self.org_ids if other != org_id)})

    def signed_out(self, now: datetime) -> "Person":
        """The person with all sessions over that are not of the new epoch."""
        return self.model_copy(update={"epoch": self.epoch + 1, "updated_at": now})
