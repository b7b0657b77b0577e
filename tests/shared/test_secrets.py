"""The platform's own secret: one way in, and a rotation that nobody notices."""

import json

import pytest

from infra.local.oneprocess import OneProcess
from shared import aws
from shared.secrets import is_origin_secret, origin_secrets, platform_keys
from shared.settings import MissingSetting, setting

NEW, OLD, OLDEST = "n" * 16, "o" * 16, "x" * 16


def store(value: object) -> None:
    """Put a value into the secret, and let processes be new."""
    text = value if isinstance(value, str) else json.dumps(value)
    aws.client("secretsmanager").put_secret_value(SecretId=setting("LMS_ORIGIN_SECRET"), SecretString=text)
    aws.secret.cache_clear()


@pytest.mark.usefixtures("cloud")
class TestTheOriginSecret:
    def test_lets_in_who_knows_it(self) -> None:
        store({"current": NEW, "previous": ""})

        assert is_origin_secret(NEW)

    @pytest.mark.parametrize("value", ["", OLD, NEW[:-1], NEW + "n", NEW.upper(), "ä", "\x00"])
    def test_keeps_out_who_does_not(self, value: str) -> None:
        store({"current": NEW, "previous": ""})

        assert not is_origin_secret(value)

    def test_lets_in_the_previous_one_too_during_a_rotation(self) -> None:
        store({"current": NEW, "previous": OLD})

        assert is_origin_secret(NEW)
        assert is_origin_secret(OLD)
        assert not is_origin_secret(OLDEST)

    @pytest.mark.parametrize(
        "stored",
        [
            {"current": "", "previous": ""},
            {"current": "", "previous": OLD},
            {"current": "short", "previous": ""},
            {"current": NEW, "previous": "short"},
            {"current": NEW[:-1], "previous": ""},
        ],
        ids=str,
    )
    def test_that_guards_nothing_is_refused(self, stored: dict[str, str]) -> None:
        store(stored)

        with pytest.raises(MissingSetting):
            origin_secrets()

    def test_is_read_once_by_a_process(self, cloud: OneProcess) -> None:
        store({"current": NEW, "previous": ""})
        first = origin_secrets()
        aws.client("secretsmanager").delete_secret(SecretId=setting("LMS_ORIGIN_SECRET"))

        assert origin_secrets() == first == [NEW]


@pytest.mark.usefixtures("cloud")
class TestThePlatformsKeys:
    def test_come_with_the_current_one_first(self) -> None:
        store({"current": OLD, "previous": ""})
        before = platform_keys()
        store({"current": NEW, "previous": OLD})

        after = platform_keys()

        assert len(before) == 1
        assert after[1:] == before
        assert after[0] != before[0]

    def test_do_not_give_the_secret_away(self) -> None:
        store({"current": NEW, "previous": ""})

        assert NEW.encode() not in b"".join(platform_keys())
        assert [len(key) for key in platform_keys()] == [32]
