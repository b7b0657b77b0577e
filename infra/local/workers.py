"""The processes that run functions, and what feeds them: for tests of what happens when one of them fails."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from infra.local.clients import Clients


class Workers:
    """Every warm process of every function. Names are full function names."""

    def __init__(self, clients: Clients, emulator: Callable[[], int]) -> None:
        self._clients = clients
        self._emulator = emulator

    def pids(self, function: str) -> list[int]:
        """The function's processes that live at this moment."""
        # -ww: however narrow the terminal is said to be.
        command = ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="]
        listing = subprocess.run(command, capture_output=True, text=True, check=True)
        found = (line.split(maxsplit=2) for line in listing.stdout.splitlines())
        return [
            int(pid)
            for pid, parent, command in (fields for fields in found if len(fields) == 3)
            if int(parent) == self._emulator() and f"ministack-lambda-{function}-" in command
        ]

    def kill(self, function: str) -> int:
        """End the function's processes as a crash would, and see them gone; says how many there were."""
        ended = self._signal(function, signal.SIGKILL)
        while set(ended) & set(self.pids(function)):
            time.sleep(0.02)
        return len(ended)

    @contextmanager
    def frozen(self, function: str) -> Iterator[None]:
        """Its processes stand still: an invocation begins, and does not go on until the end of the block.

        Killed within the block, the function dies in the middle of its work.
        """
        self._signal(function, signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal(function, signal.SIGCONT)

    @contextmanager
    def unfed(self, function: str) -> Iterator[None]:
        """Neither streams nor queues reach the function within the block; what they hold waits."""
        self._feed(function, enabled=False)
        try:
            yield
        finally:
            self._feed(function, enabled=True)

    @contextmanager
    def retried_soon(self, function: str, *, seconds: int = 1) -> Iterator[None]:
        """What the function fails to handle comes back to it at once, not after its queue's long time of waiting."""
        sqs = self._clients("sqs")
        sources = (mapping["EventSourceArn"] for mapping in self._mappings(function))
        names = [source.rpartition(":")[2] for source in sources if ":sqs:" in source]
        queues = [sqs.get_queue_url(QueueName=name)["QueueUrl"] for name in names]
        attribute = "VisibilityTimeout"
        before = [sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=[attribute]) for queue in queues]
        try:
            for queue in queues:
                sqs.set_queue_attributes(QueueUrl=queue, Attributes={attribute: str(seconds)})
            yield
        finally:
            for queue, known in zip(queues, before, strict=True):
                sqs.set_queue_attributes(QueueUrl=queue, Attributes={attribute: known["Attributes"][attribute]})

    def _signal(self, function: str, number: signal.Signals) -> list[int]:
        pids = self.pids(function)
        for pid in pids:
            os.kill(pid, number)
        return pids

    def _feed(self, function: str, *, enabled: bool) -> None:
        for mapping in self._mappings(function):
            self._clients("lambda").update_event_source_mapping(UUID=mapping["UUID"], Enabled=enabled)

    def _mappings(self, function: str) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self._clients("lambda").list_event_source_mappings()["EventSourceMappings"]
        return [entry for entry in listed if entry["FunctionArn"].split(":function:")[1].split(":")[0] == function]
