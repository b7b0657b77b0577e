"""Alarms and one dashboard, over everything that the manifests declare."""

from collections.abc import Sequence

from aws_cdk import Environment, Stack
from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.alarms import Watch, watches, watches_of_mail
from infra.constructs.dashboard import Dashboard
from infra.names import Names
from infra.stacks.platform import PlatformStack
from shared.manifest import Context


class MonitoringStack(Stack):
    """It knows the rooms' resources by name only, so it never holds up the deployment of a room."""

    def __init__(self, scope: Construct, *, contexts: Sequence[Context], names: Names, platform: PlatformStack) -> None:
        stage = names.stage
        super().__init__(scope, names.of("monitoring"), env=Environment(account=stage.account, region=stage.region))
        self.add_stack_dependency(platform)
        self._topic = sns.Topic(
            self, "Alarms", topic_name=names.of("alarms"), master_key=platform.key, enforce_ssl=True
        )
        self._topic.add_to_resource_policy(
            iam.PolicyStatement(
                sid="FromAlarms",
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["sns:Publish"],
                resources=[self._topic.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": self.account}},
            )
        )
        if stage.alarms_to:
            mail = self._topic.add_subscription(subscriptions.EmailSubscription(stage.alarms_to))
            still_seen = "A mail that cannot be delivered loses nothing: the alarm goes on and shows on the dashboard."
            acknowledge(mail, "Serverless-SNSRedrivePolicy", still_seen)
        failures = ("AWS/ApiGateway", "5xx")
        everything = [
            Watch("API answers 5xx", "server-errors", failures, ("ApiId", platform.door.api.api_id), 5),
            *watches_of_mail(),
            *(watch for context in contexts for watch in watches(context, names)),
        ]
        for watch in everything:
            self._alarm(watch, names)
        Dashboard(self, "Dashboard", contexts=contexts, names=names, api_id=platform.door.api.api_id)

        if stage.alarms_to:
            self._budget(stage.prefix, stage.dollars_a_month, stage.alarms_to)

    def _budget(self, name: str, dollars: int, mail: str) -> None:
        """A mail when four fifths of a month's money are gone, and when all will be: docs/operations.md#budget."""
        somebody = [budgets.CfnBudget.SubscriberProperty(address=mail, subscription_type="EMAIL")]
        budgets.CfnBudget(
            self,
            "Budget",
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_name=name,
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budgets.CfnBudget.SpendProperty(amount=dollars, unit="USD"),
            ),
            notifications_with_subscribers=[
                budgets.CfnBudget.NotificationWithSubscribersProperty(
                    notification=budgets.CfnBudget.NotificationProperty(
                        comparison_operator="GREATER_THAN", notification_type=kind, threshold=percent
                    ),
                    subscribers=somebody,
                )
                for kind, percent in (("ACTUAL", 80), ("FORECASTED", 100))
            ],
        )

    def _alarm(self, watch: Watch, names: Names) -> None:
        namespace, metric = watch.metric
        is_percentile = watch.statistic.startswith("p")
        cloudwatch.CfnAlarm(
            self,
            watch.name.title().replace(" ", "").replace("-", ""),
            alarm_name=f"{names.stage.prefix}: {watch.name}",
            alarm_description=f"docs/operations.md#{watch.runbook}",
            namespace=namespace,
            metric_name=metric,
            dimensions=[
                cloudwatch.CfnAlarm.DimensionProperty(name=name, value=value) for name, value in watch.dimensions
            ],
            statistic=None if is_percentile else watch.statistic,
            extended_statistic=watch.statistic if is_percentile else None,
            threshold=watch.above,
            comparison_operator="GreaterThanThreshold",
            period=60 * watch.minutes,
            evaluation_periods=1,
            treat_missing_data="notBreaching",
            alarm_actions=[self._topic.topic_arn],
            ok_actions=[self._topic.topic_arn],
        )
