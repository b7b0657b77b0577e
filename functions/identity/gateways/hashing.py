"""Hashing of passwords with Argon2id, at the cost that OWASP recommends (19 MiB, two passes)."""

from functools import cache
from typing import TYPE_CHECKING, Protocol

from functions.identity.domain.passwords import normalized_password

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1

NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$HGrjST9bihd9C6d5Fz3rBw$dquBBij4nItq6yTq0Qm9MyJG8PPgl+vnzcjO9BxoYG4"
"""The hash of a random text that nobody knows. Checked in place of the hash of an account that is not there."""


class Hasher(Protocol):
    """Makes and checks hashes of passwords."""

    def hash(self, password: str) -> str:
        """A hash to store."""
        ...

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether the hash is of this password. Takes as long for no hash at all."""
        ...

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made at another cost than today's."""
        ...


class Argon2id:
    """The real one."""

    def hash(self, password: str) -> str:
        """A hash to store."""
        return _argon2().hash(normalized_password(password))

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether the hash is of this password. Takes as long for no hash at all."""
        from argon2.exceptions import InvalidHashError, VerifyMismatchError

        try:
            _argon2().verify(stored or NOBODYS_HASH, normalized_password(password))
        except (VerifyMismatchError, InvalidHashError):
            return False
        return stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made at another cost than today's."""
        return _argon2().check_needs_rehash(stored)


@cache
def _argon2() -> "PasswordHasher":
    # Imported late: only what signs people in or sets a password needs it, and only its functions have it in a layer.
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
