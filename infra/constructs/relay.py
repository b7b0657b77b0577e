"""From a table's stream to the bus."""

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.room_function import RoomFunction
from infra.constructs.work_queue import CONSUME, DeadLetters, WorkQueue
from infra.names import Names

WITH_NEWS = '{"eventName":["INSERT","MODIFY"],"dynamodb":{"NewImage":{"tells":{"S":[{"exists":true}]}}}}'


class Relay(Construct):
    """Reads the stream, and its own retry queue. The lost queue gets the position of what the stream gives up on."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        function: RoomFunction,
        retry: WorkQueue,
        lost: DeadLetters,
        stream_arn: str,
        names: Names,
    ) -> None:
        super().__init__(scope, id)
        function.allow(
            "ReadTheStream",
            ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
            [stream_arn],
        )
        function.allow("Tell", ["events:PutEvents"], [names.bus_arn])
        function.allow(
            "Retry",
            [*CONSUME, "sqs:SendMessage"],
            [retry.queue.queue_arn],
        )
        function.allow("GiveUp", ["sqs:SendMessage"], [lost.queue.queue_arn])
        lambda_.CfnEventSourceMapping(
            self,
            "Stream",
            function_name=function.alias.function_arn,
            event_source_arn=stream_arn,
            starting_position="TRIM_HORIZON",
            batch_size=100,
            bisect_batch_on_function_error=True,
            maximum_record_age_in_seconds=6 * 60 * 60,
            maximum_retry_attempts=100,
            function_response_types=["ReportBatchItemFailures"],
            destination_config=lambda_.CfnEventSourceMapping.DestinationConfigProperty(
                on_failure=lambda_.CfnEventSourceMapping.OnFailureProperty(destination=lost.queue.queue_arn)
            ),
            filter_criteria=lambda_.CfnEventSourceMapping.FilterCriteriaProperty(
                filters=[lambda_.CfnEventSourceMapping.FilterProperty(pattern=WITH_NEWS)]
            ),
        ).node.add_dependency(function.policy)
        retry.feed(self, "AgainFromQueue", function)
