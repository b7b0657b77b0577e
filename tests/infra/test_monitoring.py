"""Everything that can fail unseen is watched."""

from infra.config import PRODUCTION
from infra.constructs.alarms import watches
from infra.contexts import CONTEXTS
from infra.names import Names
from tests.infra.assembly import Assembly


class TestAlarms:
    def test_watch_every_function_queue_table_and_machine(self, production: Assembly) -> None:
        watched = {
            production.text(found.stack, dimension["Value"])
            for found in production.of_type("AWS::CloudWatch::Alarm")
            if found.stack.endswith("-monitoring")
            for dimension in found.properties["Dimensions"]
        }
        standing = {
            found.properties[name]
            for kind, name in (
                ("AWS::Lambda::Function", "FunctionName"),
                ("AWS::SQS::Queue", "QueueName"),
                ("AWS::DynamoDB::Table", "TableName"),
            )
            for found in production.of_type(kind)
        }

        assert standing <= watched
        for found in production.of_type("AWS::StepFunctions::StateMachine"):
            assert any(name.endswith(f":stateMachine:{found.properties['StateMachineName']}") for name in watched)

    def test_have_names_of_their_own(self) -> None:
        names = [watch.name for context in CONTEXTS for watch in watches(context, Names(PRODUCTION))]

        assert len(names) == len(set(names))

    def test_tell_somebody_and_say_what_to_do(self, production: Assembly) -> None:
        for found in production.of_type("AWS::CloudWatch::Alarm"):
            assert found.properties["AlarmDescription"].startswith("docs/operations.md#")
            assert found.properties.get("AlarmActions") or found.stack.rpartition("-")[2] != "monitoring"
