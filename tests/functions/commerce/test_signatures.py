"""Signatures: HMAC-SHA-256 of bytes, worked out by hand here, and everything that is not one."""

import hashlib

import pytest

from functions.commerce.domain.signatures import checkout_content, is_signed

SECRET = "the webhook secret"


def by_hand(secret: bytes, message: bytes) -> str:
    """HMAC as RFC 2104 defines it, without the library's."""
    key = (hashlib.sha256(secret).digest() if len(secret) > 64 else secret).ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key) + message).digest()
    return hashlib.sha256(bytes(byte ^ 0x5C for byte in key) + inner).hexdigest()


class TestIsSigned:
    @pytest.mark.parametrize("secret", ["a", "x" * 64, "x" * 65, "ümlaut"])
    @pytest.mark.parametrize("message", [b"", b"{}", b'{"a":1}\n', "₹".encode(), bytes(range(256))])
    def test_takes_what_the_definition_gives(self, secret: str, message: bytes) -> None:
        signature = by_hand(secret.encode(), message)

        assert is_signed(message, signature, [secret])
        assert not is_signed(message + b" ", signature, [secret])
        assert not is_signed(message, signature, [f"{secret} "])

    def test_takes_the_published_vector(self) -> None:
        """RFC 4231, test case 2."""
        signature = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"

        assert is_signed(b"what do ya want for nothing?", signature, ["Jefe"])

    def test_takes_the_secret_before_too(self) -> None:
        signature = by_hand(b"old", b"{}")

        assert is_signed(b"{}", signature, ["new", "old"])
        assert not is_signed(b"{}", signature, ["new"])

    def test_takes_no_empty_secret(self) -> None:
        assert not is_signed(b"{}", by_hand(b"", b"{}"), ["", ""])
        assert not is_signed(b"{}", by_hand(b"", b"{}"), [])

    @pytest.mark.parametrize("wrong", [None, "", "0" * 63, "0" * 65, "é" * 64, "０" * 64, "g" * 64, "\0" * 64])
    def test_takes_nothing_of_another_shape(self, wrong: str | None) -> None:
        assert not is_signed(b"{}", wrong, [SECRET])

    def test_takes_small_letters_without_a_line_feed_only(self) -> None:
        signature = by_hand(SECRET.encode(), b"{}")

        assert is_signed(b"{}", signature, [SECRET])
        for other in (signature.upper(), f"{signature}\n", f" {signature}", f"sha256={signature}"):
            assert not is_signed(b"{}", other, [SECRET]) or other == signature


class TestContent:
    def test_names_order_and_payment_in_the_gateways_order(self) -> None:
        assert checkout_content("order_1", "pay_1") == b"order_1|pay_1"
