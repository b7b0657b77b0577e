"""What was said is said again, and nothing else in its place."""

import json

from infra.bench.baselines import TABLE, for_bare, plan_of
from infra.bench.tape import Call, Player


def call(operation: str, asked: object, answered: object = "") -> Call:
    return Call(f"DynamoDB_20120810.{operation}", json.dumps(asked), 200, json.dumps(answered))


GET = call("GetItem", {"TableName": "t", "Key": {"pk": {"S": "P"}, "sk": {"S": "S"}}}, "one")
PUT = call("PutItem", {"TableName": "t", "Item": {"pk": {"S": "P"}, "sk": {"S": "S"}, "at": {"S": "10:00"}}}, "first")
AGAIN = call(
    "PutItem", {"TableName": "t", "Item": {"pk": {"S": "P"}, "sk": {"S": "T"}, "at": {"S": "10:01"}}}, "second"
)


def said(player: Player, like: Call, asked: str) -> object:
    answer = player.answer(like.operation, asked)
    return json.loads(answer.answered) if answer else None


class TestAPlayer:
    def test_answers_the_same_question_however_it_is_written(self) -> None:
        player = Player([GET])

        assert said(player, GET, '{"Key":{"sk":{"S":"S"},"pk":{"S":"P"}},"TableName":"t"}') == "one"

    def test_leaves_a_read_that_it_never_heard_to_the_cloud(self) -> None:
        assert Player([GET]).answer(GET.operation, '{"TableName": "other"}') is None

    def test_answers_writes_in_turn_because_they_carry_the_time(self) -> None:
        player = Player([PUT, AGAIN])

        assert [said(player, PUT, json.dumps({"at": number})) for number in range(3)] == ["first", "second", "first"]

    def test_answers_reads_in_turn_too_when_told_to(self) -> None:
        assert said(Player([GET], loosely=True), GET, '{"TableName": "other"}') == "one"


class TestABarePlan:
    def test_names_the_places_that_our_request_asked_for(self) -> None:
        keys = [{"pk": {"S": "P"}, "sk": {"S": str(number)}} for number in range(2)]
        batch = call("BatchGetItem", {"RequestItems": {"t": {"Keys": keys}}})
        begins = {":0": {"S": "ORG#1"}, ":1": {"S": "CARD#"}}
        query = call("Query", {"ExpressionAttributeValues": begins, "Limit": 10})
        both = call("TransactWriteItems", {"TransactItems": [{"Put": {"Item": keys[0]}}, {"Delete": {"Key": keys[1]}}]})

        assert plan_of([GET, PUT, batch, query, both]) == [
            ("GetItem", ["P", "S"]),
            ("PutItem", ["P", "S"]),
            ("BatchGetItem", [["P", "0"], ["P", "1"]]),
            ("Query", ["ORG#1", "CARD#", 10]),
            ("TransactWriteItems", [["P", "0"], ["P", "1"]]),
        ]

    def test_is_answered_under_the_bare_functions_own_table(self) -> None:
        batch = call("BatchGetItem", {}, {"Responses": {"t": [1, 2], "u": [3]}, "UnprocessedKeys": {}})

        (answered,) = for_bare([batch])

        assert json.loads(answered.answered)["Responses"] == {TABLE: [1, 2, 3]}
