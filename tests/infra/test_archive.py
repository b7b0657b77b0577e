"""The archive: everything that is told, by organization and day, for whoever may ask."""

from typing import Any

from tests.infra.assembly import Assembly

KIND = "AWS::KinesisFirehose::DeliveryStream"


def only(assembly: Assembly, kind: str) -> dict[str, Any]:
    (found,) = assembly.of_type(kind)
    return found.properties


class TestArchive:
    def test_takes_everything_that_rooms_tell(self, production: Assembly) -> None:
        (rule,) = [
            found.properties
            for found in production.of_type("AWS::Events::Rule")
            if found.properties["Name"].endswith("analytics-archives")
        ]

        assert rule["EventPattern"] == {"source": [{"prefix": "lms."}]}
        (target,) = rule["Targets"]
        assert production.text("lms-production-analytics", target["DeadLetterConfig"]["Arn"]) == (
            "<lms-production-analytics-archive-dead>"
        )

    def test_lies_compressed_and_encrypted_by_organization_and_day(self, production: Assembly) -> None:
        stream = only(production, KIND)
        place = stream["ExtendedS3DestinationConfiguration"]

        assert stream["DeliveryStreamEncryptionConfigurationInput"] == {"KeyType": "AWS_OWNED_CMK"}
        assert place["CompressionFormat"] == "GZIP"
        assert "KMSEncryptionConfig" in place["EncryptionConfiguration"]
        assert place["DynamicPartitioningConfiguration"] == {"Enabled": True}
        assert place["Prefix"] == ("archive/org=!{partitionKeyFromQuery:org}/day=!{partitionKeyFromQuery:day}/")
        kinds = [one["Type"] for one in place["ProcessingConfiguration"]["Processors"]]
        assert kinds == ["MetadataExtraction", "AppendDelimiterToRecord"]

    def test_is_a_table_whose_queries_name_an_organization(self, production: Assembly) -> None:
        table = only(production, "AWS::Glue::Table")["TableInput"]

        assert [key["Name"] for key in table["PartitionKeys"]] == ["org", "day"]
        assert table["Parameters"]["projection.org.type"] == "injected"
        assert table["Parameters"]["projection.day.type"] == "date"
        place = production.text("lms-production-analytics", table["Parameters"]["storage.location.template"])
        assert place.endswith("/archive/org=${org}/day=${day}/")

    def test_is_asked_within_limits(self, production: Assembly) -> None:
        group = only(production, "AWS::Athena::WorkGroup")["WorkGroupConfiguration"]

        assert group["EnforceWorkGroupConfiguration"] is True
        assert group["BytesScannedCutoffPerQuery"] == 10 * 2**30
        assert group["ResultConfiguration"]["EncryptionConfiguration"]["EncryptionOption"] == "SSE_KMS"

    def test_is_written_by_firehose_and_nobody_else(self, production: Assembly) -> None:
        writers = {
            statement["Sid"]
            for found in production.of_type("AWS::IAM::Policy")
            for statement in found.properties["PolicyDocument"]["Statement"]
            if "s3:PutObject" in statement["Action"]
            and any("/archive/" in text for text in _texts(production, found.stack, statement["Resource"]))
        }

        assert writers == {"WriteFiles"}

    def test_moves_what_is_rarely_read_to_where_that_costs_less(self, production: Assembly) -> None:
        rules = [
            rule
            for found in production.of_type("AWS::S3::Bucket")
            for rule in found.properties["LifecycleConfiguration"]["Rules"]
            if rule.get("Prefix") == "archive/"
        ]

        assert [rule["Transitions"] for rule in rules] == [
            [{"StorageClass": "INTELLIGENT_TIERING", "TransitionInDays": 30}]
        ]
        assert all("ExpirationInDays" not in rule for rule in rules)


def _texts(assembly: Assembly, stack: str, resources: Any) -> list[str]:
    return [assembly.text(stack, one) for one in (resources if isinstance(resources, list) else [resources])]
