"""Links in mails: ids, and a proof that they came from us.

Nothing of a link is stored, so the store gives away no link; whoever has the key can make the same link again, which is
what a repeated mail needs. Whether a link is still good is for the row behind its ids to say.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable

MAX_LENGTH = 200


def link_token(key: bytes, purpose: str, *ids: str) -> str:
    """What goes into the link. A link of one purpose is worth nothing for another."""
    content = ".".join(ids)
    return f"{content}.{_proof(key, purpose, content)}"


def opened_link(keys: Iterable[bytes], purpose: str, token: str) -> list[str] | None:
    """The ids that the link is for; None unless we made it for this purpose."""
    content, _, proof = token.rpartition(".")
    proofs = [_proof(key, purpose, content) for key in keys] if len(token) <= MAX_LENGTH and token.isascii() else []
    if not any(hmac.compare_digest(proof.encode(), right.encode()) for right in proofs):
        return None
    return content.split(".")


def _proof(key: bytes, purpose: str, content: str) -> str:
    digest = hmac.new(key, f"link|{purpose}|{content}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
