"""Reading a synthesized stage: its templates, and what a role in them may do, in words."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Resource = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """One resource, and where it stands."""

    stack: str
    logical_id: str
    properties: dict[str, Any]
    resource: Resource


class Assembly:
    """The templates of one stage."""

    def __init__(self, folder: Path, prefix: str) -> None:
        self.folder = folder
        self.prefix = prefix
        self.templates: dict[str, dict[str, Any]] = {
            path.name.removesuffix(".template.json"): json.loads(path.read_text())
            for path in sorted(folder.glob("*.template.json"))
        }

    def of_type(self, kind: str) -> Iterator[Found]:
        """Every resource of a CloudFormation type."""
        for stack, template in self.templates.items():
            for logical_id, resource in template["Resources"].items():
                if resource["Type"] == kind:
                    yield Found(stack, logical_id, resource.get("Properties", {}), resource)

    def functions(self) -> dict[str, Found]:
        """The functions by name without the stage: ``catalog-api``."""
        prefix = f"{self.prefix}-"
        return {
            found.properties["FunctionName"].removeprefix(prefix): found
            for found in self.of_type("AWS::Lambda::Function")
            if "FunctionName" in found.properties
        }

    def statements(self, function: Found) -> list[dict[str, Any]]:
        """What a function's role may do."""
        (role, _) = function.properties["Role"]["Fn::GetAtt"]
        return self._statements_of_role(function.stack, role)

    def statements_of_machines(self) -> dict[str, list[dict[str, Any]]]:
        """What the roles of the state machines may do, by machine."""
        return {
            found.properties["StateMachineName"].removeprefix(f"{self.prefix}-"): self._statements_of_role(
                found.stack, found.properties["RoleArn"]["Fn::GetAtt"][0]
            )
            for found in self.of_type("AWS::StepFunctions::StateMachine")
        }

    def _statements_of_role(self, stack: str, role: str) -> list[dict[str, Any]]:
        return [
            {**statement, "Action": _list(statement["Action"]), "Resource": self._texts(stack, statement["Resource"])}
            for found in self.of_type("AWS::IAM::Policy")
            if found.stack == stack and {"Ref": role} in found.properties["Roles"]
            for statement in found.properties["PolicyDocument"]["Statement"]
            if statement["Effect"] == "Allow"
        ]

    def _texts(self, stack: str, value: Any) -> list[str]:
        return [self.text(stack, item) for item in _list(value)]

    def text(self, stack: str, value: Any) -> str:
        """A value as text, with what other resources fill in as ``<their name>``."""
        match value:
            case str():
                return value
            case {"Fn::Join": [separator, parts]}:
                return str(separator).join(self.text(stack, part) for part in parts)
            case {"Ref": name} | {"Fn::GetAtt": [name, *_]} if not name.startswith("AWS::"):
                return f"<{self._name(stack, name)}>"
            case {"Ref": name}:
                return f"<{name}>"
            case {"Fn::ImportValue": name}:
                return f"<{name}>"
        raise ValueError(f"Not foreseen in a template: {value}")

    def _name(self, stack: str, logical_id: str) -> str:
        properties = self.templates[stack]["Resources"][logical_id].get("Properties", {})
        names = ("TableName", "QueueName", "Name", "FunctionName", "StateMachineName")
        return next((str(properties[name]) for name in names if isinstance(properties.get(name), str)), logical_id)


WORDS = {
    "dynamodb:GetItem": "read",
    "dynamodb:BatchGetItem": "read",
    "dynamodb:Query": "read",
    "dynamodb:PutItem": "write",
    "dynamodb:UpdateItem": "write",
    "dynamodb:DeleteItem": "write",
    "dynamodb:ConditionCheckItem": "write",
    "dynamodb:DescribeStream": "read",
    "dynamodb:GetRecords": "read",
    "dynamodb:GetShardIterator": "read",
    "events:PutEvents": "tell",
    "iam:PassRole": "lend",
    "lambda:InvokeFunction": "call",
    "mediaconvert:CreateJob": "create",
    "mediaconvert:GetJob": "look",
    "mediaconvert:Probe": "probe",
    "s3:AbortMultipartUpload": "abort",
    "s3:DeleteObject": "delete",
    "s3:GetObject": "read",
    "s3:ListBucket": "list",
    "s3:ListMultipartUploadParts": "list",
    "s3:PutObject": "write",
    "secretsmanager:GetSecretValue": "read",
    "ses:SendEmail": "send",
    "sqs:ChangeMessageVisibility": "take",
    "sqs:DeleteMessage": "take",
    "sqs:GetQueueAttributes": "take",
    "sqs:ReceiveMessage": "take",
    "sqs:SendMessage": "put",
    "states:SendTaskSuccess": "answer",
    "states:StartExecution": "start",
}
"""An action without a word here fails the map: it must be thought about first."""

THINGS = (
    (r":table/PREFIX-([a-z-]+)(/index/gsi1)?$", r"rows of \1"),
    (r"^<PREFIX-[a-z]+-([a-z-]+)>$", r"\1"),
    (r"^<PREFIX-([a-z]+)>$", r"stream of \1"),
    (r":event-bus/PREFIX$", "bus"),
    (r":stateMachine:PREFIX-[a-z]+-([a-z-]+)$", r"machine \1"),
    (r":identity/|:configuration-set/", "mail"),
    (r"^<PREFIX/[a-z]+/([a-z_]+)>$", r"secret \1"),
    (r"OriginSecret", "secret origin"),
    (r"^<RoomFilesBucket[A-F0-9]{8}>(/\*)?$", "files"),
    (r":mediaconvert:.*:(queues/Default|jobs/\*)$", "jobs"),
    (r"^<RoomTranscoderRole[A-F0-9]{8}>$", "role of the transcoder"),
    (r"^\*$", "any file"),
    (r"^<live>$", "tasks"),
    (r":function:PREFIX-([a-z]+)-tasks:live$", r"tasks of \1"),
)
HAD_BY_ALL = ("kms:", "logs:", "ec2:")
"""Its own log, the stage's key through the services that it may use anyway, its place in a network; tested apart."""


def in_words(statement: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """A statement as pairs of thing and deed: ``("rows of catalog", "read")``."""
    for arn in statement["Resource"]:
        for action in statement["Action"]:
            if not action.startswith(HAD_BY_ALL):
                yield _thing(arn, prefix), WORDS[action]


def _thing(arn: str, prefix: str) -> str:
    for pattern, word in THINGS:
        if match := re.search(pattern.replace("PREFIX", prefix), arn):
            return match.expand(word)
    return arn


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
