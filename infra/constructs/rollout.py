"""Gradual rollout of a new version of a function, undone by itself when the function begins to fail."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_lambda as lambda_
from constructs import Construct


class Rollout(Construct):
    """A tenth of the traffic for five minutes, then all of it; back to the version before on an alarm."""

    def __init__(
        self, scope: Construct, id: str, *, alias: lambda_.Alias, application: codedeploy.ILambdaApplication
    ) -> None:
        super().__init__(scope, id)
        failing = cloudwatch.Alarm(
            self,
            "Failing",
            alarm_description="The new version fails: it is rolled back.",
            metric=alias.metric_errors(period=Duration.minutes(1), statistic="Sum"),
            threshold=1,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        codedeploy.LambdaDeploymentGroup(
            self,
            "Group",
            application=application,
            alias=alias,
            deployment_config=codedeploy.LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES,
            alarms=[failing],
            auto_rollback=codedeploy.AutoRollbackConfig(
                failed_deployment=True, stopped_deployment=True, deployment_in_alarm=True
            ),
        )
