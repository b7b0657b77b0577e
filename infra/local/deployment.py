"""Brings the synthesized stacks into the local cloud, as `cdk deploy` brings them to AWS, and only what changed."""

import hashlib
import json
import time
from typing import Any

from botocore.exceptions import ClientError

from infra.local.assembly import File, Stack
from infra.local.clients import Clients
from infra.local.failures import DeploymentFailed

BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version"
TEMPLATES = "local-templates"
GOOD = {"CREATE_COMPLETE", "UPDATE_COMPLETE"}


class Deployment:
    """Deploys stacks one by one; the truth about what is deployed lies in the cloud itself."""

    def __init__(self, clients: Clients, *, region: str) -> None:
        self._clients = clients
        self._region = region

    def prepare(self) -> None:
        """What `cdk bootstrap` would have left behind."""
        self._clients("ssm").put_parameter(Name=BOOTSTRAP_VERSION, Value="30", Type="String", Overwrite=True)
        self._make_bucket(TEMPLATES)

    def is_current(self, stack: Stack) -> bool:
        """Whether exactly this template is in place. It names its files by their content, so they are too."""
        return self._status(stack.name) in GOOD and self._template(stack.name) == json.loads(stack.template)

    def deploy(self, stack: Stack) -> None:
        """Create or update a stack, and wait for it."""
        for file in stack.files:
            self._publish(file)
        cloudformation = self._clients("cloudformation")
        status = self._status(stack.name)
        if status and status not in GOOD:
            # A creation that failed leaves a stack that can only be deleted; so did CloudFormation's makers decide.
            cloudformation.delete_stack(StackName=stack.name)
            self._wait(stack.name)
            status = None
        act = cloudformation.update_stack if status else cloudformation.create_stack
        try:
            act(
                StackName=stack.name,
                TemplateURL=self._publish_template(stack.template),
                Capabilities=["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
            )
        except ClientError as error:
            raise DeploymentFailed(f"{stack.name} was refused: {error.response['Error']['Message']}") from error
        if self._wait(stack.name) not in GOOD:
            again = "\nWhat stood before still stands; `make reset` begins from nothing." if status else ""
            raise DeploymentFailed(f"{stack.name} could not be deployed:\n{self._reasons(stack.name)}{again}")

    def outputs(self) -> dict[str, str]:
        """What the stacks say about themselves, by name."""
        found = self._clients("cloudformation").describe_stacks()["Stacks"]
        return {entry["OutputKey"]: entry["OutputValue"] for stack in found for entry in stack.get("Outputs", [])}

    def _publish(self, file: File) -> None:
        store = self._clients("s3")
        self._make_bucket(file.bucket)
        try:
            store.head_object(Bucket=file.bucket, Key=file.key)
        except ClientError:
            store.put_object(Bucket=file.bucket, Key=file.key, Body=file.content())

    def _publish_template(self, template: str) -> str:
        key = f"{hashlib.sha256(template.encode()).hexdigest()}.json"
        self._clients("s3").put_object(Bucket=TEMPLATES, Key=key, Body=template.encode())
        return f"https://s3.{self._region}.amazonaws.com/{TEMPLATES}/{key}"

    def _make_bucket(self, name: str) -> None:
        try:
            self._clients("s3").head_bucket(Bucket=name)
        except ClientError:
            here = {"LocationConstraint": self._region}
            self._clients("s3").create_bucket(Bucket=name, CreateBucketConfiguration=here)

    def _describe(self, name: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = self._clients("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
        except ClientError:
            return None
        return found

    def _status(self, name: str) -> str | None:
        stack = self._describe(name)
        return None if stack is None or stack["StackStatus"] == "DELETE_COMPLETE" else str(stack["StackStatus"])

    def _template(self, name: str) -> Any:
        # botocore has parsed it already.
        return self._clients("cloudformation").get_template(StackName=name, TemplateStage="Original")["TemplateBody"]

    def _wait(self, name: str, seconds: float = 120) -> str | None:
        deadline = time.monotonic() + seconds
        while (status := self._status(name)) and status.endswith("IN_PROGRESS"):
            if time.monotonic() > deadline:
                raise DeploymentFailed(f"{name} is still {status} after {seconds:.0f} s.")
            time.sleep(0.05)
        return status

    def _reasons(self, name: str) -> str:
        events = self._clients("cloudformation").describe_stack_events(StackName=name)["StackEvents"]
        failed = [event for event in reversed(events) if "FAILED" in event["ResourceStatus"]]
        return "\n".join(
            f"  {event['LogicalResourceId']} ({event['ResourceType']}): {event.get('ResourceStatusReason', '')}"
            for event in failed
        )
