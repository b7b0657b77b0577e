"""A queue with its dead letters."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.room_function import RoomFunction
from infra.names import Names

TRIES = 5
"""Deliveries before a message is laid aside for a person (``python -m infra.redrive`` sends it again)."""

CONSUME = ("sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")
"""What a function needs whose queue Lambda reads."""

AT_ONCE = 20
"""Most consumers of one queue at once, so that a flood of events leaves room for requests."""

REDRIVEN = "The queue itself moves what fails to its dead letters."


class WorkQueue(Construct):
    """A queue and its dead letters. What is being worked on stays invisible for six runs of the consumer."""

    def __init__(
        self, scope: Construct, id: str, *, context: str, purpose: str, dead: str, names: Names, timeout_s: int
    ) -> None:
        super().__init__(scope, id)
        self.dead = DeadLetters(self, "Dead", name=names.of(context, dead))
        self.queue = sqs.Queue(
            self,
            "Queue",
            queue_name=names.of(context, purpose),
            visibility_timeout=Duration.seconds(6 * timeout_s),
            retention_period=Duration.days(4),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.dead.queue, max_receive_count=TRIES),
        )

    def feed(self, scope: Construct, id: str, function: RoomFunction) -> None:
        """Hand what comes to a function that may take it; it says of each message whether it could."""
        mapping = lambda_.CfnEventSourceMapping(
            scope,
            id,
            function_name=function.alias.function_arn,
            event_source_arn=self.queue.queue_arn,
            batch_size=10,
            function_response_types=["ReportBatchItemFailures"],
            scaling_config=lambda_.CfnEventSourceMapping.ScalingConfigProperty(maximum_concurrency=AT_ONCE),
        )
        mapping.node.add_dependency(function.policy)
        acknowledge(mapping, "Serverless-LambdaEventSourceMappingDestination", REDRIVEN)


class DeadLetters(Construct):
    """A queue that nobody reads but a person; an alarm watches it."""

    def __init__(self, scope: Construct, id: str, *, name: str) -> None:
        super().__init__(scope, id)
        self.queue = sqs.Queue(
            self,
            "Queue",
            queue_name=name,
            retention_period=Duration.days(14),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
        )
        for rule in ("AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy"):
            acknowledge(self.queue, rule, "It is itself where dead letters go.")


def let_rules_send(queue: sqs.Queue, rules: Sequence[events.CfnRule]) -> None:
    """Let these rules, and no others, put messages on the queue."""
    queue.add_to_resource_policy(
        iam.PolicyStatement(
            sid="FromRules",
            principals=[iam.ServicePrincipal("events.amazonaws.com")],
            actions=["sqs:SendMessage"],
            resources=[queue.queue_arn],
            conditions={"ArnEquals": {"aws:SourceArn": [rule.attr_arn for rule in rules]}},
        )
    )
