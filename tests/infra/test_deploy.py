"""Deploying and mending a stage on AWS, as far as it can be tried without AWS."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from moto import mock_aws

from infra.config import LOCAL, STAGING, Runtime
from infra.deploy import Account, CannotDeploy, deploy, let_github_deploy
from infra.redrive import letters, redrive
from shared.secrets import is_origin_secret

SECRET = f"{STAGING.prefix}/platform/origin"


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    """An empty AWS account."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        yield Account(STAGING)


@pytest.fixture
def origin_secret(account: Account) -> str:
    """The origin secret of a stage that was deployed."""
    text = json.dumps({"current": "first-secret-of-all", "previous": ""})
    arn: str = account.client("secretsmanager").create_secret(Name=SECRET, SecretString=text)["ARN"]
    return arn


class TestDeploy:
    def test_refuses_the_stage_that_runs_on_this_machine(self, account: Account) -> None:
        with pytest.raises(CannotDeploy, match="make run"):
            deploy(LOCAL, account, rotate=False)

    def test_refuses_to_compile_for_another_python(self, account: Account) -> None:
        other = replace(STAGING, runtime=Runtime(python="3.99", architecture="arm64"))

        with pytest.raises(CannotDeploy, match=r"Deploy with Python 3\.99"):
            deploy(other, account, rotate=False)

    def test_lets_no_workflow_deploy_before_it_is_named(self, account: Account) -> None:
        with pytest.raises(CannotDeploy, match="LMS_REPOSITORY"):
            let_github_deploy(STAGING, account)


class TestOriginSecret:
    def test_has_no_version_before_the_first_deployment(self, account: Account) -> None:
        assert account.origin_secret_version() is None

    @pytest.mark.usefixtures("origin_secret")
    def test_has_another_version_after_it_was_rotated(self, account: Account) -> None:
        before = account.origin_secret_version()

        account.rotate_origin_secret()

        assert before is not None
        assert account.origin_secret_version() not in {None, before}

    def test_is_believed_for_one_rotation_longer(
        self, account: Account, origin_secret: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from shared import aws

        monkeypatch.setenv("LMS_ORIGIN_SECRET", origin_secret)
        monkeypatch.setenv("AWS_DEFAULT_REGION", STAGING.region)
        believed = []
        for _ in range(2):
            account.rotate_origin_secret()
            aws.forget_clients()
            believed.append(is_origin_secret("first-secret-of-all"))
        aws.forget_clients()

        assert believed == [True, False]


class TestRedrive:
    @pytest.fixture
    def sqs(self, account: Account) -> Any:
        """The queues of a stage, with two dead letters in one."""
        sqs = account.client("sqs")
        for room in ("identity", "catalog", "learning"):
            for queue in ("inbox", "inbox-dead", "relay-retry", "relay-dead", "relay-lost", "clock-dead"):
                sqs.create_queue(QueueName=f"{STAGING.prefix}-{room}-{queue}")
        url = sqs.get_queue_url(QueueName=f"{STAGING.prefix}-learning-inbox-dead")["QueueUrl"]
        for body in ("one", "two"):
            sqs.send_message(QueueUrl=url, MessageBody=body)
        return sqs

    def test_says_how_many_letters_lie_where(self, sqs: Any) -> None:
        held = letters(STAGING, sqs)

        assert held["learning-inbox-dead"] == 2
        assert sum(held.values()) == 2

    def test_sends_them_to_where_they_came_from(self, sqs: Any) -> None:
        assert redrive(STAGING, "learning-inbox-dead", sqs) == 2

        home = sqs.get_queue_url(QueueName=f"{STAGING.prefix}-learning-inbox")["QueueUrl"]
        arrived = sqs.receive_message(QueueUrl=home, MaxNumberOfMessages=10)["Messages"]
        assert sorted(letter["Body"] for letter in arrived) == ["one", "two"]
        assert letters(STAGING, sqs)["learning-inbox-dead"] == 0

    def test_refuses_positions_in_a_stream_which_are_no_events(self, sqs: Any) -> None:
        with pytest.raises(ValueError, match="learning-relay-lost cannot be sent again"):
            redrive(STAGING, "learning-relay-lost", sqs)
