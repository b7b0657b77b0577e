"""Bringing deleted files back from a versioned bucket."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.session import get_session
from moto import mock_aws

from infra.undelete import main, undelete

BUCKET, OURS = "lms-test-media-files", "files/org_1/"


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A versioned bucket with two files, both deleted, and one that is there."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        client = get_session().create_client("s3", region_name="ap-south-1")
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "ap-south-1"})
        client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        for key in ("files/org_1/lost", "files/org_1/there", "files/org_12/lost"):
            client.put_object(Bucket=BUCKET, Key=key, Body=key.encode())
        for key in ("files/org_1/lost", "files/org_12/lost"):
            client.delete_object(Bucket=BUCKET, Key=key)
        yield client


def keys(s3: Any) -> list[str]:
    """What can be read."""
    return [found["Key"] for found in s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


class TestUndelete:
    def test_only_looks_unless_told(self, s3: Any) -> None:
        assert list(undelete(s3, BUCKET, OURS)) == ["files/org_1/lost"]
        assert keys(s3) == ["files/org_1/there"]

    def test_brings_a_file_back_as_it_was_and_a_second_time_does_nothing(self, s3: Any) -> None:
        assert list(undelete(s3, BUCKET, OURS, apply=True)) == ["files/org_1/lost"]

        assert s3.get_object(Bucket=BUCKET, Key="files/org_1/lost")["Body"].read() == b"files/org_1/lost"
        assert keys(s3) == ["files/org_1/lost", "files/org_1/there"]
        assert list(undelete(s3, BUCKET, OURS, apply=True)) == []

    def test_leaves_what_was_written_again_since(self, s3: Any) -> None:
        s3.put_object(Bucket=BUCKET, Key="files/org_1/lost", Body=b"anew")

        assert list(undelete(s3, BUCKET, OURS, apply=True)) == []
        assert s3.get_object(Bucket=BUCKET, Key="files/org_1/lost")["Body"].read() == b"anew"

    def test_leaves_what_was_deleted_before_the_accident(self, s3: Any) -> None:
        assert list(undelete(s3, BUCKET, OURS, since=datetime.now(UTC) + timedelta(hours=1), apply=True)) == []

    def test_never_takes_a_whole_bucket(self, s3: Any, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([BUCKET, "", "--apply"]) == 1
        assert "all organizations" in capsys.readouterr().err
        assert main([BUCKET, OURS]) == 0
        assert "1 deleted files can come back." in capsys.readouterr().out
