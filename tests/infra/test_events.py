"""What rooms tell is heard by those who say so, and nothing else."""

from infra.contexts import CONTEXTS
from tests.infra.assembly import Assembly


class TestEvents:
    def test_that_are_heard_are_told_by_one_room(self) -> None:
        tellers = [event for context in CONTEXTS for event in context.tells]
        heard = {event for context in CONTEXTS for event in context.hears}

        assert len(tellers) == len(set(tellers))
        assert heard <= set(tellers)

    def test_bear_the_name_of_the_room_that_tells_them(self) -> None:
        for context in CONTEXTS:
            assert {event.source for event in context.tells} <= {f"lms.{context.name}"}

    def test_each_have_a_rule_to_the_inbox_of_each_room_that_hears(self, local: Assembly) -> None:
        rules = {
            (found.stack.removeprefix(f"{local.prefix}-"), *found.properties["EventPattern"]["detail-type"])
            for found in local.of_type("AWS::Events::Rule")
            if "EventPattern" in found.properties and "EventBusName" in found.properties
            # What is archived is everything.
            if "detail-type" in found.properties["EventPattern"]
        }

        assert rules == {(context.name, event.detail_type()) for context in CONTEXTS for event in context.hears}

    def test_reach_the_inbox_only_from_the_rooms_own_rules(self, local: Assembly) -> None:
        for found in local.of_type("AWS::SQS::QueuePolicy"):
            allowed = [s for s in found.properties["PolicyDocument"]["Statement"] if s["Effect"] == "Allow"]

            assert all("aws:SourceArn" in statement["Condition"]["ArnEquals"] for statement in allowed)


class TestAsking:
    def test_never_goes_in_a_circle(self) -> None:
        asks = {context.name: set(context.asks) for context in CONTEXTS}
        settled: set[str] = set()
        while ready := {name for name, others in asks.items() if name not in settled and others <= settled}:
            settled |= ready

        assert settled == set(asks)


class TestQueues:
    def test_lay_aside_what_fails_and_keep_it_two_weeks(self, local: Assembly) -> None:
        for found in local.of_type("AWS::SQS::Queue"):
            if found.properties["QueueName"].endswith(("-dead", "-lost")):
                assert found.properties["MessageRetentionPeriod"] == 14 * 24 * 3600
            else:
                assert found.properties["RedrivePolicy"]["maxReceiveCount"] == 5

    def test_hide_a_message_longer_than_its_consumer_may_work(self, local: Assembly) -> None:
        time_outs = {name: found.properties["Timeout"] for name, found in local.functions().items()}
        for found in local.of_type("AWS::SQS::Queue"):
            room, _, queue = found.properties["QueueName"].removeprefix(f"{local.prefix}-").partition("-")
            consumer = {"inbox": "handlers", "relay-retry": "relay"}.get(queue)
            if consumer:
                assert found.properties["VisibilityTimeout"] >= 6 * time_outs[f"{room}-{consumer}"]
