"""The one HTTP API of a stage."""

import json

from aws_cdk import RemovalPolicy
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_certificatemanager as certificates
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.room_function import RETENTION
from infra.names import Names

ALLOWED_HEADERS = ["authorization", "content-type", "idempotency-key", "if-match", "if-none-match", "x-request-id"]
READABLE_HEADERS = ["etag", "location", "retry-after", "x-request-id"]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

LOGGED = {
    "request_id": "$context.requestId",
    "route": "$context.routeKey",
    "status": "$context.status",
    "bytes": "$context.responseLength",
    "milliseconds": "$context.responseLatency",
    "function_milliseconds": "$context.integrationLatency",
    "failure": "$context.integrationErrorMessage",
}
"""No address, no path with ids, no query: what a person did is in the function's log, under the same request id."""


class HttpDoor(Construct):
    """An HTTP API with an access log and a ceiling on requests; rooms add their own routes."""

    def __init__(self, scope: Construct, id: str, *, names: Names) -> None:
        super().__init__(scope, id)
        stage = names.stage
        self.api = apigateway.HttpApi(
            self,
            "Api",
            api_name=stage.prefix,
            description="All rooms behind one door",
            create_default_stage=False,
            disable_execute_api_endpoint=stage.api_domain is not None,
            cors_preflight=apigateway.CorsPreflightOptions(
                allow_headers=ALLOWED_HEADERS,
                allow_methods=[apigateway.CorsHttpMethod(method) for method in METHODS],
                allow_origins=list(stage.allowed_origins),
                expose_headers=READABLE_HEADERS,
            )
            if stage.allowed_origins
            else None,
        )
        log = logs.LogGroup(
            self,
            "AccessLog",
            log_group_name=names.logs("access"),
            retention=RETENTION[stage.log_days],
            removal_policy=RemovalPolicy.RETAIN if stage.keeps_data else RemovalPolicy.DESTROY,
        )
        throughput = stage.requests_per_second
        door = apigateway.CfnStage(
            self,
            "Stage",
            api_id=self.api.api_id,
            stage_name="$default",
            auto_deploy=True,
            default_route_settings=apigateway.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=throughput, throttling_burst_limit=2 * throughput, detailed_metrics_enabled=True
            ),
            access_log_settings=apigateway.CfnStage.AccessLogSettingsProperty(
                destination_arn=log.log_group_arn, format=json.dumps(LOGGED)
            ),
        )
        if stage.api_domain:
            self._close_public_endpoint(stage.api_domain, stage.api_certificate or "", door)

    def _close_public_endpoint(self, name: str, certificate: str, door: apigateway.CfnStage) -> None:
        """Answer under the stage's own domain name only, so that nobody walks around the edge by the default one."""
        domain = apigateway.DomainName(
            self,
            "Domain",
            domain_name=name,
            certificate=certificates.Certificate.from_certificate_arn(self, "Certificate", certificate),
        )
        apigateway.CfnApiMapping(self, "Mapping", api_id=self.api.api_id, domain_name=domain.name, stage=door.ref)
