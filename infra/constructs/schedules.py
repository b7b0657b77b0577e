"""Tasks that run by the clock."""

import json
from collections.abc import Sequence

from aws_cdk import aws_events as events
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.room_function import RoomFunction
from infra.constructs.work_queue import DeadLetters, let_rules_send
from infra.names import Names
from shared.manifest import Schedule


class Schedules(Construct):
    """One rule per schedule; it calls the tasks function with the task's name. What fails three times is laid aside."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        context: str,
        schedules: Sequence[Schedule],
        function: RoomFunction,
        names: Names,
    ) -> None:
        super().__init__(scope, id)
        dead = DeadLetters(self, "Dead", name=names.of(context, "clock-dead"))
        function.allow("LayAside", ["sqs:SendMessage"], [dead.queue.queue_arn])
        lambda_.CfnEventInvokeConfig(
            self,
            "Tries",
            function_name=function.function.function_name,
            qualifier=function.alias.alias_name,
            maximum_retry_attempts=2,
            destination_config=lambda_.CfnEventInvokeConfig.DestinationConfigProperty(
                on_failure=lambda_.CfnEventInvokeConfig.OnFailureProperty(destination=dead.queue.queue_arn)
            ),
        ).node.add_dependency(function.policy, function.alias)
        rules = []
        for schedule in schedules:
            rule = events.CfnRule(
                self,
                schedule.task,
                name=names.of(context, "clock", schedule.task),
                schedule_expression=schedule.every,
                targets=[
                    events.CfnRule.TargetProperty(
                        id="tasks",
                        arn=function.alias.function_arn,
                        input=json.dumps({"task": schedule.task}),
                        retry_policy=events.CfnRule.RetryPolicyProperty(
                            maximum_event_age_in_seconds=3600, maximum_retry_attempts=3
                        ),
                        dead_letter_config=events.CfnRule.DeadLetterConfigProperty(arn=dead.queue.queue_arn),
                    )
                ],
            )
            rules.append(rule)
            lambda_.CfnPermission(
                self,
                f"{schedule.task}MayCall",
                action="lambda:InvokeFunction",
                function_name=function.alias.function_arn,
                principal="events.amazonaws.com",
                source_arn=rule.attr_arn,
            )
        let_rules_send(dead.queue, rules)
