"""Clients of AWS services: made at first use, kept for the life of the process.

They come from botocore, which PynamoDB brings anyway; boto3 would add some 150 ms to every cold start.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from shared.settings import optional_setting

if TYPE_CHECKING:
    from botocore.session import Session


@cache
def _session() -> "Session":
    # Imported late: functions that only read their table never build another client.
    from botocore.session import get_session

    return get_session()


@cache
def client(service: str) -> Any:
    """The process's client for one service, with short time-outs and three tries."""
    from botocore.config import Config

    config = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 3})
    return _session().create_client(service, config=config)


@cache
def patient_client(service: str, seconds: int) -> Any:
    """A client that waits so long for an answer, and asks only once: for what takes its time and costs something."""
    from botocore.config import Config

    config = Config(connect_timeout=2, read_timeout=seconds, retries={"mode": "standard", "total_max_attempts": 1})
    return _session().create_client(service, config=config)


def failures() -> tuple[type[Exception], ...]:
    """What a client raises when a service refuses, or does not answer."""
    from botocore.exceptions import BotoCoreError, ClientError

    return BotoCoreError, ClientError


@cache
def signer() -> Any:
    """A client of S3 that signs requests for others to send: by the region's address, with the headers they show.

    Checksums that the SDK would add by itself are left out, since whoever sends the request does not know them.
    """
    from botocore.config import Config

    # Only for names that begin with the bucket's does botocore sign for the region's own address.
    style = "path" if optional_setting("AWS_ENDPOINT_URL") else "virtual"
    config = Config(
        signature_version="s3v4", request_checksum_calculation="when_required", s3={"addressing_style": style}
    )
    return _session().create_client("s3", config=config)


def forget_clients() -> None:
    """Drop every client; for tests that move to another account or endpoint."""
    client.cache_clear()
    patient_client.cache_clear()
    signer.cache_clear()
    _session.cache_clear()
    secret.cache_clear()


@cache
def secret(arn: str) -> str:
    """The text of a secret, read once per process: a rotation keeps the old value valid until processes are new."""
    text: str = client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"]
    return text
