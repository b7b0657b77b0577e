"""Signing access tokens, and turning the keyring without signing anybody out."""

from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from functions.identity.domain import tokens
from functions.identity.domain.keys import PUBLISHED_AHEAD, Keyring, PublicKey, new_key
from functions.identity.domain.sessions import Session
from functions.identity.gateways.safe import seal, unseal
from functions.identity.repository.keys import KeyRepository
from shared import settings
from shared.clock import epoch_seconds, system_clock
from shared.dynamo import undisturbed
from shared.observability import log
from shared.remembering import Memory

_unsealed: Memory[str, Ed25519PrivateKey] = Memory(timedelta(minutes=10), most=3)


class SigningService:
    """The keys behind access tokens."""

    def __init__(self, keys: KeyRepository) -> None:
        self._keys = keys

    def access_token(self, session: Session) -> str:
        """A token for what a session may do, for as long as tokens live."""
        now = epoch_seconds(system_clock.now())
        claims = tokens.Claims(
            session.user_id, session.org_id, session.session_id, now, now + int(tokens.LIFE.total_seconds())
        )
        key, private = self.current()
        return tokens.sign(claims, private, key.kid, settings.setting("LMS_ISSUER"))

    def current(self) -> tuple[PublicKey, Ed25519PrivateKey]:
        """The key that signs now. The very first request of all makes the first one; of several, one does.

        A key that cannot be opened, because its secret was replaced, is passed over for one that can.
        """
        return self._usable(self._keys.remembered_keyring()) or undisturbed(self._first)

    def rotate_when_due(self) -> PublicKey | None:
        """Every quarter of a year, publish a key that will sign soon. None if it is not time yet."""
        if not self._keys.get_keyring().is_due(system_clock.now()):
            return None
        return self.rotate()

    def rotate(self) -> PublicKey:
        """Publish a new key now.

        It signs once every verifier knows it; the old one is believed while its tokens live.
        """
        return undisturbed(self._add_key)

    def retire(self, kid: str) -> None:
        """Believe a key no longer, because it may be known to others. Its tokens end within a minute."""

        def remove() -> None:
            keyring = self._keys.get_keyring()
            if keyring.find(kid, system_clock.now()):
                self._keys.save(keyring.without(kid))
                log("signing_key.retired", kid=kid)

        undisturbed(remove)

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The public keys, as RFC 7517 writes them."""
        keyring, now = self._keys.remembered_keyring(), system_clock.now()
        return {"keys": [key.as_jwk() for key in keyring.keys if keyring.find(key.kid, now)]}

    def _usable(self, keyring: Keyring) -> tuple[PublicKey, Ed25519PrivateKey] | None:
        for key in keyring.signing(system_clock.now()):
            private = _unsealed.find(key.kid) or self._open(key.kid)
            if private:
                return key, private
        return None

    def _open(self, kid: str) -> Ed25519PrivateKey | None:
        sealed = self._keys.find_sealed(kid)
        private = unseal(sealed, kid) if sealed else None
        if private is None:
            log("signing_key.not_opened", kid=kid)
            return None
        return _unsealed.keep(kid, Ed25519PrivateKey.from_private_bytes(private))

    def _first(self) -> tuple[PublicKey, Ed25519PrivateKey]:
        keyring = self._keys.get_keyring()
        usable = self._usable(keyring)
        if usable:
            return usable
        key = self._store(keyring, signs_from_now=True)
        private = self._open(key.kid)
        if private is None:
            raise LookupError(f"The private key of {key.kid} was stored, but cannot be opened.")
        return key, private

    def _add_key(self) -> PublicKey:
        return self._store(self._keys.get_keyring(), signs_from_now=False)

    def _store(self, keyring: Keyring, *, signs_from_now: bool) -> PublicKey:
        now = system_clock.now()
        key, private = new_key(now, signs_from=now if signs_from_now else now + PUBLISHED_AHEAD)
        self._keys.save(keyring.with_new(key, now), new=(key.kid, seal(private, key.kid)))
        log("signing_key.published", kid=key.kid, signs_from=key.signs_from.isoformat())
        return key
