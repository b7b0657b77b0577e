"""Gradual rollout of new versions of a room's functions, undone by itself when one begins to fail."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.acknowledged import acknowledge

MANAGED = "service-role/AWSCodeDeployRoleForLambdaLimited"


class Rollouts(Construct):
    """A tenth of the traffic for five minutes, then all of it; back to the version before on an alarm."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self._application = codedeploy.LambdaApplication(self, "Application")
        self._role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("codedeploy.amazonaws.com"),
            managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name(MANAGED)],
        )
        acknowledge(
            self._role,
            f"AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/{MANAGED}]",
            "AWS keeps this policy in step with what CodeDeploy needs; it moves aliases and reads alarms, no data.",
        )

    def roll_out(self, alias: lambda_.Alias) -> None:
        """Move this alias gradually from now on."""
        failing = cloudwatch.Alarm(
            alias,
            "Failing",
            alarm_description="docs/operations.md#rollback",
            metric=alias.metric_errors(period=Duration.minutes(1), statistic="Sum"),
            threshold=1,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        codedeploy.LambdaDeploymentGroup(
            alias,
            "Rollout",
            application=self._application,
            role=self._role,
            alias=alias,
            deployment_config=codedeploy.LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES,
            alarms=[failing],
            auto_rollback=codedeploy.AutoRollbackConfig(
                failed_deployment=True, stopped_deployment=True, deployment_in_alarm=True
            ),
        )
