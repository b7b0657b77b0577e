"""What opens a signed cookie or address, and what does not, as CloudFront documents it."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from infra.local.cloudfront import Checker, Denied, Viewed

NOW = 1_800_000_000
BELOW = "https://lms.example/videos/org_1/ast_1/"
EC, RSA = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)


def pem(key: Any) -> str:
    """A key's public half."""
    public: bytes = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return public.decode()


CHECKER = Checker({"KEC": pem(EC), "KRSA": pem(RSA)}, lambda: NOW)


def encoded(content: bytes) -> str:
    """As CloudFront wants it."""
    return base64.b64encode(content).decode().translate(str.maketrans("+=/", "-_~"))


def policy(resource: str = f"{BELOW}*", **conditions: Any) -> bytes:
    """A statement, good for another minute unless told otherwise."""
    condition = {"DateLessThan": {"AWS:EpochTime": NOW + 60}} | conditions
    return json.dumps({"Statement": [{"Resource": resource, "Condition": condition}]}).encode()


def signed(statement: bytes, address: str = f"{BELOW}index.m3u8") -> Viewed:
    """A request with cookies that the elliptic key signed."""
    signature = EC.sign(statement, ec.ECDSA(hashes.SHA256()))
    return Viewed(address, encoded(statement), None, encoded(signature), "KEC", "SHA256")


def since(moment: int) -> dict[str, int]:
    """A moment in a condition."""
    return {"AWS:EpochTime": moment}


class TestOpens:
    @pytest.mark.parametrize(
        "statement",
        [
            policy(),
            policy("*"),
            policy("http*://lms.example/videos/*/ast_?/*"),
            policy(DateGreaterThan=since(NOW - 1)),
            policy(IpAddress={"AWS:SourceIp": "127.0.0.0/8"}),
        ],
    )
    def test_what_a_policy_allows(self, statement: bytes) -> None:
        CHECKER.check(signed(statement))

    def test_an_address_that_botocore_signed_with_rsa_and_sha_1(self) -> None:
        signer = CloudFrontSigner("KRSA", lambda text: RSA.sign(text, padding.PKCS1v15(), hashes.SHA1()))
        policy_of = signer.build_policy(f"{BELOW}a.ts", _moment(NOW + 60))
        signature = RSA.sign(policy_of.encode(), padding.PKCS1v15(), hashes.SHA1())

        CHECKER.check(Viewed(f"{BELOW}a.ts", None, str(NOW + 60), encoded(signature), "KRSA"))


class TestDenies:
    @pytest.mark.parametrize(
        ("statement", "address"),
        [
            (policy(DateLessThan=since(NOW)), f"{BELOW}a.ts"),
            (policy(DateLessThan=since(NOW - 300)), f"{BELOW}a.ts"),
            (policy(DateGreaterThan=since(NOW + 1)), f"{BELOW}a.ts"),
            (policy(IpAddress={"AWS:SourceIp": "203.0.113.0/24"}), f"{BELOW}a.ts"),
            (policy(IpAddress={"AWS:SourceIp": "nowhere"}), f"{BELOW}a.ts"),
            (policy(), "https://lms.example/videos/org_1/ast_2/a.ts"),
            (policy(), "https://lms.example/videos/org_1/ast_1"),
            (policy("https://lms.example/videos/org_1/ast_?/a.ts"), "https://lms.example/videos/org_1/ast_10/a.ts"),
            (policy("https://lms.example/videos/org_1/ast.1/*"), f"{BELOW}a.ts"),
            (b'{"Statement":[]}', f"{BELOW}a.ts"),
            (b'{"Statement":[{"Resource":"*","Condition":{}}]}', f"{BELOW}a.ts"),
            (b"no json", f"{BELOW}a.ts"),
        ],
    )
    def test_what_a_policy_does_not_allow(self, statement: bytes, address: str) -> None:
        with pytest.raises(Denied):
            CHECKER.check(signed(statement, address))

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"signature": None}, "MissingKey"),
            ({"policy": None}, "MissingKey"),
            ({"key_id": None}, "MissingKey"),
            ({"key_id": "KUNKNOWN"}, "InvalidKey"),
            ({"key_id": "KRSA"}, "AccessDenied"),
            ({"algorithm": None}, "AccessDenied"),
            ({"algorithm": "MD5"}, "InvalidHashAlgorithm"),
            ({"signature": "AAAA"}, "AccessDenied"),
            ({"signature": "not base64!"}, "MalformedPolicy"),
            ({"policy": encoded(policy("*"))}, "AccessDenied"),
            ({"policy": None, "expires": "soon"}, "MalformedPolicy"),
            ({"policy": None, "expires": str(NOW + 60)}, "AccessDenied"),
        ],
    )
    def test_what_is_not_signed_like_this(self, change: dict[str, Any], code: str) -> None:
        with pytest.raises(Denied) as denied:
            CHECKER.check(replace(signed(policy()), **change))

        assert denied.value.code == code


def _moment(seconds: int) -> Any:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC)
