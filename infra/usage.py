"""What each organization has used and what that costs: ``python -m infra.usage STAGE [--days 7]``.

Every request, heard event and task says in its log line whose it was, what it consumed of DynamoDB and how long it
ran. This adds the lines up, by Logs Insights, and puts AWS's first-tier prices to the sums. Not in it: storage, films,
mails, files, and what belongs to nobody (sign-in, the clock, relays).
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from infra.bench.costs import LOG_KB, MEMORY_GB
from infra.bench.prices import PRICES
from infra.config import STAGES, Stage
from shared.clock import epoch_seconds, system_clock
from shared.dynamo import chunks

QUERY = """\
filter message in ["request", "event.handled", "task.done"] and ispresent(org_id)
| stats count(*) as times, sum(read_units) as read, sum(write_units) as written, sum(duration_ms) as ms
  by org_id, message
| sort written desc
| limit 10000"""
COUNTED = {"request": "requests", "event.handled": "events", "task.done": "tasks"}
GROUPS_AT_ONCE = 50
"""That one query may look into."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one organization used."""

    requests: float = 0
    events: float = 0
    """Heard, by each room that hears them."""
    tasks: float = 0
    read: float = 0
    """Read units."""
    written: float = 0
    """Write units."""
    ms: float = 0
    """That functions ran for it."""

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def dollars(self) -> float:
        """What it costs, in US dollars."""
        runs = self.requests + self.events + self.tasks
        amounts = {
            "dynamodb read": self.read,
            "dynamodb written": self.written,
            "lambda request": runs,
            "lambda GB-second": self.ms / 1000 * MEMORY_GB,
            "http api request": self.requests,
            "cloudfront request": self.requests,
            "waf request": self.requests,
            "sqs request": 3 * self.events,
            "log GB": runs * LOG_KB / 1e6,
        }
        return sum(amount * PRICES[price] for price, amount in amounts.items())


def usage(stage: Stage, logs: Any, *, since: timedelta) -> dict[str, Usage]:
    """What each organization used until now, by its id."""
    now = epoch_seconds(system_clock.now())
    used: dict[str, Usage] = {}
    for groups in chunks(_groups(stage, logs), GROUPS_AT_ONCE):
        query = logs.start_query(
            logGroupNames=groups, startTime=now - int(since.total_seconds()), endTime=now, queryString=QUERY
        )
        for row in _rows(logs, query["queryId"]):
            used[row["org_id"]] = used.get(row["org_id"], Usage()) + _of(row)
    return used


def table(used: Mapping[str, Usage]) -> Iterator[str]:
    """As a person reads it, the dearest first."""
    heads = ("requests", "events", "tasks", "read units", "written units", "seconds", "dollars")
    yield f"{'organization':34}" + "".join(f"{head:>15}" for head in heads)
    for org_id, one in sorted(used.items(), key=lambda pair: -pair[1].dollars):
        figures = (one.requests, one.events, one.tasks, one.read, one.written, one.ms / 1000)
        yield f"{org_id:34}" + "".join(f"{figure:15,.0f}" for figure in figures) + f"{one.dollars:15.4f}"


def _groups(stage: Stage, logs: Any) -> Iterator[str]:
    pages = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=f"/lms/{stage.name}/")
    for page in pages:
        yield from (group["logGroupName"] for group in page["logGroups"])


def _rows(logs: Any, query_id: str) -> Iterable[dict[str, str]]:
    while (answer := logs.get_query_results(queryId=query_id))["status"] in {"Scheduled", "Running"}:
        time.sleep(1)
    if answer["status"] != "Complete":
        raise ValueError(f"The query ended as {answer['status']}.")
    return [{cell["field"]: cell["value"] for cell in row} for row in answer["results"]]


def _of(row: Mapping[str, str]) -> Usage:
    sums = {name: float(row.get(name) or 0) for name in ("read", "written", "ms")}
    return Usage(**sums, **{COUNTED[row["message"]]: float(row["times"])})


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m infra.usage", description=__doc__)
    parser.add_argument("stage", choices=sorted(STAGES))
    parser.add_argument("--days", type=float, default=7)
    chosen = parser.parse_args(arguments)
    stage = STAGES[chosen.stage]
    try:
        logs = get_session().create_client("logs", region_name=stage.region)
        used = usage(stage, logs, since=timedelta(days=chosen.days))
    except (ValueError, BotoCoreError, ClientError) as failed:
        print(failed, file=sys.stderr)
        return 1
    print("\n".join(table(used)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
