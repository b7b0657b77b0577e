"""A room's state machine, whose tasks are one function of the room."""

from collections.abc import Sequence
from typing import Any

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_stepfunctions as stepfunctions
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.names import Names

TASKS = "${Tasks}"
"""Stands in a definition for the ARN of the room's tasks function."""


def tasks_of(room: str) -> str:
    """Stands in a definition for the ARN of another room's tasks function."""
    return f"${{{_slot(room)}}}"


def _slot(room: str) -> str:
    return f"{room.title()}Tasks"


class Workflow(Construct):
    """A Standard machine that may call its room's tasks function, those of the rooms it uses, and nothing else.

    Others are known by name, so that no stack depends on another for this: rooms ask each other the other way round.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        context: str,
        workflow: str,
        definition: dict[str, Any],
        tasks: lambda_.IAlias,
        others: Sequence[str],
        names: Names,
    ) -> None:
        super().__init__(scope, id)
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("states.amazonaws.com"))
        policy = iam.Policy(self, "Policy", roles=[role])
        policy.add_statements(
            iam.PolicyStatement(
                sid="CallTheTasks",
                actions=["lambda:InvokeFunction"],
                resources=[tasks.function_arn, *(names.tasks_arn(room) for room in others)],
            )
        )
        machine = stepfunctions.CfnStateMachine(
            self,
            "Machine",
            state_machine_name=names.of(context, workflow),
            role_arn=role.role_arn,
            definition=definition,
            definition_substitutions={
                "Tasks": tasks.function_arn,
                **{_slot(room): names.tasks_arn(room) for room in others},
            },
        )
        machine.node.add_dependency(policy)
        no_star = "It needs a role over every resource. Executions keep their history, tasks log with correlation ids."
        for rule in ("AwsSolutions-SF1", "AwsSolutions-SF2", "Serverless-StepFunctionStateMachineXray"):
            acknowledge(machine, rule, no_star)
