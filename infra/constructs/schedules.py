"""Tasks that run by the clock, or when an AWS service tells something."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import aws_events as events
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.room_function import RoomFunction
from infra.constructs.work_queue import DeadLetters, let_rules_send
from infra.names import Names
from shared.manifest import Notice, Schedule


class Schedules(Construct):
    """One rule per schedule or notice; it calls the tasks function with the task's name.

    What fails three times is laid aside.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        context: str,
        schedules: Sequence[Schedule],
        notices: Sequence[Notice],
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
        when: list[tuple[str, str, dict[str, Any], Mapping[str, Any]]] = [
            (one.task, "clock", {"schedule_expression": one.every}, {"input": json.dumps({"task": one.task})})
            for one in schedules
        ]
        when += [(one.task, "notice", {"event_pattern": _pattern(one)}, _with_detail(one)) for one in notices]
        rules = []
        for task, kind, occasion, given in when:
            rule = events.CfnRule(
                self,
                task,
                name=names.of(context, kind, task),
                **occasion,
                targets=[
                    events.CfnRule.TargetProperty(
                        id="tasks",
                        arn=function.alias.function_arn,
                        **given,
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
                f"{task}MayCall",
                action="lambda:InvokeFunction",
                function_name=function.alias.function_arn,
                principal="events.amazonaws.com",
                source_arn=rule.attr_arn,
            )
        let_rules_send(dead.queue, rules)


def _pattern(notice: Notice) -> dict[str, Any]:
    pattern: dict[str, Any] = {"source": [notice.source], "detail-type": [notice.detail_type]}
    return {**pattern, "detail": notice.detail} if notice.detail else pattern


def _with_detail(notice: Notice) -> dict[str, Any]:
    """The task's name, and what the event says."""
    template = f'{{"task": "{notice.task}", "detail": <detail>}}'
    return {
        "input_transformer": events.CfnRule.InputTransformerProperty(
            input_paths_map={"detail": "$.detail"}, input_template=template
        )
    }
