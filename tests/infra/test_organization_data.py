"""All rows of one organization, from an export of its rooms' tables."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.session import get_session
from moto import mock_aws

from infra.config import STAGING
from infra.lost_rows import Wanted
from infra.names import Names
from infra.organization_data import ExportFailed, main, plain, rows
from shared.ids import new_id

BUCKET = "exports"
TABLE = Names(STAGING).of("catalog")


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, Any]]:
    """A room's table, and a bucket."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
    monkeypatch.setattr("infra.organization_data.LOOKED_AT_EVERY_S", 0.01)
    with mock_aws():
        session = get_session()
        dynamodb, s3 = (session.create_client(name, region_name=STAGING.region) for name in ("dynamodb", "s3"))
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": STAGING.region})
        dynamodb.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
        )
        dynamodb.update_continuous_backups(
            TableName=TABLE, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
        )
        yield dynamodb, s3


def put(dynamodb: Any, org_id: str, sk: str, **values: Any) -> None:
    """Store a row."""
    key = {"pk": {"S": f"ORG#{org_id}#COURSE#1"}, "sk": {"S": sk}, "kind": {"S": "Lesson"}}
    dynamodb.put_item(TableName=TABLE, Item={**key, **values})


class TestRows:
    def test_are_all_of_the_organization_and_none_of_others(self, clients: tuple[Any, Any]) -> None:
        dynamodb, s3 = clients
        ours, theirs = new_id("org"), new_id("org")
        put(dynamodb, ours, "A", title={"S": "कोशिका"}, count={"N": "3"}, tells={"S": "[]"})
        put(dynamodb, ours, "B")
        put(dynamodb, theirs, "A", title={"S": f"about ORG#{ours}"})

        found = list(rows(dynamodb, s3, table=TABLE, bucket=BUCKET, wanted=Wanted(organization=ours)))

        whole = {"pk": f"ORG#{ours}#COURSE#1", "kind": "Lesson"}
        assert sorted(found, key=lambda row: str(row["sk"])) == [
            {**whole, "sk": "A", "title": "कोशिका", "count": 3},
            {**whole, "sk": "B"},
        ]

    def test_leave_nothing_in_the_bucket(self, clients: tuple[Any, Any]) -> None:
        dynamodb, s3 = clients
        put(dynamodb, new_id("org"), "A")

        list(rows(dynamodb, s3, table=TABLE, bucket=BUCKET, wanted=Wanted(organization=new_id("org"))))

        assert s3.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 0

    def test_are_not_had_without_a_bucket(self, clients: tuple[Any, Any]) -> None:
        dynamodb, s3 = clients

        with pytest.raises(ExportFailed, match="S3NoSuchBucket"):
            list(rows(dynamodb, s3, table=TABLE, bucket="nowhere", wanted=Wanted(organization=new_id("org"))))

    def test_are_printed_with_their_room(self, clients: tuple[Any, Any], capsys: pytest.CaptureFixture[str]) -> None:
        ours = new_id("org")
        put(clients[0], ours, "A")

        assert main(["staging", "--organization", ours, "--bucket", BUCKET, "--room", "catalog"]) == 0

        assert json.loads(capsys.readouterr().out)["room"] == "catalog"

    def test_are_nobodys_without_an_id(self, clients: tuple[Any, Any], capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["staging", "--organization", "somebody", "--bucket", BUCKET]) == 1
        assert "no organization's id" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"N": "-7"}, -7),
        ({"N": "1.5"}, 1.5),
        ({"NS": ["2", "1"]}, [1, 2]),
        ({"SS": ["b", "a"]}, ["a", "b"]),
        ({"L": [{"BOOL": True}, {"NULL": True}]}, [True, None]),
        ({"M": {"a": {"B": "AP8="}}}, {"a": "AP8="}),
    ],
)
def test_values_are_plain(value: dict[str, Any], expected: Any) -> None:
    assert plain(value) == expected
