"""The door: which paths of the one HTTP API lead to which function."""

from collections.abc import Sequence

from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.names import Names
from infra.routing import served_path

EVERYTHING_ELSE = "$default"


def route_keys(route: str) -> tuple[str, ...]:
    """A manifest's route as API Gateway's route keys: itself and all below it, or ``$default`` for all that is left."""
    if route == EVERYTHING_ELSE:
        return (EVERYTHING_ELSE,)
    path = served_path(route)
    return f"ANY {path}", f"ANY {path}/{{proxy+}}"


class HttpRoutes(Construct):
    """The routes of one room, all to its API function, with one permission for the whole API."""

    def __init__(
        self, scope: Construct, id: str, *, routes: Sequence[str], api_id: str, alias: lambda_.IAlias, names: Names
    ) -> None:
        super().__init__(scope, id)
        integration = apigateway.CfnIntegration(
            self,
            "Integration",
            api_id=api_id,
            integration_type="AWS_PROXY",
            integration_uri=alias.function_arn,
            payload_format_version="2.0",
        )
        # The policy of a function is limited to 20 KB, so it names the API once, not each route.
        permission = lambda_.CfnPermission(
            self,
            "MayBeCalled",
            action="lambda:InvokeFunction",
            function_name=alias.function_arn,
            principal="apigateway.amazonaws.com",
            source_arn=names.arn("execute-api", f"{api_id}/*/*"),
        )
        for number, key in enumerate(key for route in routes for key in route_keys(route)):
            route = apigateway.CfnRoute(
                self,
                f"Route{number}",
                api_id=api_id,
                route_key=key,
                target=f"integrations/{integration.ref}",
                authorization_type="NONE",
            )
            route.add_resource_dependency(permission)
            reason = "The function checks the token itself: only there are revoked sessions and changed roles known."
            acknowledge(route, "AwsSolutions-APIG4", reason)
