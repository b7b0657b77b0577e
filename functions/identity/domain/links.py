"""What links in mails are for."""

from collections.abc import Iterable
from enum import StrEnum

from functions.identity.errors import LinkNotValid
from shared import links
from shared.links import link_token

__all__ = ["Purpose", "link_token", "opened_link"]


class Purpose(StrEnum):
    """What a link is for. A link of one purpose is worth nothing for another."""

    REGISTRATION = "registration"
    PASSWORD_RESET = "password_reset"
    INVITATION = "invitation"


def opened_link(keys: Iterable[bytes], purpose: Purpose, token: str) -> list[str]:
    """The ids that the link is for. Raises ``LinkNotValid`` unless we made it for this purpose."""
    ids = links.opened_link(keys, purpose, token)
    if ids is None:
        raise LinkNotValid
    return ids
