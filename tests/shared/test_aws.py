"""Clients are made once per process, and secrets read once."""

import pytest

from infra.local.oneprocess import OneProcess
from shared import aws
from tests.support.faults import counted


def test_there_is_one_client_for_each_service(cloud: OneProcess) -> None:
    assert aws.client("sqs") is aws.client("sqs")
    assert aws.client("sqs") is not aws.client("events")


def test_a_client_gives_up_soon_enough_for_a_function_to_answer(cloud: OneProcess) -> None:
    config = aws.client("sqs").meta.config

    assert config.connect_timeout <= 2
    assert config.read_timeout <= 10
    assert config.retries["total_max_attempts"] == 3


def test_a_secret_is_asked_for_once(cloud: OneProcess) -> None:
    arn = aws.client("secretsmanager").create_secret(Name="s", SecretString="value")["ARN"]

    with counted() as calls:
        values = [aws.secret(arn) for _ in range(3)]

    assert values == ["value"] * 3
    assert len(calls) == 1


def test_a_secret_that_is_not_there_is_an_error_every_time(cloud: OneProcess) -> None:
    for _ in range(2):
        with pytest.raises(Exception, match="ResourceNotFoundException"):
            aws.secret("arn:aws:secretsmanager:ap-south-1:123456789012:secret:none")


def test_others_are_sent_to_the_region_where_the_bucket_is(cloud: OneProcess) -> None:
    url = aws.signer().generate_presigned_url("get_object", Params={"Bucket": "shelf", "Key": "book"})

    assert url.startswith("https://shelf.s3.ap-south-1.amazonaws.com/book?X-Amz-Algorithm=AWS4-HMAC-SHA256")
