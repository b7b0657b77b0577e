"""Everything that is told on the bus, kept as files that Athena reads."""

from aws_cdk import Aws, Duration
from aws_cdk import aws_athena as athena
from aws_cdk import aws_events as events
from aws_cdk import aws_glue as glue
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kinesisfirehose as firehose
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.files_bucket import FilesBucket
from infra.constructs.work_queue import DeadLetters, let_rules_send
from infra.names import Names

EVENTS, ERRORS, ANSWERS = "archive", "archive-errors", "archive-answers"
KEYS = "{org: .detail.org_id, day: .time[0:10]}"
"""What a file lies under, of an event: its organization, and the day (of UTC) on which it happened."""
PLACE = f"{EVENTS}/org=!{{partitionKeyFromQuery:org}}/day=!{{partitionKeyFromQuery:day}}/"
TABLE = "events"
COLUMNS = ("source", "detail_type", "time", "detail")
BEGINS = "2026-01-01"
"""No event is older."""
MOST_BYTES = 10 * 2**30
"""Of one query; a query without a day reads all that an organization ever told."""
GATHERED_S, GATHERED_MB = 300, 64
"""Firehose writes a file for each organization and day that often, or when so much has come; 64 is its least."""
RARELY_READ = Duration.days(30)


class Archive(Construct):
    """From the bus by Firehose into the room's bucket, compressed, by organization and day; a table over it.

    A query has to name an organization: the table does not know which there are.
    """

    def __init__(
        self, scope: Construct, id: str, *, context: str, files: FilesBucket, key: kms.IKey, names: Names
    ) -> None:
        super().__init__(scope, id)
        self._names, self._files, self._key = names, files, key
        files.bucket.add_lifecycle_rule(
            prefix=f"{EVENTS}/",
            transitions=[
                s3.Transition(storage_class=s3.StorageClass.INTELLIGENT_TIERING, transition_after=RARELY_READ)
            ],
        )
        stream = self._stream(names.of(context, "archive"))
        self._fill(context, stream)
        database = self._table(context)
        self._ask(context, database)

    def _stream(self, name: str) -> firehose.CfnDeliveryStream:
        ours = {"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}}
        role = iam.Role(
            self,
            "Writer",
            assumed_by=iam.ServicePrincipal("firehose.amazonaws.com", conditions=ours),
        )
        policy = iam.Policy(self, "Writing", roles=[role])
        policy.add_statements(
            iam.PolicyStatement(
                sid="WriteFiles",
                actions=["s3:AbortMultipartUpload", "s3:PutObject"],
                resources=[self._under(EVENTS), self._under(ERRORS)],
            ),
            iam.PolicyStatement(
                sid="FindTheBucket",
                actions=["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
                resources=[self._files.bucket.bucket_arn],
            ),
            self._through_s3("kms:Decrypt", "kms:GenerateDataKey"),
        )
        for prefix in (EVENTS, ERRORS):
            acknowledge(policy, self._finding(prefix), "Every file of the archive, and no other of the room's.")
        stream = firehose.CfnDeliveryStream(
            self,
            "Stream",
            delivery_stream_name=name,
            delivery_stream_type="DirectPut",
            delivery_stream_encryption_configuration_input=(
                firehose.CfnDeliveryStream.DeliveryStreamEncryptionConfigurationInputProperty(key_type="AWS_OWNED_CMK")
            ),
            extended_s3_destination_configuration=(
                firehose.CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty(
                    bucket_arn=self._files.bucket.bucket_arn,
                    role_arn=role.role_arn,
                    compression_format="GZIP",
                    file_extension=".json.gz",
                    prefix=PLACE,
                    error_output_prefix=f"{ERRORS}/!{{firehose:error-output-type}}/!{{timestamp:yyyy-MM-dd}}/",
                    buffering_hints=firehose.CfnDeliveryStream.BufferingHintsProperty(
                        interval_in_seconds=GATHERED_S, size_in_m_bs=GATHERED_MB
                    ),
                    encryption_configuration=firehose.CfnDeliveryStream.EncryptionConfigurationProperty(
                        kms_encryption_config=firehose.CfnDeliveryStream.KMSEncryptionConfigProperty(
                            awskms_key_arn=self._key.key_arn
                        )
                    ),
                    dynamic_partitioning_configuration=(
                        firehose.CfnDeliveryStream.DynamicPartitioningConfigurationProperty(enabled=True)
                    ),
                    processing_configuration=firehose.CfnDeliveryStream.ProcessingConfigurationProperty(
                        enabled=True,
                        processors=[
                            _processor("MetadataExtraction", MetadataExtractionQuery=KEYS, JsonParsingEngine="JQ-1.6"),
                            _processor("AppendDelimiterToRecord", Delimiter="\\n"),
                        ],
                    ),
                )
            ),
        )
        stream.node.add_dependency(policy)
        return stream

    def _fill(self, context: str, stream: firehose.CfnDeliveryStream) -> None:
        """Every event of ours goes there; what cannot within a day is laid aside."""
        role = iam.Role(self, "Filler", assumed_by=iam.ServicePrincipal("events.amazonaws.com"))
        policy = iam.Policy(self, "Filling", roles=[role])
        put = ["firehose:PutRecord", "firehose:PutRecordBatch"]
        policy.add_statements(iam.PolicyStatement(sid="Fill", actions=put, resources=[stream.attr_arn]))
        dead = DeadLetters(self, "Dead", name=self._names.of(context, "archive-dead"))
        rule = events.CfnRule(
            self,
            "Everything",
            name=self._names.of(context, "archives"),
            event_bus_name=self._names.bus,
            event_pattern={"source": [{"prefix": "lms."}]},
            targets=[
                events.CfnRule.TargetProperty(
                    id="archive",
                    arn=stream.attr_arn,
                    role_arn=role.role_arn,
                    dead_letter_config=events.CfnRule.DeadLetterConfigProperty(arn=dead.queue.queue_arn),
                )
            ],
        )
        rule.node.add_dependency(policy)
        let_rules_send(dead.queue, [rule])

    def _table(self, context: str) -> str:
        name = self._names.of(context).replace("-", "_")
        database = glue.CfnDatabase(
            self,
            "Database",
            catalog_id=Aws.ACCOUNT_ID,
            database_input=glue.CfnDatabase.DatabaseInputProperty(name=name),
        )
        place = f"s3://{self._files.bucket.bucket_name}/{EVENTS}/"
        table = glue.CfnTable(
            self,
            "Events",
            catalog_id=Aws.ACCOUNT_ID,
            database_name=name,
            table_input=glue.CfnTable.TableInputProperty(
                name=TABLE,
                table_type="EXTERNAL_TABLE",
                parameters={
                    "EXTERNAL": "TRUE",
                    "projection.enabled": "true",
                    "projection.org.type": "injected",
                    "projection.day.type": "date",
                    "projection.day.format": "yyyy-MM-dd",
                    "projection.day.range": f"{BEGINS},NOW+1DAY",
                    "storage.location.template": f"{place}org=${{org}}/day=${{day}}/",
                },
                partition_keys=[_column("org"), _column("day")],
                storage_descriptor=glue.CfnTable.StorageDescriptorProperty(
                    columns=[_column(column) for column in COLUMNS],
                    location=place,
                    input_format="org.apache.hadoop.mapred.TextInputFormat",
                    output_format="org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                    serde_info=glue.CfnTable.SerdeInfoProperty(
                        serialization_library="org.openx.data.jsonserde.JsonSerDe",
                        parameters={"mapping.detail_type": "detail-type"},
                    ),
                ),
            ),
        )
        table.node.add_dependency(database)
        return name

    def _ask(self, context: str, database: str) -> None:
        """A workgroup whose answers are encrypted and go by themselves, and what lets a person use it."""
        bucket = self._files.bucket
        workgroup = self._names.of(context, "archive")
        athena.CfnWorkGroup(
            self,
            "Workgroup",
            name=workgroup,
            recursive_delete_option=True,
            work_group_configuration=athena.CfnWorkGroup.WorkGroupConfigurationProperty(
                bytes_scanned_cutoff_per_query=MOST_BYTES,
                enforce_work_group_configuration=True,
                publish_cloud_watch_metrics_enabled=True,
                result_configuration=athena.CfnWorkGroup.ResultConfigurationProperty(
                    output_location=f"s3://{bucket.bucket_name}/{ANSWERS}/",
                    encryption_configuration=athena.CfnWorkGroup.EncryptionConfigurationProperty(
                        encryption_option="SSE_KMS", kms_key=self._key.key_arn
                    ),
                ),
            ),
        )
        arn = self._names.arn
        catalog = [arn("glue", what) for what in ("catalog", f"database/{database}", f"table/{database}/{TABLE}")]
        run = ("GetQueryExecution", "GetQueryResults", "GetWorkGroup", "StartQueryExecution", "StopQueryExecution")
        find = ("GetDatabase", "GetPartitions", "GetTable")
        reading = iam.ManagedPolicy(
            self,
            "Reading",
            managed_policy_name=self._names.of(context, "archive-reading"),
            description="Lets a person ask the archive; attach it to a role of theirs",
            statements=[
                iam.PolicyStatement(
                    sid="RunQueries",
                    actions=[f"athena:{action}" for action in run],
                    resources=[arn("athena", f"workgroup/{workgroup}")],
                ),
                iam.PolicyStatement(
                    sid="FindTheTable", actions=[f"glue:{action}" for action in find], resources=catalog
                ),
                iam.PolicyStatement(
                    sid="ReadFiles", actions=["s3:GetObject"], resources=[self._under(EVENTS), self._under(ANSWERS)]
                ),
                iam.PolicyStatement(sid="WriteAnswers", actions=["s3:PutObject"], resources=[self._under(ANSWERS)]),
                iam.PolicyStatement(
                    sid="ListFiles",
                    actions=["s3:GetBucketLocation", "s3:ListBucket"],
                    resources=[bucket.bucket_arn],
                ),
                self._through_s3("kms:Decrypt", "kms:GenerateDataKey"),
            ],
        )
        for prefix in (EVENTS, ANSWERS):
            acknowledge(reading, self._finding(prefix), "Every file of the archive, and of what was answered from it.")

    def _under(self, prefix: str) -> str:
        return f"{self._files.bucket.bucket_arn}/{prefix}/*"

    def _finding(self, prefix: str) -> str:
        return f"AwsSolutions-IAM5[Resource::<{self._files.logical_id}.Arn>/{prefix}/*]"

    def _through_s3(self, *actions: str) -> iam.PolicyStatement:
        return iam.PolicyStatement(
            sid="OpenWhatIsEncrypted",
            actions=list(actions),
            resources=[self._key.key_arn],
            conditions={"StringEquals": {"kms:ViaService": f"s3.{self._names.stage.region}.amazonaws.com"}},
        )


def _processor(kind: str, **parameters: str) -> firehose.CfnDeliveryStream.ProcessorProperty:
    return firehose.CfnDeliveryStream.ProcessorProperty(
        type=kind,
        parameters=[
            firehose.CfnDeliveryStream.ProcessorParameterProperty(parameter_name=name, parameter_value=value)
            for name, value in parameters.items()
        ],
    )


def _column(name: str) -> glue.CfnTable.ColumnProperty:
    return glue.CfnTable.ColumnProperty(name=name, type="string")
