"""Moves what lies in streams and queues to the functions that wait for it, as AWS does by itself."""

import importlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from infra.local.oneprocess.ground import (
    Ground,
    empty,
    forget,
    let_be_seen,
    messages_in,
    records_after,
    started,
    told,
)
from infra.local.oneprocess.running import running_as
from infra.local.oneprocess.workflows import WORKFLOWS
from shared import aws, relay
from shared.http import Handler
from shared.manifest import Context

ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """What a pump has done so far."""

    passed: dict[str, int] = field(default_factory=dict)
    """By table: how many records of its stream were heard of."""
    taken: set[tuple[str, str]] = field(default_factory=set)
    """Messages that are out, by URL and receipt."""
    ran: set[str] = field(default_factory=set)
    """Executions that are done, by ARN."""


class Pump:
    """Streams to relays, queues to handlers, started workflows to their tasks."""

    def __init__(self, contexts: tuple[Context, ...]) -> None:
        self._contexts = contexts
        self._ground = Ground()
        self.go_on(Progress())

    def begin(self, ground: Ground) -> None:
        """Nothing was told yet on this ground, nothing lies in its queues."""
        self._ground = ground
        self.go_on(Progress())

    def progress(self) -> Progress:
        """How far everything is."""
        return Progress(dict(self._passed), set(self._taken), set(self._ran))

    def go_on(self, progress: Progress) -> None:
        """Be as far as at that time."""
        self._passed, self._taken, self._ran = dict(progress.passed), set(progress.taken), set(progress.ran)

    def run(self) -> None:
        """Move everything until nothing is left to move. What failed or was cut short before comes again first."""
        for url, receipt in self._taken:
            let_be_seen(url, receipt)
        self._taken.clear()
        for _ in range(ROUNDS):
            moved = [
                *(self._relay(context) for context in self._contexts if context.tells),
                *(self._relay_again(context) for context in self._contexts if context.tells),
                *(self._deliver(context) for context in self._contexts if context.hears),
                *(self._work(context) for context in self._contexts if context.workflows),
            ]
            if not any(moved):
                return
        raise RuntimeError("Events cause each other without end.")

    def skip(self) -> None:
        """Let nobody hear what was told so far; for tests that put tables back to how they were."""
        for context in self._contexts:
            table = os.environ.get(f"LMS_TABLE_{context.name.upper()}", "")
            if context.tells:
                self._passed[table] = told(table)
        for url in (*self._ground.inboxes.values(), *self._ground.retries.values()):
            empty(url)
        self._taken.clear()

    def _relay(self, context: Context) -> bool:
        """Hand the relay what its table's stream has; the place in the stream moves on when that is done."""
        os.environ["LMS_RELAY_RETRY_URL"] = self._ground.retries[context.name]
        table = os.environ[f"LMS_TABLE_{context.name.upper()}"]
        passed = self._passed.get(table, 0)
        records = records_after(table, passed)
        if records:
            relay.handler({"Records": records}, None)
            self._passed[table] = passed + len(records)
            forget(table, self._passed[table])
        return bool(records)

    def _relay_again(self, context: Context) -> bool:
        return self._consume(self._ground.retries[context.name], relay.handler)

    def _deliver(self, context: Context) -> bool:
        def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:
            answer: dict[str, Any] = importlib.import_module(f"functions.{context.name}.handlers").handler(event, None)
            return answer

        with running_as(f"{context.name}-handlers"):
            return self._consume(self._ground.inboxes[context.name], handler)

    def _consume(self, url: str, handler: Handler) -> bool:
        """Hand a batch to a handler; what failed stays in the queue, unseen until the next settling."""
        messages = messages_in(url)
        self._taken |= {(url, message.receipt_handle) for message in messages}
        if not messages:
            return False
        records = [{"eventSource": "aws:sqs", "messageId": one.id, "body": one.body} for one in messages]
        failed = {item["itemIdentifier"] for item in handler({"Records": records}, None)["batchItemFailures"]}
        done = [message for message in messages if message.id not in failed]
        if done:
            entries = [{"Id": str(number), "ReceiptHandle": one.receipt_handle} for number, one in enumerate(done)]
            aws.client("sqs").delete_message_batch(QueueUrl=url, Entries=entries)
        self._taken -= {(url, message.receipt_handle) for message in done}
        return True

    def _work(self, context: Context) -> bool:
        """Run the workflows that were started."""
        worked = False
        for workflow in context.workflows:
            for execution, payload in started(os.environ[f"LMS_MACHINE_{workflow.upper()}"]).items():
                if execution not in self._ran:
                    with running_as(f"{context.name}-tasks"):
                        WORKFLOWS[workflow](json.loads(payload))
                    self._ran.add(execution)
                    worked = True
        return worked
