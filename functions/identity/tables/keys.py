"""Rows of signing keys."""

from pynamodb.attributes import BinaryAttribute, JSONAttribute, UTCDateTimeAttribute

from functions.identity.tables.base import IdentityRow
from shared.dynamo import Key


class KeyringRow(IdentityRow, discriminator="Keyring"):
    """The public keys: all in one row, so that a change of them is one condition."""

    keys = JSONAttribute()

    @staticmethod
    def key() -> Key:
        """Where the keyring stands."""
        return "GLOBAL#KEYS", "KEYRING"


class SealedKeyRow(IdentityRow, discriminator="SealedKey"):
    """A private key, sealed with identity's secret."""

    sealed = BinaryAttribute(legacy_encoding=False)
    created_at = UTCDateTimeAttribute()

    @staticmethod
    def key(kid: str) -> Key:
        """Where a private key stands."""
        return "GLOBAL#KEYS", f"SEALED#{kid}"
