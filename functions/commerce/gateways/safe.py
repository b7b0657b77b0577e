"""Sealing the secrets of connections with the stage's key, in the key service: the key itself never leaves it."""

from typing import Protocol

from shared import aws, settings


class Safe(Protocol):
    """Seals and opens short secrets, each bound to the organization and connection that it belongs to."""

    def seal(self, secret: str, org_id: str, connection_id: str) -> bytes:
        """The secret as it is stored."""
        ...

    def open(self, sealed: bytes, org_id: str, connection_id: str) -> str:
        """The secret; it opens for the organization and connection that it was sealed for only."""
        ...


class KeyService:
    """KMS, asked directly: what is sealed is shorter than the 4 KB that it takes at once."""

    def seal(self, secret: str, org_id: str, connection_id: str) -> bytes:
        """The secret as it is stored."""
        sealed: bytes = aws.client("kms").encrypt(
            KeyId=settings.setting("LMS_KEY"),
            Plaintext=secret.encode(),
            EncryptionContext=_belonging(org_id, connection_id),
        )["CiphertextBlob"]
        return sealed

    def open(self, sealed: bytes, org_id: str, connection_id: str) -> str:
        """The secret. Raises botocore's ``ClientError`` for what was sealed for another."""
        plain: bytes = aws.client("kms").decrypt(
            KeyId=settings.setting("LMS_KEY"),
            CiphertextBlob=sealed,
            EncryptionContext=_belonging(org_id, connection_id),
        )["Plaintext"]
        return plain.decode()


def _belonging(org_id: str, connection_id: str) -> dict[str, str]:
    return {"org_id": org_id, "connection_id": connection_id}
