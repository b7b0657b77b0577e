"""Who may deploy: GitHub's workflow of this repository, in this stage's environment, and nobody else."""

from aws_cdk import Aws, CfnOutput, Duration, Environment, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.acknowledged import acknowledge, wildcard
from infra.names import Names
from infra.stacks.platform import EDGE_REGION

GITHUB = "token.actions.githubusercontent.com"
BOOTSTRAP_ROLES = ("deploy", "file-publishing", "lookup")
"""The CDK's own roles, made by ``cdk bootstrap``; all that a deployment does, it does as one of them."""


class DeliveryStack(Stack):
    """Set up once per account by an administrator. No long-lived key exists; the role is lent for one run."""

    def __init__(self, scope: Construct, *, names: Names, repository: str) -> None:
        stage = names.stage
        super().__init__(scope, names.of("delivery"), env=Environment(account=stage.account, region=stage.region))
        provider = iam.CfnOIDCProvider(self, "GitHub", url=f"https://{GITHUB}", client_id_list=["sts.amazonaws.com"])
        role = iam.Role(
            self,
            "Role",
            role_name=names.of("deployment"),
            max_session_duration=Duration.hours(2),
            assumed_by=iam.WebIdentityPrincipal(
                provider.ref,
                {
                    "StringEquals": {
                        f"{GITHUB}:aud": "sts.amazonaws.com",
                        f"{GITHUB}:sub": f"repo:{repository}:environment:{stage.name}",
                    }
                },
            ),
        )
        policy = iam.Policy(self, "Policy", roles=[role])
        platform = names.arn("cloudformation", f"stack/{names.of('platform')}/*")
        policy.add_statements(
            iam.PolicyStatement(
                sid="ActAsTheCdk",
                actions=["sts:AssumeRole"],
                resources=[
                    f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:role/cdk-hnb659fds-{name}-role-{Aws.ACCOUNT_ID}-{region}"
                    for name in BOOTSTRAP_ROLES
                    for region in (stage.region, EDGE_REGION)
                ],
            ),
            iam.PolicyStatement(
                sid="FindTheApi",
                actions=["cloudformation:DescribeStacks"],
                resources=[platform],
            ),
            iam.PolicyStatement(
                sid="SeeWhichOriginSecretIsCurrent",
                actions=["secretsmanager:DescribeSecret"],
                # Secrets Manager ends a secret's ARN in six characters of its own.
                resources=[names.arn("secretsmanager", f"secret:{names.secret('platform', 'origin')}-??????")],
            ),
        )
        acknowledge(policy, wildcard(platform), "CloudFormation ends a stack's ARN in an id of its own.")
        CfnOutput(self, "DeploymentRole", value=role.role_arn)
