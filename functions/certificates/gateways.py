"""The files of certificates, in the room's bucket."""

from datetime import timedelta
from urllib.parse import quote

from shared import aws, settings

SHOWN_FOR = timedelta(minutes=5)


class CertificateFiles:
    """PDF files, by tenant and certificate."""

    def __init__(self, org_id: str) -> None:
        self._org_id = org_id

    def put(self, certificate_id: str, content: bytes) -> None:
        """Keep a certificate's file. Safe to repeat."""
        aws.client("s3").put_object(
            Bucket=_bucket(), Key=self._key(certificate_id), Body=content, ContentType="application/pdf"
        )

    def delete(self, certificate_id: str) -> None:
        """Forget a certificate's file; there may be none."""
        aws.client("s3").delete_object(Bucket=_bucket(), Key=self._key(certificate_id))

    def lend(self, certificate_id: str, *, called: str) -> str:
        """A URL under which the file can be read for five minutes; ``called`` is what it is saved as."""
        url: str = aws.signer().generate_presigned_url(
            "get_object",
            Params={
                "Bucket": _bucket(),
                "Key": self._key(certificate_id),
                "ResponseContentType": "application/pdf",
                "ResponseContentDisposition": f"inline; filename*=UTF-8''{quote(called, safe='')}",
            },
            ExpiresIn=int(SHOWN_FOR.total_seconds()),
        )
        return url

    def _key(self, certificate_id: str) -> str:
        return f"certificates/{self._org_id}/{certificate_id}.pdf"


def _bucket() -> str:
    return settings.setting("LMS_FILES_BUCKET")
