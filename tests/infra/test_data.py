"""What is kept is kept safely where it matters."""

from infra.contexts import CONTEXTS
from tests.infra.assembly import Assembly


class TestTables:
    def test_have_the_one_shape_that_all_rooms_share(self, local: Assembly) -> None:
        tables = {found.properties["TableName"]: found.properties for found in local.of_type("AWS::DynamoDB::Table")}

        assert set(tables) == {f"{local.prefix}-{context.name}" for context in CONTEXTS if context.keeps_rows}
        for table in tables.values():
            assert _keys(table) == ["pk", "sk"]
            assert [(index["IndexName"], _keys(index)) for index in table["GlobalSecondaryIndexes"]] == [
                ("gsi1", ["gsi1pk", "gsi1sk"])
            ]
            assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
            assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}

    def test_outlive_their_stack_in_production(self, production: Assembly) -> None:
        for found in production.of_type("AWS::DynamoDB::Table"):
            assert found.resource["DeletionPolicy"] == found.resource["UpdateReplacePolicy"] == "Retain"
            assert found.properties["DeletionProtectionEnabled"] is True
            assert found.properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
            assert found.properties["SSESpecification"]["SSEType"] == "KMS"

    def test_go_with_their_stack_on_one_machine(self, local: Assembly) -> None:
        for found in local.of_type("AWS::DynamoDB::Table"):
            assert found.resource["DeletionPolicy"] == "Delete"


class TestWhatIsKept:
    def test_outlives_its_stack_in_production(self, production: Assembly) -> None:
        for kind in ("AWS::S3::Bucket", "AWS::SecretsManager::Secret", "AWS::KMS::Key", "AWS::Logs::LogGroup"):
            assert {found.resource.get("DeletionPolicy") for found in production.of_type(kind)} <= {"Retain"}

    def test_is_never_public(self, production: Assembly) -> None:
        for found in production.of_type("AWS::S3::Bucket"):
            assert set(found.properties["PublicAccessBlockConfiguration"].values()) == {True}


class TestUploads:
    def test_come_from_pages_of_the_product_only(self, production: Assembly) -> None:
        taking = [
            bucket for bucket in production.of_type("AWS::S3::Bucket") if "CorsConfiguration" in bucket.properties
        ]

        [bucket] = taking
        [rule] = bucket.properties["CorsConfiguration"]["CorsRules"]
        assert bucket.stack.endswith("-media")
        assert rule["AllowedOrigins"] == ["https://lms.example"]
        assert sorted(rule["AllowedMethods"]) == ["POST", "PUT"]
        assert "ETag" in rule["ExposedHeaders"]

    def test_that_nobody_ends_go_by_themselves(self, production: Assembly) -> None:
        [bucket] = [one for one in production.of_type("AWS::S3::Bucket") if one.stack.endswith("-media")]
        rules = bucket.properties["LifecycleConfiguration"]["Rules"]

        expiring = {rule["Prefix"]: rule["ExpirationInDays"] for rule in rules if "ExpirationInDays" in rule}
        aborting = [
            rule["AbortIncompleteMultipartUpload"] for rule in rules if "AbortIncompleteMultipartUpload" in rule
        ]
        assert expiring == {"quarantine/": 2}
        assert aborting == [{"DaysAfterInitiation": 1}]


def _keys(table: dict[str, object]) -> list[str]:
    schema = table["KeySchema"]
    assert isinstance(schema, list)
    return [key["AttributeName"] for key in schema]
