"""What people's browsers talk to: CloudFront with its firewall, in us-east-1 as AWS demands."""

from urllib.parse import urlsplit

from aws_cdk import CfnOutput, CfnParameter, Duration, Environment, RemovalPolicy, Stack, Token
from aws_cdk import aws_certificatemanager as certificates
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.firewall import Firewall
from infra.constructs.media_edge import MediaEdge
from infra.names import Names
from infra.stacks.platform import EDGE_REGION


class EdgeStack(Stack):
    """The distribution before the API. Only it knows the secret without which the API answers nobody.

    Beside the API it shows videos; people's files have a distribution of their own, once there are keys to open them.
    """

    def __init__(self, scope: Construct, *, names: Names) -> None:
        stage = names.stage
        super().__init__(
            scope,
            names.of("edge"),
            env=Environment(account=stage.account, region=EDGE_REGION),
            termination_protection=stage.keeps_data,
        )
        certificate, firewall, logs = stage.edge_certificate, Firewall(self, "Firewall", names=names), self._logs()
        media = (
            MediaEdge(self, "Media", names=names, room="media", keys=keys) if (keys := stage.playback_keys) else None
        )
        self.distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment=stage.prefix,
            domain_names=[urlsplit(stage.public_url).netloc] if certificate else None,
            certificate=certificates.Certificate.from_certificate_arn(self, "Certificate", certificate)
            if certificate
            else None,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            price_class=cloudfront.PriceClass.PRICE_CLASS_200,
            web_acl_id=firewall.acl.attr_arn,
            default_behavior=cloudfront.BehaviorOptions(
                origin=self._api(names),
                allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
                viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
                cache_policy=self._pass_through(names),
                origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
                response_headers_policy=self._safe_headers(names),
                compress=True,
            ),
            enable_logging=True,
            log_bucket=logs,
            additional_behaviors={"/videos/*": media.streams()} if media else None,
        )
        shown = {"Videos": self.distribution}
        if media:
            shown["Files"] = media.files(acl=firewall.acl.attr_arn, logs=logs)
        for name, distribution in shown.items():
            CfnOutput(self, f"{name}Distribution", value=distribution.distribution_id)
        everywhere = "Schools have students abroad too; who may see what is the API's question."
        acknowledge(self.distribution, "AwsSolutions-CFR1", everywhere)
        no_choice = "TLS 1.2 is the least wherever edge_certificate is set; CloudFront's own name leaves no choice."
        acknowledge(self.distribution, "AwsSolutions-CFR4", no_choice)
        CfnOutput(self, "EdgeUrl", value=f"https://{self.distribution.distribution_domain_name}")

    def _api(self, names: Names) -> cloudfront.IOrigin:
        """The HTTP API. Its name is known beforehand only where it has a domain; else the deployment passes it in."""
        stage = names.stage
        domain = stage.api_domain or CfnParameter(self, "ApiDomain", type="String").value_as_string
        version = "" if stage.origin_secret_version == "initial" else f"::{stage.origin_secret_version}"
        secret = f"{{{{resolve:secretsmanager:{names.secret('platform', 'origin')}:SecretString:current{version}}}}}"
        return origins.HttpOrigin(
            Token.as_string(domain),
            protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
            origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
            read_timeout=Duration.seconds(30),
            custom_headers={"x-origin-secret": secret},
        )

    def _pass_through(self, names: Names) -> cloudfront.CachePolicy:
        """Keep nothing unless the API says so. What is in the key is passed on: the token, and who is calling."""
        return cloudfront.CachePolicy(
            self,
            "PassThrough",
            cache_policy_name=f"{names.stage.prefix}-pass-through",
            min_ttl=Duration.seconds(0),
            default_ttl=Duration.seconds(0),
            # CloudFront passes a header by its key only where it may keep something at all.
            max_ttl=Duration.seconds(1),
            header_behavior=cloudfront.CacheHeaderBehavior.allow_list("Authorization", "CloudFront-Viewer-Address"),
            query_string_behavior=cloudfront.CacheQueryStringBehavior.all(),
            cookie_behavior=cloudfront.CacheCookieBehavior.none(),
            enable_accept_encoding_brotli=True,
            enable_accept_encoding_gzip=True,
        )

    def _safe_headers(self, names: Names) -> cloudfront.ResponseHeadersPolicy:
        return cloudfront.ResponseHeadersPolicy(
            self,
            "SafeHeaders",
            response_headers_policy_name=f"{names.stage.prefix}-safe",
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
                frame_options=cloudfront.ResponseHeadersFrameOptions(
                    frame_option=cloudfront.HeadersFrameOption.DENY, override=True
                ),
                referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                    referrer_policy=cloudfront.HeadersReferrerPolicy.NO_REFERRER, override=True
                ),
                strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                    access_control_max_age=Duration.days(730), include_subdomains=True, override=True
                ),
            ),
        )

    def _logs(self) -> s3.Bucket:
        bucket = s3.Bucket(
            self,
            "AccessLogs",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            # CloudFront delivers its log by an access control list.
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
            # They hold people's addresses.
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(30))],
            removal_policy=RemovalPolicy.RETAIN,
        )
        acknowledge(bucket, "AwsSolutions-S1", "It is itself the log.")
        return bucket
