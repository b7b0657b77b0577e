"""A room's table: the one shape that all rooms share."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.names import Names


class ContextTable(Construct):
    """``pk``, ``sk`` and one index ``gsi1``; rows expire by ``expires_at``; the stream feeds the relay."""

    def __init__(self, scope: Construct, id: str, *, context: str, names: Names, key: kms.IKey) -> None:
        super().__init__(scope, id)
        keeps = names.stage.keeps_data
        self.table = dynamodb.Table(
            self,
            "Table",
            table_name=names.of(context),
            partition_key=_text("pk"),
            sort_key=_text("sk"),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
            encryption_key=key,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True, recovery_period_in_days=35 if keeps else 1
            ),
            deletion_protection=keeps,
            removal_policy=RemovalPolicy.RETAIN if keeps else RemovalPolicy.DESTROY,
            stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
            time_to_live_attribute="expires_at",
        )
        self.table.add_global_secondary_index(
            index_name="gsi1", partition_key=_text("gsi1pk"), sort_key=_text("gsi1sk")
        )


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
