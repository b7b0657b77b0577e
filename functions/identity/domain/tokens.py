"""Access tokens: JSON Web Tokens (RFC 9068) in exactly one form, signed with Ed25519.

There is one algorithm, one type and one audience, so nothing about a token is negotiable. The header's ``kid`` only
picks one of the keys that are known anyway. Written out here, on the signature of ``cryptography``, because a JWT
library brings some 100 ms of imports to every cold start for choices that must not exist.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from functions.identity.errors import TokenRefused

ALGORITHM = "EdDSA"
TYPE = "at+jwt"
AUDIENCE = "lms-api"
LIFE = timedelta(minutes=15)
LEEWAY_S = 5
"""By how much the clocks of two machines may differ."""
MAX_LENGTH = 2048
MAX_HEADER_LENGTH = 256


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says: who, for which organization, in which session, from when until when."""

    user_id: str
    org_id: str
    session_id: str
    issued_at: int
    expires_at: int


def sign(claims: Claims, key: Ed25519PrivateKey, kid: str, issuer: str) -> str:
    """The token that says these claims."""
    header = {"alg": ALGORITHM, "kid": kid, "typ": TYPE}
    payload = {
        "aud": AUDIENCE,
        "exp": claims.expires_at,
        "iat": claims.issued_at,
        "iss": issuer,
        "org": claims.org_id,
        "sid": claims.session_id,
        "sub": claims.user_id,
    }
    signed = f"{_packed(header)}.{_packed(payload)}"
    return f"{signed}.{encoded(key.sign(signed.encode()))}"


def kid_of(token: str) -> str:
    """Which key the token says that it was signed with. Raises ``TokenRefused`` unless its header is one of ours."""
    header = _unpacked(token.partition(".")[0], MAX_HEADER_LENGTH)
    if set(header) != {"alg", "kid", "typ"} or header["alg"] != ALGORITHM or header["typ"] != TYPE:
        raise TokenRefused
    kid = header["kid"]
    if not isinstance(kid, str):
        raise TokenRefused
    return kid


def verify(token: str, key: Ed25519PublicKey, *, issuer: str, now: int) -> Claims:
    """What the token says. Raises ``TokenRefused`` unless this key signed it, for us, and its time is now."""
    signed, _, signature = token.rpartition(".")
    try:
        key.verify(decoded(signature), signed.encode("ascii"))
    except (InvalidSignature, UnicodeEncodeError):
        raise TokenRefused from None
    payload = _unpacked(signed.partition(".")[2], MAX_LENGTH)
    try:
        claims = Claims(payload["sub"], payload["org"], payload["sid"], payload["iat"], payload["exp"])
        ours = payload["iss"] == issuer and payload["aud"] == AUDIENCE
    except KeyError:
        raise TokenRefused from None
    if not ours or not _has_types(claims):
        raise TokenRefused
    if not claims.issued_at - LEEWAY_S <= now < claims.expires_at:
        raise TokenRefused("The access token has expired.")
    return claims


def encoded(data: bytes) -> str:
    """Base64url without padding (RFC 7515)."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """The bytes of base64url without padding. Raises ``TokenRefused`` for anything but the one way to write them."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise TokenRefused from None
    if encoded(data) != text:
        raise TokenRefused
    return data


def _packed(content: dict[str, Any]) -> str:
    return encoded(json.dumps(content, separators=(",", ":")).encode())


def _unpacked(text: str, most: int) -> dict[str, Any]:
    if len(text) > most:
        raise TokenRefused
    try:
        content = json.loads(decoded(text))
    except (ValueError, RecursionError):
        raise TokenRefused from None
    if not isinstance(content, dict):
        raise TokenRefused
    return content


def _has_types(claims: Claims) -> bool:
    texts = (claims.user_id, claims.org_id, claims.session_id)
    times = (claims.issued_at, claims.expires_at)
    return all(type(text) is str for text in texts) and all(type(moment) is int for moment in times)
