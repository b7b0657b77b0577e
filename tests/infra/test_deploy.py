"""Deploying and mending a stage on AWS, as far as it can be tried without AWS."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from moto import mock_aws

from infra.config import LOCAL, STAGING, Runtime
from infra.contexts import CONTEXTS
from infra.deploy import Account, CannotDeploy, deploy, let_github_deploy
from infra.playback_keys import KeyRing, mark_of
from infra.redrive import letters, redrive, whose
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


class TestPlaybackKeys:
    @pytest.mark.parametrize("text", ["letters", '{"letters', "[]", '{"keys": []}', '{"a": 1}', "7"])
    def test_are_none_in_a_secret_that_nobody_wrote(self, text: str) -> None:
        assert KeyRing.read(text) == KeyRing()

    SECRET = f"{STAGING.prefix}/media/playback"

    @pytest.fixture
    def secret(self, account: Account) -> None:
        """The secret as the room's stack makes it."""
        account.client("secretsmanager").create_secret(Name=self.SECRET, SecretString="something random")

    def ring(self, account: Account) -> KeyRing:
        """What the room that signs would read."""
        return KeyRing.read(account.client("secretsmanager").get_secret_value(SecretId=self.SECRET)["SecretString"])

    def deploy_edge(self, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, account: Account) -> None:
        """CloudFront gives the keys their ids."""
        outputs = {f"PlaybackKey{mark_of(key)}": f"K{mark_of(key)}" for key in keys}
        distributions = {"VideosDistribution": "E1", "FilesDistribution": "E2"}
        monkeypatch.setattr(account, "_edge_outputs", lambda: outputs | distributions)

    def test_there_are_none_before_the_room_is_deployed(self, account: Account) -> None:
        assert account.playback_keys(rotate=False) == ()

    @pytest.mark.usefixtures("secret")
    def test_sign_once_the_edge_has_named_them(self, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
        keys = account.playback_keys(rotate=False)
        assert [key.key_id for key in self.ring(account).keys] == [None]

        self.deploy_edge(keys, monkeypatch, account)
        account.name_playback_keys()

        assert account.playback_keys(rotate=False) == keys
        assert [key.key_id for key in self.ring(account).keys] == [f"K{mark_of(keys[0])}"]
        assert account.distributions() == (("videos", "E1"), ("files", "E2"))

    @pytest.mark.usefixtures("secret")
    def test_are_two_after_a_rotation_and_the_old_one_signs_meanwhile(
        self, account: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = account.playback_keys(rotate=False)
        self.deploy_edge(first, monkeypatch, account)
        account.name_playback_keys()

        both = account.playback_keys(rotate=True)

        assert (len(both), both[1]) == (2, first[0])
        assert [bool(key.key_id) for key in self.ring(account).keys] == [False, True]
        self.deploy_edge(both, monkeypatch, account)
        account.name_playback_keys()
        assert all(key.key_id for key in self.ring(account).keys)
        assert first[0] not in account.playback_keys(rotate=True)[:1]
        assert len(self.ring(account).keys) == 2

    @pytest.mark.usefixtures("secret")
    def test_that_never_signed_are_dropped_by_the_next_rotation(self, account: Account) -> None:
        never = account.playback_keys(rotate=False)

        assert never[0] not in account.playback_keys(rotate=True)


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
        for room in (context.name for context in CONTEXTS):
            queues = ("inbox", "inbox-dead", "relay-retry", "relay-dead", "relay-lost", "clock-dead", "archive-dead")
            for queue in queues:
                sqs.create_queue(QueueName=f"{STAGING.prefix}-{room}-{queue}")
        url = sqs.get_queue_url(QueueName=f"{STAGING.prefix}-learning-inbox-dead")["QueueUrl"]
        for body in ("one", "two"):
            sqs.send_message(QueueUrl=url, MessageBody=body)
        return sqs

    def test_says_how_many_letters_lie_where(self, sqs: Any) -> None:
        held = letters(STAGING, sqs)

        assert held["learning-inbox-dead"] == 2
        assert sum(held.values()) == 2

    def test_says_of_whom_they_are(self, sqs: Any) -> None:
        url = sqs.get_queue_url(QueueName=f"{STAGING.prefix}-learning-inbox-dead")["QueueUrl"]
        news = {"detail-type": "LessonCompleted.v1", "detail": {"org_id": "org_1"}}
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps(news))

        about = whose(STAGING, "learning-inbox-dead", sqs)

        assert about == {("org_1", "LessonCompleted.v1"): 1, ("-", "-"): 2}
        sqs.purge_queue(QueueUrl=url)
        assert not whose(STAGING, "learning-inbox-dead", sqs)

    def test_sends_them_to_where_they_came_from(self, sqs: Any) -> None:
        assert redrive(STAGING, "learning-inbox-dead", sqs) == 2

        home = sqs.get_queue_url(QueueName=f"{STAGING.prefix}-learning-inbox")["QueueUrl"]
        arrived = sqs.receive_message(QueueUrl=home, MaxNumberOfMessages=10)["Messages"]
        assert sorted(letter["Body"] for letter in arrived) == ["one", "two"]
        assert letters(STAGING, sqs)["learning-inbox-dead"] == 0

    def test_refuses_positions_in_a_stream_which_are_no_events(self, sqs: Any) -> None:
        with pytest.raises(ValueError, match="learning-relay-lost cannot be sent again"):
            redrive(STAGING, "learning-relay-lost", sqs)
