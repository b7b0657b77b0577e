"""The room's own secrets: what seals private keys, and what proves that a link or a refresh token is ours."""

import hashlib
import hmac
import json
import os
from contextlib import suppress
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared import aws, settings

NONCE_BYTES = 12
MIN_LENGTH = 32


def token_keys() -> list[bytes]:
    """The keys of links and refresh tokens: the one to make them with, and during a rotation the one before."""
    return _derived(aws.secret(settings.setting("LMS_SECRET_TOKENS")), b"tokens")


def seal(private_key: bytes, kid: str) -> bytes:
    """A private key as it is stored. It opens under its own name only."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_sealing_keys()[0]).encrypt(nonce, private_key, kid.encode())


def unseal(sealed: bytes, kid: str) -> bytes | None:
    """The private key that was sealed under this name; None if neither secret opens it."""
    for key in _sealing_keys():
        with suppress(InvalidTag):
            return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], kid.encode())
    return None


def _sealing_keys() -> list[bytes]:
    return _derived(aws.secret(settings.setting("LMS_SECRET_SIGNING_KEYS")), b"signing keys")


@cache
def _derived(stored: str, purpose: bytes) -> list[bytes]:
    """Keys from a secret, which is a text or, while it is rotated, ``{"current": "…", "previous": "…"}``."""
    values = json.loads(stored) if stored.startswith("{") else {"current": stored}
    texts = [values[name] for name in ("current", "previous") if values.get(name)]
    if any(len(text) < MIN_LENGTH for text in texts) or not values.get("current"):
        raise settings.MissingSetting(f"The secret of {purpose.decode()} must have at least {MIN_LENGTH} characters.")
    return [hmac.new(text.encode(), b"lms-identity|" + purpose, hashlib.sha256).digest() for text in texts]
