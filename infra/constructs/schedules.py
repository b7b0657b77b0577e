"""Tasks that run by the clock."""

import json
from collections.abc import Sequence

from aws_cdk import aws_events as events
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.room_function import RoomFunction
from infra.names import Names
from shared.manifest import Schedule


class Schedules(Construct):
    """One rule per schedule; it calls the tasks function with the task's name."""

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
                    )
                ],
            )
            lambda_.CfnPermission(
                self,
                f"{schedule.task}MayCall",
                action="lambda:InvokeFunction",
                function_name=function.alias.function_arn,
                principal="events.amazonaws.com",
                source_arn=rule.attr_arn,
            )
