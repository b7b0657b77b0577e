"""What may not even reach the API."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_logs as logs
from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

from infra.constructs.room_function import RETENTION
from infra.names import Names

REQUESTS_PER_ADDRESS = 20_000
SIGN_INS_PER_ADDRESS = 2_000
"""In five minutes. A school's pupils share one address: a thousand of them may begin a lesson at once, and study. The
finer limits are the API's own, per person, and for guesses per place."""

LOOKS_LIKE_AN_ATTACK_BUT_TEACHES = (
    "SizeRestrictions_BODY",
    "CrossSiteScripting_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
    "EC2MetaDataSSRF_BODY",
)
"""A lesson on web security holds scripts, paths and addresses, and is long. Bodies are counted here and judged by the
rooms, whose schemas let nothing through that would run."""


class Firewall(Construct):
    """AWS's managed rules, and ceilings per address."""

    def __init__(self, scope: Construct, id: str, *, names: Names) -> None:
        super().__init__(scope, id)
        rules = [
            _managed("AWSManagedRulesAmazonIpReputationList", 0),
            _managed("AWSManagedRulesKnownBadInputsRuleSet", 1),
            _managed("AWSManagedRulesCommonRuleSet", 2, counted=LOOKS_LIKE_AN_ATTACK_BUT_TEACHES),
            _ceiling("sign-ins-per-address", 3, SIGN_INS_PER_ADDRESS, "/api/v1/auth/"),
            _ceiling("requests-per-address", 4, REQUESTS_PER_ADDRESS, "/"),
        ]
        self.acl = wafv2.CfnWebACL(
            self,
            "Acl",
            name=names.stage.prefix,
            scope="CLOUDFRONT",
            default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
            rules=rules,
            visibility_config=_visible(names.stage.prefix),
        )
        log = logs.LogGroup(
            self,
            "Log",
            # The service insists on this beginning.
            log_group_name=f"aws-waf-logs-{names.stage.prefix}",
            retention=RETENTION[names.stage.log_days],
            removal_policy=RemovalPolicy.RETAIN if names.stage.keeps_data else RemovalPolicy.DESTROY,
        )
        wafv2.CfnLoggingConfiguration(
            self,
            "Logging",
            resource_arn=self.acl.attr_arn,
            log_destination_configs=[log.log_group_arn],
            redacted_fields=[
                wafv2.CfnLoggingConfiguration.FieldToMatchProperty(single_header={"Name": name})
                for name in ("authorization", "cookie")
            ],
            logging_filter={
                "DefaultBehavior": "DROP",
                "Filters": [
                    {
                        "Behavior": "KEEP",
                        "Requirement": "MEETS_ANY",
                        "Conditions": [{"ActionCondition": {"Action": action}} for action in ("BLOCK", "COUNT")],
                    }
                ],
            },
        )


def _managed(name: str, priority: int, counted: tuple[str, ...] = ()) -> wafv2.CfnWebACL.RuleProperty:
    return wafv2.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
        statement=wafv2.CfnWebACL.StatementProperty(
            managed_rule_group_statement=wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(
                vendor_name="AWS",
                name=name,
                rule_action_overrides=[
                    wafv2.CfnWebACL.RuleActionOverrideProperty(
                        name=rule, action_to_use=wafv2.CfnWebACL.RuleActionProperty(count={})
                    )
                    for rule in counted
                ],
            )
        ),
        visibility_config=_visible(name),
    )


def _ceiling(name: str, priority: int, limit: int, path: str) -> wafv2.CfnWebACL.RuleProperty:
    below = wafv2.CfnWebACL.StatementProperty(
        byte_match_statement=wafv2.CfnWebACL.ByteMatchStatementProperty(
            field_to_match=wafv2.CfnWebACL.FieldToMatchProperty(uri_path={}),
            positional_constraint="STARTS_WITH",
            search_string=path,
            text_transformations=[wafv2.CfnWebACL.TextTransformationProperty(priority=0, type="NONE")],
        )
    )
    return wafv2.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        action=wafv2.CfnWebACL.RuleActionProperty(block={"CustomResponse": {"ResponseCode": 429}}),
        statement=wafv2.CfnWebACL.StatementProperty(
            rate_based_statement=wafv2.CfnWebACL.RateBasedStatementProperty(
                aggregate_key_type="IP", limit=limit, evaluation_window_sec=300, scope_down_statement=below
            )
        ),
        visibility_config=_visible(name),
    )


def _visible(name: str) -> wafv2.CfnWebACL.VisibilityConfigProperty:
    return wafv2.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
    )
