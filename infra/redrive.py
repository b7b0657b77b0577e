"""Sends dead letters again, once what killed them is mended: ``python -m infra.redrive STAGE [QUEUE]``.

Without a queue it says how many letters lie where, with ``--whose`` of which organizations the letters of one are.
"""

import argparse
import json
import sys
from collections import Counter
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from infra.config import STAGES, Stage
from infra.contexts import CONTEXTS
from infra.inventory import dead_queues, redrivable_queues

MOST_READ = 1000


def letters(stage: Stage, sqs: Any) -> dict[str, int]:
    """How many messages each dead-letter queue holds, by the queue's name without the stage."""
    queues = [f"{context.name}-{queue}" for context in CONTEXTS for queue in dead_queues(context)]
    return {queue: _held(sqs, f"{stage.prefix}-{queue}") for queue in queues}


def whose(stage: Stage, queue: str, sqs: Any) -> Counter[tuple[str, str]]:
    """Of which organization each letter of a queue is, and what it tells; "-" where it does not say.

    Of at most a thousand letters. They are hidden for a minute and stay.
    """
    found: dict[str, str] = {}
    url = _url(sqs, f"{stage.prefix}-{queue}")
    while len(found) < MOST_READ:
        # Who waits is answered by all of the queue's servers, who does not by some.
        answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=60, WaitTimeSeconds=1)
        some = answer.get("Messages", [])
        if not {one["MessageId"] for one in some} - found.keys():
            break
        found |= {one["MessageId"]: one["Body"] for one in some}
    return Counter(_about(body) for body in found.values())


def redrive(stage: Stage, queue: str, sqs: Any) -> int:
    """Move the letters of one queue back to where they came from. Consumers know each event by its id.

    Letters that die again meanwhile stay: no more are moved than lay there at the beginning.
    """
    homes = {f"{c.name}-{dead}": f"{c.name}-{home}" for c in CONTEXTS for dead, home in redrivable_queues(c).items()}
    if queue not in homes:
        raise ValueError(f"{queue} cannot be sent again as it is. These can: {', '.join(homes)}.")
    source, home = _url(sqs, f"{stage.prefix}-{queue}"), _url(sqs, f"{stage.prefix}-{homes[queue]}")
    held, moved = _held(sqs, f"{stage.prefix}-{queue}"), 0
    while moved < held:
        # Ten is the most that one call takes.
        batch = min(10, held - moved)
        found = sqs.receive_message(QueueUrl=source, MaxNumberOfMessages=batch, WaitTimeSeconds=1).get("Messages", [])
        for letter in found:
            sqs.send_message(QueueUrl=home, MessageBody=letter["Body"])
            sqs.delete_message(QueueUrl=source, ReceiptHandle=letter["ReceiptHandle"])
        if not found:
            break
        moved += len(found)
    return moved


def _about(body: str) -> tuple[str, str]:
    try:
        told = json.loads(body)
    except ValueError:
        told = {}
    if not isinstance(told, dict):
        told = {}
    # From the bus the envelope is the event's detail; from a relay it is the body itself.
    detail = told["detail"] if isinstance(told.get("detail"), dict) else told
    return str(detail.get("org_id", "-")), str(told.get("detail-type") or told.get("detail_type") or "-")


def _held(sqs: Any, name: str) -> int:
    attribute = "ApproximateNumberOfMessages"
    return int(sqs.get_queue_attributes(QueueUrl=_url(sqs, name), AttributeNames=[attribute])["Attributes"][attribute])


def _url(sqs: Any, name: str) -> str:
    url: str = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    return url


def main() -> int:
    """Read the command line."""
    arguments = argparse.ArgumentParser(prog="python -m infra.redrive", description=__doc__)
    arguments.add_argument("stage", choices=sorted(STAGES))
    arguments.add_argument("queue", nargs="?", help="for example catalog-inbox-dead")
    arguments.add_argument("--whose", action="store_true", help="only say of which organizations its letters are")
    chosen = arguments.parse_args()
    if chosen.whose and not chosen.queue:
        arguments.error("--whose needs a queue.")
    stage = STAGES[chosen.stage]
    try:
        sqs = get_session().create_client("sqs", region_name=stage.region)
        if chosen.whose:
            for (org_id, kind), held in whose(stage, chosen.queue, sqs).most_common():
                print(f"{held:6} {org_id} {kind}")
        elif chosen.queue:
            print(f"{redrive(stage, chosen.queue, sqs)} letters sent again")
        else:
            for queue, held in letters(stage, sqs).items():
                print(f"{held:6} {queue}")
    except (ValueError, BotoCoreError, ClientError) as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
