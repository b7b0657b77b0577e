"""Links in mails: an id, and a proof that it came from us.

Nothing of a link is stored but the id of what it is for, so the store gives away no link; whoever has the key can make
the same link again, which is what a repeated mail needs. Whether a link is still good is for the row behind its id to
say.
"""

import hashlib
import hmac
from collections.abc import Iterable
from enum import StrEnum

from functions.identity.domain.tokens import encoded
from functions.identity.errors import LinkNotValid

MAX_LENGTH = 200


class Purpose(StrEnum):
    """What a link is for. A link of one purpose is worth nothing for another."""

    REGISTRATION = "registration"
    PASSWORD_RESET = "password_reset"
    INVITATION = "invitation"


def link_token(key: bytes, purpose: Purpose, *ids: str) -> str:
    """What goes into the link."""
    content = ".".join(ids)
    return f"{content}.{_proof(key, purpose, content)}"


def opened_link(keys: Iterable[bytes], purpose: Purpose, token: str) -> list[str]:
    """The ids that the link is for. Raises ``LinkNotValid`` unless we made it for this purpose."""
    content, _, proof = token.rpartition(".")
    proofs = [_proof(key, purpose, content) for key in keys] if len(token) <= MAX_LENGTH else []
    if not any(hmac.compare_digest(proof.encode(), right.encode()) for right in proofs):
        raise LinkNotValid
    return content.split(".")


def _proof(key: bytes, purpose: Purpose, content: str) -> str:
    return encoded(hmac.new(key, f"link|{purpose}|{content}".encode(), hashlib.sha256).digest())
