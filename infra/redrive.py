"""Sends dead letters again, once what killed them is mended: ``python -m infra.redrive STAGE [QUEUE]``.

Without a queue it says how many letters lie where.
"""

import argparse
import sys
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from infra.config import STAGES, Stage
from infra.contexts import CONTEXTS
from infra.inventory import dead_queues, redrivable_queues


def letters(stage: Stage, sqs: Any) -> dict[str, int]:
    """How many messages each dead-letter queue holds, by the queue's name without the stage."""
    queues = [f"{context.name}-{queue}" for context in CONTEXTS for queue in dead_queues(context)]
    return {queue: _held(sqs, f"{stage.prefix}-{queue}") for queue in queues}


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
    chosen = arguments.parse_args()
    stage = STAGES[chosen.stage]
    try:
        sqs = get_session().create_client("sqs", region_name=stage.region)
        if chosen.queue:
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
