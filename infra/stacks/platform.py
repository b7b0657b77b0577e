"""What all rooms stand on: the bus, the HTTP API, the key, the mail identity, and the secret that the edge shows."""

from aws_cdk import Aws, CfnOutput, Environment, RemovalPolicy, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_ses as ses
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.http_door import HttpDoor
from infra.names import Names

EDGE_REGION = "us-east-1"


class PlatformStack(Stack):
    """One per stage. Its exports never change once they exist, so rooms are deployed on their own."""

    def __init__(self, scope: Construct, *, names: Names) -> None:
        stage = names.stage
        super().__init__(
            scope,
            names.of("platform"),
            env=Environment(account=stage.account, region=stage.region),
            termination_protection=stage.keeps_data,
        )
        kept = RemovalPolicy.RETAIN if stage.keeps_data else RemovalPolicy.DESTROY
        self.key = kms.Key(
            self,
            "Key",
            alias=f"alias/{stage.prefix}",
            description=f"Encrypts what {stage.prefix} keeps",
            enable_key_rotation=True,
            removal_policy=kept,
        )
        if stage.on_aws:
            self._let_cloudfront_open()
        events.EventBus(self, "Bus", event_bus_name=names.bus)
        replicas = [secretsmanager.ReplicaRegion(region=EDGE_REGION)] if stage.on_aws else None
        self.origin_secret = secretsmanager.Secret(
            self,
            "OriginSecret",
            secret_name=names.secret("platform", "origin"),
            description="What the edge shows to the API, and what signs cursors",
            encryption_key=self.key,
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template='{"previous": ""}',
                generate_string_key="current",
                password_length=48,
                exclude_punctuation=True,
            ),
            replica_regions=replicas,
            removal_policy=kept,
        )
        by_hand = "Rotated by `python -m infra.deploy STAGE --rotate-origin-secret`: the edge must change with it."
        acknowledge(self.origin_secret, "AwsSolutions-SMG4", by_hand)
        self.door = HttpDoor(self, "Door", names=names)
        mail = ses.ConfigurationSet(
            self,
            "Mail",
            configuration_set_name=stage.prefix,
            reputation_metrics=True,
            tls_policy=ses.ConfigurationSetTlsPolicy.REQUIRE,
        )
        ses.EmailIdentity(self, "MailDomain", identity=ses.Identity.domain(stage.mail_domain), configuration_set=mail)
        for name, value in {
            "ApiId": self.door.api.api_id,
            "ApiUrl": self.door.api.api_endpoint,
            "OriginSecretName": names.secret("platform", "origin"),
            "BusName": names.bus,
            "MailFrom": stage.mail_from,
            "PublicUrl": stage.public_url,
        }.items():
            CfnOutput(self, name, value=value)

    def _let_cloudfront_open(self) -> None:
        """What the edge shows of buckets is encrypted too. Which distribution may read what, the buckets say."""
        ours = f"arn:{Aws.PARTITION}:cloudfront::{Aws.ACCOUNT_ID}:distribution/*"
        self.key.add_to_resource_policy(
            iam.PolicyStatement(
                sid="LetCloudFrontOpen",
                principals=[iam.ServicePrincipal("cloudfront.amazonaws.com")],
                actions=["kms:Decrypt"],
                resources=["*"],
                conditions={"StringLike": {"aws:SourceArn": ours}},
            )
        )
