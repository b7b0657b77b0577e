"""A room's state machine, whose tasks are one function of the room."""

from typing import Any

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_stepfunctions as stepfunctions
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.names import Names

TASKS = "${Tasks}"
"""Stands in a definition for the ARN of the room's tasks function."""


class Workflow(Construct):
    """A Standard machine that may call its room's tasks function and nothing else."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        context: str,
        workflow: str,
        definition: dict[str, Any],
        tasks: lambda_.IAlias,
        names: Names,
    ) -> None:
        super().__init__(scope, id)
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("states.amazonaws.com"))
        policy = iam.Policy(self, "Policy", roles=[role])
        policy.add_statements(
            iam.PolicyStatement(sid="CallTheTasks", actions=["lambda:InvokeFunction"], resources=[tasks.function_arn])
        )
        machine = stepfunctions.CfnStateMachine(
            self,
            "Machine",
            state_machine_name=names.of(context, workflow),
            role_arn=role.role_arn,
            definition=definition,
            definition_substitutions={"Tasks": tasks.function_arn},
        )
        machine.node.add_dependency(policy)
        no_star = "It needs a role over every resource. Executions keep their history, tasks log with correlation ids."
        for rule in ("AwsSolutions-SF1", "AwsSolutions-SF2", "Serverless-StepFunctionStateMachineXray"):
            acknowledge(machine, rule, no_star)
