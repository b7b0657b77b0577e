"""A queue with its dead letters."""

from aws_cdk import Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.names import Names

TRIES = 5
"""Deliveries before a message is laid aside for a person (``python -m infra.redrive`` sends it again)."""

CONSUME = ("sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")
"""What a function needs whose queue Lambda reads."""


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
        acknowledge(
            self.queue,
            AwsSolutions_SQS3="It is itself where dead letters go.",
            Serverless_SQSRedrivePolicy="It is itself where dead letters go.",
        )
