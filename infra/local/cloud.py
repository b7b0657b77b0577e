"""The local cloud as an object: start it, ask it, break it, stop it.

Tests and tools use it like this:

    with LocalCloud.started() as cloud:
        httpx.get(cloud.url + "/api/v1/health")
        cloud.settle()
        cloud.mails(to="ada@example.org")
"""

import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from infra.config import LOCAL
from infra.local import mail, steps
from infra.local.assembly import ROOT, SYNTHESIZED, stacks, synthesize
from infra.local.clients import ROOT_KEY, Clients
from infra.local.deployment import Deployment
from infra.local.failures import AlreadyRunning, DidNotStart, MissingTool
from infra.local.iam import Iam
from infra.local.mail import Mail
from infra.local.parts import (
    ACCOUNT,
    EMULATOR_PYTHON,
    answer_of,
    edge_process,
    emulator_process,
    mediaconvert_process,
    razorpay_process,
    undisturbed,
)
from infra.local.ports import HOST, free_port, require_free
from infra.local.process import Process
from infra.local.workers import Workers
from infra.playback_keys import KeyRing, local_ring

DATA = ROOT / ".local" / "cloud"
PORT = 8080
FILES_PORT = 8081
CLOUD_PORT = 4566


class LocalCloud:
    """One cloud with its own data and ports; several may run beside each other."""

    def __init__(
        self,
        data: Path = DATA,
        *,
        port: int = PORT,
        files_port: int = FILES_PORT,
        cloud_port: int = CLOUD_PORT,
        assembly: Path | None = None,
        step: steps.Step = steps.silent,
    ) -> None:
        self.data = data
        self._assembly = assembly
        self.port = port
        self.files_port = files_port
        self.cloud_port = cloud_port
        self.step = step
        self.client = Clients(self.cloud_url, LOCAL.region)
        self.iam = Iam(self.client)
        self.workers = Workers(self.client, lambda: self._emulator.pid)
        self._deployment = Deployment(self.client, region=LOCAL.region)
        transcoding = free_port()
        stand_ins = {"mediaconvert": f"http://{HOST}:{transcoding}"}
        paying = free_port()
        self.razorpay_url = f"http://{HOST}:{paying}"
        """The address of what stands in for Razorpay."""
        self._emulator = emulator_process(data, port=cloud_port, stand_ins=stand_ins, razorpay=self.razorpay_url)
        self._razorpay = razorpay_process(data, port=paying)
        self._mediaconvert = mediaconvert_process(data, port=transcoding, cloud=self.cloud_url)
        self._mediaconvert_health = f"{stand_ins['mediaconvert']}/_health"
        self._edge: Process | None = None
        self._lock: IO[str] | None = None

    @classmethod
    @contextmanager
    def started(
        cls, *, data: Path | None = None, assembly: Path | None = None, step: steps.Step = steps.silent
    ) -> Iterator["LocalCloud"]:
        """A running cloud on free ports for the length of a block; without a place for its data, a fresh one."""
        kept = data or Path(tempfile.mkdtemp(prefix="local-cloud-"))
        cloud = cls(
            kept, port=free_port(), files_port=free_port(), cloud_port=free_port(), assembly=assembly, step=step
        )
        try:
            cloud.start()
            yield cloud
        finally:
            cloud.stop(drain=data is not None)
            if data is None:
                shutil.rmtree(kept, ignore_errors=True)

    @property
    def url(self) -> str:
        """The address that people and clients use."""
        return f"http://{HOST}:{self.port}"

    @property
    def files_url(self) -> str:
        """The address of files that people uploaded."""
        return f"http://{HOST}:{self.files_port}"

    @property
    def cloud_url(self) -> str:
        """The address of the AWS services themselves."""
        return f"http://{HOST}:{self.cloud_port}"

    @property
    def running(self) -> bool:
        """Whether all of it runs."""
        parts = (self._emulator, self._mediaconvert, self._razorpay)
        return all(part.alive for part in parts) and self._edge is not None and self._edge.alive

    # --- Starting and stopping

    def start(self) -> None:
        """Start everything, deploy what changed. Whatever fails, nothing keeps running."""
        try:
            self._check()
            if self._assembly is None:
                with self.step("Bringing the stacks up to date"):
                    synthesize()
            with self.step("Starting the cloud"):
                self._start_emulator()
                self._mediaconvert.start(ready=lambda: answer_of(self._mediaconvert_health) is not None)
                self._razorpay.start(ready=lambda: answer_of(f"{self.razorpay_url}/_health") is not None)
            self._deploy()
            with self.step("Opening the door"):
                self._start_edge()
        except BaseException:
            self._end()
            raise

    def stop(self, *, drain: bool = True, seconds: float = 20) -> None:
        """Let what is under way come to its end, then stop and keep the data."""
        if drain and self._emulator.alive:
            with self.step("Waiting for what is under way"):
                self.settle(seconds=seconds)
        with self.step("Saving and stopping"):
            self._end()

    def kill(self) -> None:
        """Stop as a power cut would: nothing since the last graceful stop is kept."""
        self._emulator.kill()
        self._end()

    def __enter__(self) -> "LocalCloud":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # --- Asking

    def function(self, short: str) -> str:
        """The full name of a function: `catalog-api` is `lms-local-catalog-api`."""
        return short if short.startswith(LOCAL.prefix) else f"{LOCAL.prefix}-{short}"

    def environment(self, function: str) -> dict[str, str]:
        """What a program needs to do a function's work from outside, with an operator's rights."""
        configuration = self.client("lambda").get_function_configuration(FunctionName=self.function(function))
        return {
            **configuration["Environment"]["Variables"],
            **os.environ,
            "AWS_ENDPOINT_URL": self.cloud_url,
            "AWS_DEFAULT_REGION": LOCAL.region,
            "AWS_ACCESS_KEY_ID": ROOT_KEY,
            "AWS_SECRET_ACCESS_KEY": ROOT_KEY,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }

    def mails(self, to: str | None = None) -> list[Mail]:
        """The mails that were sent, oldest first."""
        found = mail.read(self._get(mail.OUTBOX))
        return [letter for letter in found if to is None or to in letter.to]

    def logs(self, function: str, *, since: float = 0) -> list[str]:
        """What a function wrote, oldest first, from a moment in seconds since the epoch."""
        configuration = self.client("lambda").get_function_configuration(FunctionName=self.function(function))
        group = configuration.get("LoggingConfig", {}).get("LogGroup") or f"/aws/lambda/{self.function(function)}"
        try:
            pages = self.client("logs").get_paginator("filter_log_events")
            found = pages.paginate(logGroupName=group, startTime=int(since * 1000)).build_full_result()
        except self.client("logs").exceptions.ResourceNotFoundException:
            return []
        return [event["message"] for event in found["events"]]

    def pending(self) -> dict[str, int]:
        """How much is still under way: stream records, messages, workflows, invocations."""
        return dict(json.loads(self._get("/_local/pending")))

    def settle(self, *, seconds: float = 120) -> bool:
        """Wait until everything told has been heard; says whether that came to be in time."""
        deadline = time.monotonic() + seconds
        calm = 0
        # Between two stations a message is nowhere for a moment, so one calm look is not enough.
        while calm < 3:
            if time.monotonic() > deadline:
                return False
            calm = 0 if any(self.pending().values()) else calm + 1
            time.sleep(0.05)
        return True

    # --- How it is done

    def _check(self) -> None:
        if not EMULATOR_PYTHON.exists():
            raise MissingTool(f"{EMULATOR_PYTHON.parent.parent.name} is not there. `make run` makes it.")
        self.data.mkdir(parents=True, exist_ok=True)
        lock = (self.data / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise AlreadyRunning(f"A local cloud is already running on the data in {self.data}.") from None
        self._lock = lock
        require_free(self.port, purpose="the API", option="--port")
        require_free(self.files_port, purpose="people's files", option="--files-port")
        require_free(self.cloud_port, purpose="the local cloud", option="--cloud-port")

    def _start_emulator(self) -> None:
        temporary = self.data / "temporary"
        # Workers of an earlier run that was killed leave their unpacked code here.
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        self._emulator.log.unlink(missing_ok=True)
        self._emulator.start(ready=lambda: self._answers("/_ministack/health"))

    def _deploy(self) -> None:
        self._deployment.prepare()
        for stack in stacks(self._assembly or SYNTHESIZED, account=ACCOUNT, region=LOCAL.region):
            if not self._deployment.is_current(stack):
                with self.step(f"Deploying {stack.name}"):
                    self._deployment.deploy(stack)

    def _start_edge(self) -> None:
        outputs = self._deployment.outputs()
        secret = self.client("secretsmanager").get_secret_value(SecretId=outputs["OriginSecretName"])["SecretString"]
        self._edge = edge_process(
            self.data,
            port=self.port,
            files_port=self.files_port,
            upstream=self.cloud_url,
            api_host=f"{outputs['ApiId']}.execute-api.{HOST}",
            origin_secret=_current(secret),
            keys=self._playback_keys(),
        )
        self._edge.start(ready=lambda: answer_of(f"{self.url}/_mail") is not None)

    def _playback_keys(self) -> dict[str, str]:
        """The public keys of what opens videos and files, which are made when the cloud is new."""
        secrets, name = self.client("secretsmanager"), f"{LOCAL.prefix}/media/playback"
        try:
            ring = KeyRing.read(secrets.get_secret_value(SecretId=name)["SecretString"])
        except secrets.exceptions.ResourceNotFoundException:
            return {}  # Another assembly, without that room.
        if not ring.keys:
            ring = local_ring()
            secrets.put_secret_value(SecretId=name, SecretString=ring.text())
        return {str(key.key_id): key.public_key for key in ring.keys}

    def _end(self) -> None:
        if self._lock is None:
            return  # Nothing was started, and what lies in the data may be another's.
        with undisturbed():
            if self._edge:
                self._edge.stop(seconds=5)
                self._edge = None
            self._mediaconvert.stop(seconds=5)
            self._razorpay.stop(seconds=5)
            self.client.close()
            self._emulator.stop(seconds=60)
            shutil.rmtree(self.data / "temporary", ignore_errors=True)
            self._lock.close()
            self._lock = None

    def _answers(self, path: str) -> bool:
        return answer_of(self.cloud_url + path) is not None

    def _get(self, path: str) -> bytes:
        answer = answer_of(self.cloud_url + path)
        if answer is None:
            raise DidNotStart(f"The cloud does not answer.\n{self._emulator.tail()}")
        return answer


def _current(secret: str) -> str:
    """The value to show: the secret holds one, or the current and the previous one."""
    try:
        values: Any = json.loads(secret)
    except ValueError:
        return secret
    return str(values["current"] if isinstance(values, dict) else values[0])
