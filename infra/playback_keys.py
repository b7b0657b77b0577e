"""The keys that sign what CloudFront shows: a room's secret, whose public halves the edge trusts.

The secret is ``{"keys": [{"key_id", "private_key"}, …]}``, the newest first. A new key has no id until CloudFront has
given it one, and signs nothing before; the one before it is trusted until the next rotation.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

MOST = 2


@dataclass(frozen=True)
class PlaybackKey:
    """One key pair. ``key_id`` is CloudFront's name for it."""

    private_key: str
    key_id: str | None = None

    @classmethod
    def new(cls) -> "PlaybackKey":
        """A fresh one."""
        made = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return cls(made.decode())

    @property
    def public_key(self) -> str:
        """What the edge needs to know of it, as PEM."""
        public = serialization.load_pem_private_key(self.private_key.encode(), password=None).public_key()
        return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


@dataclass(frozen=True)
class KeyRing:
    """All keys that the edge trusts."""

    keys: tuple[PlaybackKey, ...] = ()

    @classmethod
    def read(cls, secret: str) -> "KeyRing":
        """The keys of a secret, which may never have been written."""
        try:
            stored = json.loads(secret)["keys"]
        except (ValueError, TypeError, KeyError):  # what it was made with: random letters
            return cls()
        return cls(tuple(PlaybackKey(key["private_key"], key.get("key_id")) for key in stored))

    def text(self) -> str:
        """The secret."""
        return json.dumps({"keys": [{"key_id": key.key_id, "private_key": key.private_key} for key in self.keys]})

    @property
    def public_keys(self) -> tuple[str, ...]:
        """What the edge is to trust."""
        return tuple(key.public_key for key in self.keys)

    def rotated(self) -> "KeyRing":
        """A new key before the one that signs now; a key that never signed is dropped, as is the one before."""
        signing = [key for key in self.keys if key.key_id][: MOST - 1]
        return KeyRing((PlaybackKey.new(), *signing))

    def named(self, ids: Mapping[str, str]) -> "KeyRing":
        """The keys with the ids that the edge has given them, by their marks."""
        return KeyRing(tuple(replace(key, key_id=ids.get(mark_of(key.public_key), key.key_id)) for key in self.keys))


def mark_of(public_key: str) -> str:
    """A short name for a public key, before CloudFront has given it one."""
    return hashlib.sha256(public_key.encode()).hexdigest()[:12]


def local_ring() -> KeyRing:
    """Keys for a machine without CloudFront, which names them by their marks."""
    ring = KeyRing().rotated()
    return ring.named({mark_of(key): f"K{mark_of(key).upper()}" for key in ring.public_keys})
