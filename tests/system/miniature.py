"""The smallest stack with everything a real room has: door, table, relay, queue, handlers. Written by hand, so that
tests of the local cloud itself wait neither for CDK nor for layers, and do not depend on any room."""

import json
from pathlib import Path
from typing import Any

# Notes are written through the API; the relay tells of each, the handlers remember what they heard and how often.
CODE = """
import json, os
import boto3

table = boto3.resource("dynamodb").Table("lms-local-miniature")
queue = os.environ["QUEUE"]


def api(event, context):
    note = event["pathParameters"]["note"]
    if event["requestContext"]["http"]["method"] == "PUT":
        table.put_item(Item={"pk": note, "sk": "NOTE", "text": event.get("body", "")})
        return {"statusCode": 204}
    found = {item["sk"]: item for item in (
        table.get_item(Key={"pk": note, "sk": sk}).get("Item", {"sk": sk}) for sk in ("NOTE", "HEARD"))}
    print("asked for", note)
    body = {"text": found["NOTE"].get("text"), "heard": int(found["HEARD"].get("times", 0))}
    body["headers"] = event["headers"]
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}


def relay(event, context):
    sqs = boto3.client("sqs")
    for record in event["Records"]:
        keys = record["dynamodb"]["Keys"]
        if keys["sk"]["S"] == "NOTE":
            sqs.send_message(QueueUrl=queue, MessageBody=keys["pk"]["S"])


def handlers(event, context):
    for record in event["Records"]:
        table.update_item(Key={"pk": record["body"], "sk": "HEARD"}, UpdateExpression="ADD times :one",
                          ExpressionAttributeValues={":one": 1})
"""
BUCKET = "miniature-assets"
TABLE = "arn:aws:dynamodb:ap-south-1:000000000000:table/lms-local-miniature"
QUEUE = "arn:aws:sqs:ap-south-1:000000000000:lms-local-miniature-inbox"


def write(folder: Path, *, extra: dict[str, Any] | None = None) -> Path:
    """Lay the miniature out as CDK would, with resources of your own beside it."""
    (folder / "code").mkdir(parents=True)
    (folder / "code" / "app.py").write_text(CODE)
    artifact = {"type": "aws:cloudformation:stack", "properties": {"templateFile": "miniature.template.json"}}
    (folder / "manifest.json").write_text(json.dumps({"artifacts": {"miniature": artifact}}))
    asset = {
        "source": {"path": "code", "packaging": "zip"},
        "destinations": {"here": {"bucketName": BUCKET, "objectKey": "code.zip"}},
    }
    (folder / "miniature.assets.json").write_text(json.dumps({"files": {"code": asset}}))
    (folder / "miniature.template.json").write_text(json.dumps(_template(extra or {})))
    return folder


def _template(extra: dict[str, Any]) -> dict[str, Any]:
    resources = {
        "Secret": {
            "Type": "AWS::SecretsManager::Secret",
            "Properties": {"Name": "lms-local/miniature/origin", "SecretString": '{"current": "the-origin-secret"}'},
        },
        "Table": {
            "Type": "AWS::DynamoDB::Table",
            "Properties": {
                "TableName": "lms-local-miniature",
                "BillingMode": "PAY_PER_REQUEST",
                "KeySchema": [
                    {"AttributeName": "pk", "KeyType": "HASH"},
                    {"AttributeName": "sk", "KeyType": "RANGE"},
                ],
                "AttributeDefinitions": [
                    {"AttributeName": "pk", "AttributeType": "S"},
                    {"AttributeName": "sk", "AttributeType": "S"},
                ],
                "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
            },
        },
        "Inbox": {
            "Type": "AWS::SQS::Queue",
            "Properties": {"QueueName": "lms-local-miniature-inbox", "VisibilityTimeout": 60},
        },
        "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"Name": "miniature", "ProtocolType": "HTTP"}},
        "Stage": {
            "Type": "AWS::ApiGatewayV2::Stage",
            "Properties": {"ApiId": {"Ref": "Api"}, "StageName": "$default", "AutoDeploy": True},
        },
        "Integration": {
            "Type": "AWS::ApiGatewayV2::Integration",
            "Properties": {
                "ApiId": {"Ref": "Api"},
                "IntegrationType": "AWS_PROXY",
                "IntegrationUri": {"Fn::GetAtt": ["ApiFunction", "Arn"]},
                "PayloadFormatVersion": "2.0",
            },
        },
        "Route": {
            "Type": "AWS::ApiGatewayV2::Route",
            "Properties": {
                "ApiId": {"Ref": "Api"},
                "RouteKey": "ANY /api/v1/notes/{note}",
                "Target": {"Fn::Join": ["/", ["integrations", {"Ref": "Integration"}]]},
            },
        },
        **_function("Api", "api", {"Action": ["dynamodb:GetItem", "dynamodb:PutItem"], "Resource": TABLE}),
        **_function("Relay", "relay", {"Action": "sqs:SendMessage", "Resource": QUEUE}),
        **_function("Handlers", "handlers", {"Action": "dynamodb:UpdateItem", "Resource": TABLE}),
        "RelaySource": {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {
                "EventSourceArn": {"Fn::GetAtt": ["Table", "StreamArn"]},
                "FunctionName": {"Ref": "RelayFunction"},
                "StartingPosition": "TRIM_HORIZON",
            },
        },
        "HandlersSource": {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {
                "EventSourceArn": {"Fn::GetAtt": ["Inbox", "Arn"]},
                "FunctionName": {"Ref": "HandlersFunction"},
            },
        },
        **extra,
    }
    outputs = {"ApiId": {"Value": {"Ref": "Api"}}, "OriginSecretName": {"Value": "lms-local/miniature/origin"}}
    return {"Resources": resources, "Outputs": outputs}


def _function(name: str, handler: str, grant: dict[str, Any]) -> dict[str, Any]:
    role = {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {},
            "Policies": [{"PolicyName": "grants", "PolicyDocument": {"Statement": [{"Effect": "Allow", **grant}]}}],
        },
    }
    function = {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "FunctionName": f"lms-local-miniature-{handler}",
            "Runtime": "python3.13",
            "Handler": f"app.{handler}",
            "Code": {"S3Bucket": BUCKET, "S3Key": "code.zip"},
            "Role": {"Fn::GetAtt": [f"{name}Role", "Arn"]},
            "Timeout": 10,
            "Environment": {"Variables": {"QUEUE": {"Ref": "Inbox"}}},
        },
    }
    return {f"{name}Role": role, f"{name}Function": function}
