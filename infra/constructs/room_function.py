"""One Lambda function of a room: its role, its log, and the alias that everything calls it by."""

from collections.abc import Mapping, Sequence

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge, wildcard
from infra.constructs.closed_network import ClosedNetwork
from infra.constructs.rollout import Rollouts
from infra.names import Names

RETENTION = {
    7: logs.RetentionDays.ONE_WEEK,
    30: logs.RetentionDays.ONE_MONTH,
    90: logs.RetentionDays.THREE_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
}

INTERFACES = (
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
)
"""What Lambda does in a function's name to put it into a network."""


class RoomFunction(Construct):
    """``<context>-<module>``. It may only write its own log, until it is allowed more, statement by statement."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        context: str,
        module: str,
        handler: str,
        code: lambda_.Code,
        layers: Sequence[lambda_.ILayerVersion],
        memory_mb: int,
        timeout_s: int,
        environment: Mapping[str, str],
        names: Names,
        rollouts: Rollouts | None,
        network: ClosedNetwork | None = None,
    ) -> None:
        super().__init__(scope, id)
        self._context, self._module, self._names = context, module, names
        stage = names.stage
        log = logs.LogGroup(
            self,
            "Log",
            log_group_name=names.logs(context, module),
            retention=RETENTION[stage.log_days],
            removal_policy=RemovalPolicy.RETAIN if stage.keeps_data else RemovalPolicy.DESTROY,
        )
        self.role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        self.policy = iam.Policy(self, "Policy", roles=[self.role])
        log_streams = names.arn("logs", f"log-group:{names.logs(context, module)}:log-stream:*")
        self.allow("WriteItsLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [log_streams])
        self.function = lambda_.Function(
            self,
            "Function",
            function_name=names.of(context, module),
            runtime=lambda_.Runtime(f"python{stage.runtime.python}", lambda_.RuntimeFamily.PYTHON),
            architecture=lambda_.Architecture.custom(stage.runtime.architecture),
            handler=handler,
            code=code,
            layers=layers,
            memory_size=memory_mb,
            timeout=Duration.seconds(timeout_s),
            environment={
                "LMS_STAGE": stage.name,
                "LMS_CONTEXT": context,
                "POWERTOOLS_SERVICE_NAME": f"{context}-{module}",
                "POWERTOOLS_METRICS_NAMESPACE": "lms",
                **environment,
            },
            role=self.role,
            log_group=log,
            **(network.placement if network else {}),
            current_version_options=lambda_.VersionOptions(
                removal_policy=RemovalPolicy.RETAIN if stage.keeps_data else RemovalPolicy.DESTROY
            ),
        )
        if network:
            self.allow("StandInItsNetwork", INTERFACES, ["*"])
            acknowledge(self.policy, wildcard("*"), "Lambda makes the network's interfaces itself; they have no names.")
            acknowledge(self.function, "Serverless-LambdaVPC", "It is the network that keeps the function in.")
        # The role must be able to do everything before the first event can arrive.
        self.function.node.add_dependency(self.policy)
        self.alias = lambda_.Alias(self, "Live", alias_name="live", version=self.function.current_version)
        if rollouts:
            rollouts.roll_out(self.alias)
        self._acknowledge(log_streams)

    def allow(
        self, sid: str, actions: Sequence[str], resources: Sequence[str], **conditions: Mapping[str, object]
    ) -> None:
        """Let this function do these things to these resources, and no others."""
        self.policy.add_statements(
            iam.PolicyStatement(
                sid=sid, actions=list(actions), resources=list(resources), conditions=conditions or None
            )
        )

    def deny_everything(self) -> None:
        """Let nothing that runs in it do anything, whatever else is allowed: that is for Lambda itself to use."""
        names = self._names
        own = names.arn("lambda", f"function:{names.of(self._context, self._module)}")
        self.policy.add_statements(
            iam.PolicyStatement(
                sid="DenyEverything",
                effect=iam.Effect.DENY,
                actions=["*"],
                resources=["*"],
                conditions={"ArnEquals": {"lambda:SourceFunctionArn": own}},
            )
        )

    def _acknowledge(self, log_streams: str) -> None:
        acknowledge(self.policy, wildcard(log_streams), "Lambda names the streams of the function's own log itself.")
        runtime = "Layers are built and tested for this runtime; it moves with the project's Python."
        acknowledge(self.function, "AwsSolutions-L1", runtime)
        acknowledge(self.function, "Serverless-LambdaLatestVersion", runtime)
        laid_aside = "Its queues, rules and stream each lay aside what fails; requests are answered, not kept."
        acknowledge(self.function, "Serverless-LambdaDLQ", laid_aside)
        untraced = "X-Ray needs a role over every resource; correlation ids go through every hop's log."
        acknowledge(self.function, "Serverless-LambdaTracing", untraced)
