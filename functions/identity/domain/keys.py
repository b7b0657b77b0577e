"""The keyring: which public keys sign access tokens, from when, and until when they are still believed."""

import secrets
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict

from functions.identity.domain.tokens import ALGORITHM, LIFE, decoded, encoded

ROTATED_EVERY = timedelta(days=90)
PUBLISHED_AHEAD = timedelta(minutes=10)
"""A new key is public this long before it signs: longer than anybody keeps a copy of the keyring."""
BELIEVED_AFTER = LIFE + timedelta(minutes=45)
"""An old key is believed this long after its last signature: longer than any token lives."""


class PublicKey(BaseModel):
    """A key that tokens are checked with."""

    model_config = ConfigDict(frozen=True)

    kid: str
    public: str
    created_at: datetime
    signs_from: datetime
    retires_at: datetime | None = None

    def loaded(self) -> Ed25519PublicKey:
        """The key itself."""
        return Ed25519PublicKey.from_public_bytes(decoded(self.public))

    def as_jwk(self) -> dict[str, str]:
        """The key as RFC 8037 writes it."""
        return {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": self.public,
            "kid": self.kid,
            "use": "sig",
            "alg": ALGORITHM,
        }


class Keyring(BaseModel):
    """All keys that may be believed now or soon, oldest first."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    keys: tuple[PublicKey, ...] = ()
    revision: int = 0

    def find(self, kid: str, now: datetime) -> PublicKey | None:
        """The key of that name, if it is still believed."""
        return next((key for key in self.keys if key.kid == kid and _believed(key, now)), None)

    def signing(self, now: datetime) -> list[PublicKey]:
        """The keys that may sign now, the one that should first: the newest whose time has come. On a slow clock that
        is the first one of all."""
        believed = [key for key in self.keys if _believed(key, now)]
        ready = [key for key in believed if key.signs_from <= now]
        return sorted(ready or believed[:1], key=lambda key: key.signs_from, reverse=True)

    def is_due(self, now: datetime) -> bool:
        """Whether it is time for a new key."""
        return not self.keys or max(key.created_at for key in self.keys) + ROTATED_EVERY <= now

    def with_new(self, key: PublicKey, now: datetime) -> "Keyring":
        """The keyring with a new key; the others retire after it has taken over, and the retired ones go."""
        until = key.signs_from + BELIEVED_AFTER
        older = [
            old if old.retires_at else old.model_copy(update={"retires_at": until})
            for old in self.keys
            if _believed(old, now)
        ]
        return self.model_copy(update={"keys": (*older, key)})

    def without(self, kid: str) -> "Keyring":
        """The keyring without a key that nobody may believe any more."""
        return self.model_copy(update={"keys": tuple(key for key in self.keys if key.kid != kid)})


def new_key(now: datetime, *, signs_from: datetime) -> tuple[PublicKey, bytes]:
    """A fresh pair: the public key as published, and the 32 bytes of the private one."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    kid = f"{now:%Y%m%d}-{secrets.token_hex(8)}"
    key = PublicKey(kid=kid, public=encoded(public), created_at=now, signs_from=signs_from)
    return key, private.private_bytes_raw()


def _believed(key: PublicKey, now: datetime) -> bool:
    return key.retires_at is None or now < key.retires_at
