"""What a room hears: a rule per event on the bus, one queue, one function."""

from collections.abc import Sequence

from aws_cdk import aws_events as events
from constructs import Construct

from infra.constructs.room_function import RoomFunction
from infra.constructs.work_queue import CONSUME, WorkQueue, let_rules_send
from infra.names import Names
from shared.events import DomainEvent


class Inbox(Construct):
    """The bus puts what the room hears into its inbox; the handlers take it from there, message by message."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        context: str,
        hears: Sequence[type[DomainEvent]],
        inbox: WorkQueue,
        function: RoomFunction,
        names: Names,
    ) -> None:
        super().__init__(scope, id)
        rules = [
            events.CfnRule(
                self,
                event.__name__,
                name=names.of(context, "hears", event.detail_type().replace(".", "-")),
                event_bus_name=names.bus,
                event_pattern={"source": [event.source], "detail-type": [event.detail_type()]},
                targets=[
                    events.CfnRule.TargetProperty(
                        id="inbox",
                        arn=inbox.queue.queue_arn,
                        dead_letter_config=events.CfnRule.DeadLetterConfigProperty(arn=inbox.dead.queue.queue_arn),
                    )
                ],
            )
            for event in hears
        ]
        for queue in (inbox.queue, inbox.dead.queue):
            let_rules_send(queue, rules)
        function.allow(
            "TakeFromTheInbox",
            CONSUME,
            [inbox.queue.queue_arn],
        )
        inbox.feed(self, "FromQueue", function)
