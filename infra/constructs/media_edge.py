"""How the edge shows what lies in a room's bucket: streams at the product's address, files at one of their own."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from aws_cdk import CfnOutput, Duration, RemovalPolicy
from aws_cdk import aws_certificatemanager as certificates
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.names import Names
from infra.playback_keys import mark_of

HEADERS = Path(__file__).parents[1] / "stacks" / "files_headers.js"
SANDBOX = "default-src 'none'; sandbox"


class MediaEdge(Construct):
    """The keys that CloudFront believes, and what it shows to who comes with a signature of one of them."""

    def __init__(self, scope: Construct, id: str, *, names: Names, room: str, keys: Sequence[str]) -> None:
        super().__init__(scope, id)
        self._names = names
        self._keys = cloudfront.KeyGroup(self, "Keys", items=[self._key(key) for key in keys])
        # The bucket is in another region. Its own stack says which distribution may read what.
        bucket = s3.Bucket.from_bucket_attributes(
            self, "Bucket", bucket_name=names.bucket(room), region=names.stage.region
        )
        access = cloudfront.S3OriginAccessControl(
            self,
            "Access",
            origin_access_control_name=names.of("edge", "media"),
            signing=cloudfront.Signing.SIGV4_ALWAYS,
        )
        self._origin = origins.S3BucketOrigin.with_origin_access_control(
            bucket, origin_access_control=access, origin_access_levels=[]
        )

    def streams(self) -> cloudfront.BehaviorOptions:
        """Streams, opened by cookies. They never change, so they may be kept."""
        return self._behaviour(
            cloudfront.ResponseHeadersPolicy(
                self,
                "StreamHeaders",
                response_headers_policy_name=self._names.of("edge", "streams"),
                cors_behavior=self._for_pages(credentials=True),
                security_headers_behavior=_secure(),
            )
        )

    def files(self, *, acl: str, logs: s3.IBucket) -> cloudfront.Distribution:
        """The distribution of people's files. No cookie goes there, and nothing that comes from there can act."""
        stage = self._names.stage
        sandbox = cloudfront.ResponseHeadersContentSecurityPolicy(content_security_policy=SANDBOX, override=True)
        function = cloudfront.Function(
            self,
            "FileHeaders",
            function_name=self._names.of("edge", "file-headers"),
            code=cloudfront.FunctionCode.from_inline(HEADERS.read_text()),
            runtime=cloudfront.FunctionRuntime.JS_2_0,
        )
        behaviour = self._behaviour(
            cloudfront.ResponseHeadersPolicy(
                self,
                "FilePolicy",
                response_headers_policy_name=self._names.of("edge", "files"),
                cors_behavior=self._for_pages(credentials=False),
                security_headers_behavior=_secure(sandbox),
                custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
                    custom_headers=[
                        cloudfront.ResponseCustomHeader(
                            header="cross-origin-resource-policy", value="cross-origin", override=True
                        )
                    ]
                ),
            ),
            [
                cloudfront.FunctionAssociation(
                    event_type=cloudfront.FunctionEventType.VIEWER_RESPONSE, function=function
                )
            ],
        )
        certificate = stage.files_certificate
        distribution = cloudfront.Distribution(
            self,
            "Files",
            comment=f"{stage.prefix} files",
            domain_names=[urlsplit(stage.files_url).netloc] if certificate else None,
            certificate=certificates.Certificate.from_certificate_arn(self, "FilesCertificate", certificate)
            if certificate
            else None,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            price_class=cloudfront.PriceClass.PRICE_CLASS_200,
            web_acl_id=acl,
            default_behavior=behaviour,
            enable_logging=True,
            log_bucket=logs,
            log_file_prefix="files/",
        )
        acknowledge(distribution, "AwsSolutions-CFR1", "Schools have students abroad too; signatures say who may see.")
        no_choice = "TLS 1.2 is the least wherever files_certificate is set; CloudFront's own name leaves no choice."
        acknowledge(distribution, "AwsSolutions-CFR4", no_choice)
        return distribution

    def _behaviour(
        self,
        headers: cloudfront.ResponseHeadersPolicy,
        functions: Sequence[cloudfront.FunctionAssociation] | None = None,
    ) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(
            origin=self._origin,
            trusted_key_groups=[self._keys],
            allowed_methods=cloudfront.AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            response_headers_policy=headers,
            function_associations=functions,
            compress=True,
        )

    def _key(self, public_key: str) -> cloudfront.PublicKey:
        """A public key never changes: another one is another resource, named after what it is."""
        mark = mark_of(public_key)
        key = cloudfront.PublicKey(
            self, f"Key{mark}", encoded_key=public_key, public_key_name=self._names.of("playback", mark)
        )
        key.apply_removal_policy(RemovalPolicy.DESTROY)
        CfnOutput(self, f"PlaybackKey{mark}", value=key.public_key_id).override_logical_id(f"PlaybackKey{mark}")
        return key

    def _for_pages(self, *, credentials: bool) -> cloudfront.ResponseHeadersCorsBehavior:
        """Pages of the product may read it: players and tracks of captions do."""
        return cloudfront.ResponseHeadersCorsBehavior(
            access_control_allow_credentials=credentials,
            access_control_allow_headers=["range"] if credentials else ["*"],
            access_control_allow_methods=["GET", "HEAD", "OPTIONS"],
            access_control_allow_origins=list(self._names.stage.allowed_origins),
            access_control_max_age=Duration.hours(1),
            origin_override=True,
        )


def _secure(
    policy: cloudfront.ResponseHeadersContentSecurityPolicy | None = None,
) -> cloudfront.ResponseSecurityHeadersBehavior:
    return cloudfront.ResponseSecurityHeadersBehavior(
        content_security_policy=policy,
        content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
        referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
            referrer_policy=cloudfront.HeadersReferrerPolicy.NO_REFERRER, override=True
        ),
        strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
            access_control_max_age=Duration.days(730), include_subdomains=True, override=True
        ),
    )
