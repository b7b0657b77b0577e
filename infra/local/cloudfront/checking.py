"""Signed cookies and signed addresses: the policy, its signature, the key, the time, the address, the viewer."""

import base64
import binascii
import ipaddress
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

ALGORITHMS = {"SHA1": hashes.SHA1, "SHA256": hashes.SHA256}  # CloudFront's own; SHA-1 unless something else is said
LONGEST_POLICY = 4096
_INSTEAD = str.maketrans("-_~", "+=/")


class Denied(Exception):
    """CloudFront does not show it; the name and the message of the error that it answers with."""

    def __init__(self, message: str = "Access denied", code: str = "AccessDenied") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Viewed:
    """What somebody asks for: the address without what signs it, what signs it, and from where."""

    address: str
    policy: str | None = None
    expires: str | None = None
    signature: str | None = None
    key_id: str | None = None
    algorithm: str | None = None
    viewer: str = "127.0.0.1"


@dataclass(frozen=True)
class Checker:
    """Knows the public keys of a key group, by their ids, and what time it is."""

    keys: Mapping[str, str]
    now: Callable[[], float]
    _loaded: dict[str, Any] = field(default_factory=dict)

    def check(self, viewed: Viewed) -> None:
        """Raise ``Denied`` unless this may be shown now."""
        if not (viewed.signature and viewed.key_id and (viewed.policy or viewed.expires)):
            raise Denied("Missing Key-Pair-Id query parameter or cookie value", "MissingKey")
        if viewed.key_id not in self.keys:
            raise Denied("Unknown Key", "InvalidKey")
        policy = _decoded(viewed.policy) if viewed.policy else _canned(viewed.address, viewed.expires or "")
        self._check_signature(viewed, policy)
        resource, condition = _read(policy)
        if not _matches(resource, viewed.address):
            raise Denied
        if self.now() >= _time(condition, "DateLessThan", float("-inf")):
            raise Denied
        if self.now() <= _time(condition, "DateGreaterThan", float("-inf")):
            raise Denied
        self._check_viewer(condition, viewed.viewer)

    def _check_signature(self, viewed: Viewed, policy: bytes) -> None:
        algorithm = ALGORITHMS.get(viewed.algorithm or "SHA1")
        if algorithm is None:
            raise Denied("Invalid Hash-Algorithm", "InvalidHashAlgorithm")
        key, signature = self._key(viewed.key_id or ""), _decoded(viewed.signature or "")
        try:
            if isinstance(key, rsa.RSAPublicKey):
                key.verify(signature, policy, padding.PKCS1v15(), algorithm())
            elif isinstance(key, ec.EllipticCurvePublicKey):
                key.verify(signature, policy, ec.ECDSA(algorithm()))
        except InvalidSignature:
            raise Denied from None

    def _key(self, key_id: str) -> Any:
        if key_id not in self._loaded:
            self._loaded[key_id] = serialization.load_pem_public_key(self.keys[key_id].encode())
        return self._loaded[key_id]

    def _check_viewer(self, condition: Mapping[str, Any], viewer: str) -> None:
        allowed = condition.get("IpAddress", {}).get("AWS:SourceIp")
        try:
            if allowed and ipaddress.ip_address(viewer) not in ipaddress.ip_network(allowed, strict=False):
                raise Denied
        except ValueError:
            raise Denied("Malformed Policy", "MalformedPolicy") from None


def _canned(address: str, expires: str) -> bytes:
    """The statement that CloudFront makes itself of a signed address."""
    if not expires.isdecimal():
        raise Denied("Malformed Expires", "MalformedPolicy")
    condition = f'{{"DateLessThan":{{"AWS:EpochTime":{expires}}}}}'
    return f'{{"Statement":[{{"Resource":"{address}","Condition":{condition}}}]}}'.encode()


def _read(policy: bytes) -> tuple[str, Mapping[str, Any]]:
    """The one statement's resource and condition. Every policy says until when."""
    try:
        [statement] = json.loads(policy)["Statement"]
        condition = statement["Condition"]
        int(condition["DateLessThan"]["AWS:EpochTime"])
        resource = statement.get("Resource", "*")
        if not isinstance(resource, str) or len(policy) > LONGEST_POLICY:
            raise TypeError
    except (ValueError, KeyError, TypeError):
        raise Denied("Malformed Policy", "MalformedPolicy") from None
    return resource, condition


def _time(condition: Mapping[str, Any], name: str, otherwise: float) -> float:
    return float(condition.get(name, {}).get("AWS:EpochTime", otherwise))


def _matches(resource: str, address: str) -> bool:
    """Whether an address is the resource, in which * stands for any letters and ? for one."""
    pattern = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in resource)
    return re.fullmatch(pattern, address, re.DOTALL) is not None


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text.translate(_INSTEAD), validate=True)
    except (binascii.Error, ValueError):
        raise Denied("Malformed Signature or Policy", "MalformedPolicy") from None
