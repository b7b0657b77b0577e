"""A room's private bucket."""

from collections.abc import Sequence
from typing import cast

from aws_cdk import Aws, Duration, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.names import Names
from shared.manifest import Expiry


class FilesBucket(Construct):
    """Encrypted, over TLS only, never public; versions are kept a month, unfinished uploads a day.

    What is wanted for some days only goes by itself.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        context: str,
        key: kms.IKey,
        names: Names,
        expiries: Sequence[Expiry],
        takes_uploads: bool = False,
        shows: Sequence[str] = (),
    ) -> None:
        super().__init__(scope, id)
        keeps = names.stage.keeps_data
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            bucket_name=names.bucket(context) if shows else None,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            cors=[_from_pages(names)] if takes_uploads else None,
            bucket_key_enabled=True,
            encryption=s3.BucketEncryption.KMS,
            encryption_key=key,
            enforce_ssl=True,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            versioned=True,
            lifecycle_rules=[
                s3.LifecycleRule(
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                    noncurrent_version_expiration=Duration.days(30),
                ),
                *(
                    s3.LifecycleRule(
                        prefix=expiry.prefix,
                        expiration=Duration.days(expiry.days),
                        noncurrent_version_expiration=Duration.days(1),
                    )
                    for expiry in expiries
                ),
            ],
            removal_policy=RemovalPolicy.RETAIN if keeps else RemovalPolicy.DESTROY,
        )
        for prefix, distribution in names.stage.distributions:
            if prefix in shows:
                self._show(prefix, distribution)
        self.logical_id = Stack.of(self).get_logical_id(cast(s3.CfnBucket, self.bucket.node.default_child))
        acknowledge(self.bucket, "AwsSolutions-S1", f"Only {context}'s functions reach it, and they log what they do.")

    def _show(self, prefix: str, distribution: str) -> None:
        """Let one distribution of the edge read what begins so; in another region, it is known by its id only."""
        arn = f"arn:{Aws.PARTITION}:cloudfront::{Aws.ACCOUNT_ID}:distribution/{distribution}"
        self.bucket.add_to_resource_policy(
            iam.PolicyStatement(
                sid=f"Show{prefix.title()}",
                principals=[iam.ServicePrincipal("cloudfront.amazonaws.com")],
                actions=["s3:GetObject"],
                resources=[f"{self.bucket.bucket_arn}/{prefix}/*"],
                conditions={"StringEquals": {"aws:SourceArn": arn}},
            )
        )


def _from_pages(names: Names) -> s3.CorsRule:
    """Pages of the product may send files, by requests that were signed for them, and see what arrived."""
    return s3.CorsRule(
        allowed_methods=[s3.HttpMethods.POST, s3.HttpMethods.PUT],
        allowed_origins=list(names.stage.allowed_origins),
        allowed_headers=["content-type", "x-amz-checksum-sha256"],
        exposed_headers=["ETag", "x-amz-checksum-sha256"],
        max_age=3600,
    )
