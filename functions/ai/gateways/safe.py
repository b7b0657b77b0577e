"""Sealing the key of a provider's account with the stage's key, in the key service: that key never leaves it."""

from shared import aws, settings


class KeyService:
    """KMS, asked directly; what is sealed for one organization opens for no other."""

    def seal(self, secret: str, org_id: str) -> bytes:
        """The secret as it is stored."""
        sealed: bytes = aws.client("kms").encrypt(
            KeyId=settings.setting("LMS_KEY"), Plaintext=secret.encode(), EncryptionContext=_belonging(org_id)
        )["CiphertextBlob"]
        return sealed

    def open(self, sealed: bytes, org_id: str) -> str:
        """The secret. Raises botocore's ``ClientError`` for what was sealed for another."""
        plain: bytes = aws.client("kms").decrypt(
            KeyId=settings.setting("LMS_KEY"), CiphertextBlob=sealed, EncryptionContext=_belonging(org_id)
        )["Plaintext"]
        return plain.decode()


def _belonging(org_id: str) -> dict[str, str]:
    return {"org_id": org_id, "of": "ai-provider"}
