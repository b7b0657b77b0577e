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
    """Move the letters of one queue back to where they came from. Consumers know each event by its id."""
    homes = {f"{c.name}-{dead}": f"{c.name}-{home}" for c in CONTEXTS for dead, home in redrivable_queues(c).items()}
    if queue not in homes:
        raise ValueError(f"{queue} cannot be sent again as it is. These can: {', '.join(homes)}.")
    task = {
        "SourceArn": _arn(sqs, f"{stage.prefix}-{queue}"),
        "DestinationArn": _arn(sqs, f"{stage.prefix}-{homes[queue]}"),
    }
    held = _held(sqs, f"{stage.prefix}-{queue}")
    if held:
        sqs.start_message_move_task(**task)
    return held


def _held(sqs: Any, name: str) -> int:
    return int(_attribute(sqs, name, "ApproximateNumberOfMessages"))


def _arn(sqs: Any, name: str) -> str:
    return _attribute(sqs, name, "QueueArn")


def _attribute(sqs: Any, name: str, attribute: str) -> str:
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    value: str = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[attribute])["Attributes"][attribute]
    return value


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
            print(f"{redrive(stage, chosen.queue, sqs)} letters on their way again")
        else:
            for queue, held in letters(stage, sqs).items():
                print(f"{held:6} {queue}")
    except (ValueError, BotoCoreError, ClientError) as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
