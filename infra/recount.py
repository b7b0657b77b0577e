"""Counts an organization's figures anew from its archive: ``python -m infra.recount STAGE ORG FIRST_DAY LAST_DAY``.

Days are of UTC, as ``2026-11-22``, both ends included. What was counted stays as it is; what was never heard, and what
a new figure counts of the past, is added. It may be run while the product is used, and again after it was stopped.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from infra.config import STAGES
from infra.names import Names

LONGEST_S = 910
"""A task may last a quarter of an hour."""


def recount(function: str, org_id: str, first: date, last: date, lambdas: Any) -> int:
    """Call the task until there is no more. Returns how many events it saw; raises ``RuntimeError`` if it fails."""
    asked = {"task": "recount", "org_id": org_id, "first_day": first.isoformat(), "last_day": last.isoformat()}
    events, answer = 0, dict[str, Any](status="more")
    while answer["status"] == "more":
        place = {name: answer[name] for name in ("after", "lines") if name in answer}
        called = lambdas.invoke(FunctionName=function, Payload=json.dumps({**asked, **place}).encode())
        answer = json.loads(called["Payload"].read())
        if "FunctionError" in called:
            raise RuntimeError(f"{function} failed; its log says why.")
        events += answer["events"]
    return events


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m infra.recount", description=__doc__)
    parser.add_argument("stage", choices=sorted(STAGES))
    parser.add_argument("organization", metavar="ORG")
    parser.add_argument("first", type=date.fromisoformat, metavar="FIRST_DAY")
    parser.add_argument("last", type=date.fromisoformat, metavar="LAST_DAY")
    chosen = parser.parse_args(arguments)
    stage = STAGES[chosen.stage]
    waits = Config(read_timeout=LONGEST_S, retries={"total_max_attempts": 1})
    try:
        lambdas = get_session().create_client("lambda", region_name=stage.region, config=waits)
        function = f"{Names(stage).of('analytics', 'tasks')}:live"
        events = recount(function, chosen.organization, chosen.first, chosen.last, lambdas)
    except (RuntimeError, BotoCoreError, ClientError) as failed:
        print(failed, file=sys.stderr)
        return 1
    print(f"{events} events looked at")
    return 0


if __name__ == "__main__":
    sys.exit(main())
