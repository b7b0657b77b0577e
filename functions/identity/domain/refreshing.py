"""Refresh tokens: opaque, 256 random bits, stored hashed, good for one use.

A token names its session and its generation, and carries our proof of having issued it. So a token of an older
generation is known to be one that was used before, without keeping any of them, and a made-up one cannot end anybody's
session.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from functions.identity.domain.tokens import encoded
from functions.identity.errors import RefreshTokenRefused

MAX_LENGTH = 200


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """What a token says."""

    user_id: str
    session_id: str
    generation: int
    secret: str

    @classmethod
    def issued(cls, user_id: str, session_id: str, generation: int) -> "RefreshToken":
        """A new token for a generation of a session."""
        return cls(user_id, session_id, generation, secrets.token_urlsafe(32))

    @property
    def digest(self) -> str:
        """What is stored of it. A plain hash is enough for 256 random bits."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def text(self, key: bytes) -> str:
        """The token as its owner keeps it."""
        return f"{self._content()}.{self._proof(key)}"

    @classmethod
    def read(cls, text: str, keys: Iterable[bytes]) -> "RefreshToken":
        """The token from its text. Raises ``RefreshTokenRefused`` for one that we never issued."""
        parts = text.split(".")
        if len(text) > MAX_LENGTH or len(parts) != 5 or not parts[2].isascii() or not parts[2].isdecimal():
            raise RefreshTokenRefused
        token = cls(parts[0], parts[1], int(parts[2][:9]), parts[3])
        if not any(hmac.compare_digest(parts[4].encode(), token._proof(key).encode()) for key in keys):
            raise RefreshTokenRefused
        return token

    def _content(self) -> str:
        return f"{self.user_id}.{self.session_id}.{self.generation}.{self.secret}"

    def _proof(self, key: bytes) -> str:
        return encoded(hmac.new(key, f"refresh|{self._content()}".encode(), hashlib.sha256).digest()[:16])
