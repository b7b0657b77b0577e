"""Everything that can fail unseen is watched."""

import re
from pathlib import Path

from infra.config import PRODUCTION
from infra.constructs.alarms import watches
from infra.contexts import CONTEXTS
from infra.names import Names
from tests.infra.assembly import Assembly

ROOT = Path(__file__).parents[2]


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

    def test_watch_the_index_of_every_table_too(self, production: Assembly) -> None:
        """A throttled index holds back writes to its table, and has figures of its own."""
        tables = {found.properties["TableName"] for found in production.of_type("AWS::DynamoDB::Table")}
        indexed = [
            {dimension["Name"]: dimension["Value"] for dimension in found.properties["Dimensions"]}
            for found in production.of_type("AWS::CloudWatch::Alarm")
            if found.properties.get("Namespace") == "AWS/DynamoDB"
        ]

        assert {one["TableName"] for one in indexed if one.get("GlobalSecondaryIndexName") == "gsi1"} == tables
        assert {one["TableName"] for one in indexed if "GlobalSecondaryIndexName" not in one} == tables

    def test_have_a_heading_in_the_runbook_and_each_heading_an_alarm(self, production: Assembly) -> None:
        page = (ROOT / "docs" / "operations.md").read_text()
        headings = set(re.findall(r"^### ([a-z-]+)$", page.split("\n## Alarms\n")[1].split("\n## ")[0], re.MULTILINE))
        named = {
            found.properties["AlarmDescription"].removeprefix("docs/operations.md#")
            for found in production.of_type("AWS::CloudWatch::Alarm")
        }

        assert named | {"budget"} == headings
        for context in CONTEXTS:
            for one in context.watched:
                assert f"| `{one.figure}` |" in page, f"what to do when {context.name} counts a {one.figure}"

    def test_hear_of_money_before_the_bill_does(self, production: Assembly) -> None:
        (budget,) = production.of_type("AWS::Budgets::Budget")
        told = budget.properties["NotificationsWithSubscribers"]

        assert budget.properties["Budget"]["BudgetLimit"] == {"Amount": PRODUCTION.dollars_a_month, "Unit": "USD"}
        assert {one["Subscribers"][0]["Address"] for one in told} == {PRODUCTION.alarms_to}

    def test_have_names_of_their_own(self) -> None:
        names = [watch.name for context in CONTEXTS for watch in watches(context, Names(PRODUCTION))]

        assert len(names) == len(set(names))

    def test_tell_somebody_and_say_what_to_do(self, production: Assembly) -> None:
        for found in production.of_type("AWS::CloudWatch::Alarm"):
            assert found.properties["AlarmDescription"].startswith("docs/operations.md#")
            assert found.properties.get("AlarmActions") or found.stack.rpartition("-")[2] != "monitoring"
