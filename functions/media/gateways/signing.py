"""Signing what CloudFront lets through: cookies for everything below a path, and addresses of single files.

CloudFront checks them without asking anybody. It knows the public keys by their ids; the private ones are the room's
secret, ``{"keys": [{"key_id", "private_key"}, …]}`` with the newest first. A key signs once CloudFront has given it an
id, and is trusted until it leaves the list.
"""

import base64
import json
from datetime import datetime
from functools import cache
from typing import Protocol
from urllib.parse import urlencode

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from functions.media.errors import PlaybackUnavailable
from shared import aws, settings
from shared.clock import epoch_seconds

HASH = "SHA256"
_INSTEAD = str.maketrans("+=/", "-_~")


class Signer(Protocol):
    """Signs for a while."""

    def cookies(self, below: str, until: datetime) -> tuple[tuple[str, str], ...]:
        """Cookies by name that open every address that begins so."""
        ...

    def url(self, address: str, until: datetime) -> str:
        """The address with what opens it."""
        ...


class CloudFront:
    """The real one. ECDSA on P-256 with SHA-256: a short signature, which every request carries."""

    def cookies(self, below: str, until: datetime) -> tuple[tuple[str, str], ...]:
        """Cookies by name that open every address that begins so."""
        key_id, key = _key(aws.secret(settings.setting("LMS_SECRET_PLAYBACK")))
        policy = _policy(f"{below}*", until)
        return (
            ("CloudFront-Policy", _encoded(policy)),
            ("CloudFront-Signature", _encoded(_signature(key, policy))),
            ("CloudFront-Key-Pair-Id", key_id),
            ("CloudFront-Hash-Algorithm", HASH),
        )

    def url(self, address: str, until: datetime) -> str:
        """The address with what opens it."""
        key_id, key = _key(aws.secret(settings.setting("LMS_SECRET_PLAYBACK")))
        query = {
            "Expires": epoch_seconds(until),
            "Signature": _encoded(_signature(key, _policy(address, until))),
            "Key-Pair-Id": key_id,
            "Hash-Algorithm": HASH,
        }
        return f"{address}?{urlencode(query)}"


def _policy(resource: str, until: datetime) -> bytes:
    """The statement that is signed. CloudFront builds that of an address itself, so no character may differ."""
    condition = {"DateLessThan": {"AWS:EpochTime": epoch_seconds(until)}}
    statement = {"Resource": resource, "Condition": condition}
    return json.dumps({"Statement": [statement]}, separators=(",", ":")).encode()


def _signature(key: ec.EllipticCurvePrivateKey, policy: bytes) -> bytes:
    return key.sign(policy, ec.ECDSA(hashes.SHA256()))


def _encoded(content: bytes) -> str:
    """Base64 in the letters that CloudFront takes."""
    return base64.b64encode(content).decode().translate(_INSTEAD)


@cache
def _key(stored: str) -> tuple[str, ec.EllipticCurvePrivateKey]:
    try:
        keys = json.loads(stored)["keys"]
    except (ValueError, TypeError, KeyError):  # the stage's edge was never deployed
        raise PlaybackUnavailable from None
    for known in keys:
        if known.get("key_id"):
            key = serialization.load_pem_private_key(known["private_key"].encode(), password=None)
            if isinstance(key, ec.EllipticCurvePrivateKey):
                return known["key_id"], key
    raise PlaybackUnavailable
