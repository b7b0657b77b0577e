"""The room's own secrets: what seals private keys, and what proves that a link or a refresh token is ours."""

import hashlib
import hmac
import os
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared import aws, settings

NONCE_BYTES = 12


def token_key() -> bytes:
    """The key of links and refresh tokens."""
    return _derived(settings.setting("LMS_SECRET_TOKENS"), b"tokens")


def seal(private_key: bytes, kid: str) -> bytes:
    """A private key as it is stored. It opens under its own name only."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _sealer().encrypt(nonce, private_key, kid.encode())


def unseal(sealed: bytes, kid: str) -> bytes:
    """The private key that was sealed under this name."""
    return _sealer().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], kid.encode())


def _sealer() -> AESGCM:
    return AESGCM(_derived(settings.setting("LMS_SECRET_SIGNING_KEYS"), b"signing keys"))


@cache
def _derived(arn: str, purpose: bytes) -> bytes:
    return hmac.new(aws.secret(arn).encode(), b"lms-identity|" + purpose, hashlib.sha256).digest()
