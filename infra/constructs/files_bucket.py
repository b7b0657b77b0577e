"""A room's private bucket."""

from collections.abc import Sequence
from typing import cast

from aws_cdk import Duration, RemovalPolicy, Stack
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
        self, scope: Construct, id: str, *, context: str, key: kms.IKey, names: Names, expiries: Sequence[Expiry]
    ) -> None:
        super().__init__(scope, id)
        keeps = names.stage.keeps_data
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
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
        self.logical_id = Stack.of(self).get_logical_id(cast(s3.CfnBucket, self.bucket.node.default_child))
        acknowledge(self.bucket, "AwsSolutions-S1", f"Only {context}'s functions reach it, and they log what they do.")
