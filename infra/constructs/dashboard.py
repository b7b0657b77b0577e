"""One page that shows how the stage is."""

from collections.abc import Sequence
from typing import Any

from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from infra.inventory import dead_queues, modules, working_queues
from infra.names import Names
from shared.manifest import Context

WIDTH, HEIGHT = 6, 6


class Dashboard(Construct):
    """A first row for the API, then a row per room: calls and errors, time, lag, dead letters."""

    def __init__(self, scope: Construct, id: str, *, contexts: Sequence[Context], names: Names, api_id: str) -> None:
        super().__init__(scope, id)
        rows = [_api(api_id), *(_room(context, names) for context in contexts)]
        widgets = [
            {
                "type": "metric",
                "x": column * WIDTH,
                "y": line * HEIGHT,
                "width": WIDTH,
                "height": HEIGHT,
                "properties": {"region": names.stage.region, "period": 60, **widget},
            }
            for line, row in enumerate(rows)
            for column, widget in enumerate(row)
        ]
        cloudwatch.CfnDashboard(
            self,
            "Page",
            dashboard_name=names.stage.prefix,
            dashboard_body=Stack.of(self).to_json_string({"widgets": widgets}),
        )


def _api(api_id: str) -> list[dict[str, Any]]:
    def figure(metric: str, statistic: str) -> list[Any]:
        return ["AWS/ApiGateway", metric, "ApiId", api_id, {"stat": statistic}]

    return [
        {"title": "API requests", "metrics": [figure("Count", "Sum")]},
        {"title": "API refusals and failures", "metrics": [figure("4xx", "Sum"), figure("5xx", "Sum")]},
        {"title": "API time", "metrics": [figure("Latency", "p50"), figure("Latency", "p99")]},
    ]


def _room(context: Context, names: Names) -> list[dict[str, Any]]:
    room = context.name
    functions = [names.of(room, module) for module in modules(context)]

    def of_functions(metric: str, statistic: str) -> list[list[Any]]:
        return [["AWS/Lambda", metric, "FunctionName", function, {"stat": statistic}] for function in functions]

    def of_queues(queues: list[str], metric: str) -> list[list[Any]]:
        return [["AWS/SQS", metric, "QueueName", names.of(room, queue), {"stat": "Maximum"}] for queue in queues]

    lag = of_queues(working_queues(context), "ApproximateAgeOfOldestMessage")
    dead = of_queues(dead_queues(context), "ApproximateNumberOfMessagesVisible")
    row = [
        {"title": f"{room}: calls", "metrics": [*of_functions("Invocations", "Sum"), *of_functions("Errors", "Sum")]},
        {"title": f"{room}: time (p99)", "metrics": of_functions("Duration", "p99")},
        {"title": f"{room}: lag", "metrics": lag},
        {"title": f"{room}: dead letters", "metrics": dead},
    ]
    return [widget for widget in row if widget["metrics"]]
