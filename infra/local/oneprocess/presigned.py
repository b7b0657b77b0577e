"""Presigned URLs in one process: what asks for them by HTTP is answered from moto's S3."""

import io
import urllib.request
from datetime import UTC, datetime, timedelta
from email.message import Message
from functools import cache
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, unquote, urlsplit
from urllib.response import addinfourl

from botocore.config import Config

from shared import aws
from shared.clock import system_clock


@cache
def lead_to_moto() -> None:
    """Do it once for the process: every URL of S3 that ``urllib`` opens leads to moto."""
    urllib.request.install_opener(urllib.request.build_opener(_MotoS3))


class _MotoS3(urllib.request.HTTPSHandler):
    """Looks at a URL's signature as S3 does, as far as that there is one and that its time is not over."""

    def https_open(self, req: urllib.request.Request) -> addinfourl:  # type: ignore[override]  # what urlopen needs
        bucket, key = _place(req.full_url)
        headers = Message()
        if not _valid(req.full_url):
            raise HTTPError(req.full_url, 403, "Request has expired", headers, io.BytesIO())
        client = _client()
        try:
            found = client.get_object(Bucket=bucket, Key=key)
        except client.exceptions.NoSuchKey:
            raise HTTPError(req.full_url, 404, "Not Found", headers, io.BytesIO()) from None
        answer = addinfourl(io.BytesIO(found["Body"].read()), headers, req.full_url, 200)
        answer.msg = "OK"  # type: ignore[attr-defined]  # urllib asks for it
        return answer


@cache
def _client() -> Any:
    """Like a browser, it does not look at the checksums that S3 keeps."""
    config = Config(response_checksum_validation="when_required")
    return aws._session().create_client("s3", config=config)


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    host, path = parts.netloc, unquote(parts.path).lstrip("/")
    if host.startswith("s3."):
        bucket, _, key = path.partition("/")
        return bucket, key
    return host.partition(".s3.")[0], path


def _valid(url: str) -> bool:
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    if "X-Amz-Signature" not in query:
        return False
    signed = datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return system_clock.now() < signed + timedelta(seconds=int(query["X-Amz-Expires"]))
