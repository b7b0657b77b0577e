"""Reads and writes of signing keys."""

import json
from datetime import timedelta

from functions.identity.domain.keys import Keyring, PublicKey
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.keys import KeyringRow, SealedKeyRow
from shared.clock import system_clock
from shared.dynamo import GlobalRepository
from shared.remembering import Memory

REMEMBERED_FOR = timedelta(minutes=1)
ASKED_AGAIN_AFTER = timedelta(seconds=3)

_keyrings: Memory[str, Keyring] = Memory(REMEMBERED_FOR, most=1)
_asked: Memory[str, bool] = Memory(ASKED_AGAIN_AFTER, most=1)


class KeyRepository(GlobalRepository):
    """The keyring, and the sealed private keys."""

    table = IdentityRow

    def find_public(self, kid: str) -> PublicKey | None:
        """The public key of that name. The keyring is remembered, and read again for a name that is not on it, but
        never more often than every ``ASKED_AGAIN_AFTER``: anybody can make up names."""
        now = system_clock.now()
        keyring = _keyrings.find("")
        key = keyring.find(kid, now) if keyring else None
        if key is None and not _asked.find(""):
            key = self.get_keyring().find(kid, now)
        return key

    def remembered_keyring(self) -> Keyring:
        """The keyring, at most a minute old."""
        return _keyrings.find("") or self.get_keyring()

    def get_keyring(self) -> Keyring:
        """The keyring as it is now; empty before the first key."""
        row = self._find(KeyringRow, KeyringRow.key(), consistent=True)
        _asked.keep("", True)
        return _keyrings.keep("", Keyring.model_validate(row) if row else Keyring())

    def find_sealed(self, kid: str) -> bytes | None:
        """A private key as it is stored."""
        row = self._find(SealedKeyRow, SealedKeyRow.key(kid), consistent=True)
        return row.sealed if row else None

    def save(self, keyring: Keyring, new: tuple[str, bytes] | None = None) -> None:
        """Store the keyring, and a new sealed key by its name; ``ConditionFailed`` if somebody else was faster."""
        pk, sk = KeyringRow.key()
        keys = json.loads(keyring.model_dump_json(include={"keys"}))["keys"]
        row = KeyringRow(pk=pk, sk=sk, keys=keys, revision=keyring.revision)
        with self._transaction() as transaction:
            transaction.store(row)
            if new:
                kid, sealed = new
                pk, sk = SealedKeyRow.key(kid)
                transaction.create(SealedKeyRow(pk=pk, sk=sk, sealed=sealed, created_at=system_clock.now()))
        _keyrings.forget()
        _asked.forget()
