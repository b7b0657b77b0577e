"""`make journey`: the story, against the running stack, or one started for it."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from infra.contexts import CONTEXTS
from infra.local import steps
from infra.local.client import Api, Failure
from infra.local.cloud import CLOUD_PORT, PORT, LocalCloud
from infra.local.courses import CoursePlan
from infra.local.demo.library import course
from infra.local.failures import LocalCloudFailure
from infra.local.journey.archiving import Archive
from infra.local.journey.story import Scene, tell
from infra.local.journey.tale import Broken, Tale
from infra.local.textbook.planning import plan_of
from infra.local.textbook.reading import BadFile, read_modules
from infra.routing import room_for

DEMO_COURSE = "money-and-interest"


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell the story; the exit code says how it ended."""
    options = _options(arguments)
    began = time.monotonic()
    try:
        plan = _plan(options.textbook)
        with _stack(options) as cloud:
            print(f"The journey, at {cloud.url}")
            tale = Tale(logs=lambda path, since: _logs(cloud, path, since))
            visitor = Api(cloud.url, watch=tale.watch)
            tell(Scene(visitor, cloud.mails, plan, gateway=_gateway(cloud), archive=_archive(cloud)), tale)
    except (Broken, BadFile, Failure, LocalCloudFailure) as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(f"All {tale.steps} steps came out as they must, in {time.monotonic() - began:.0f} s.")
    return 0


def _plan(textbook: Path | None) -> CoursePlan:
    return plan_of(read_modules(textbook)) if textbook else course(DEMO_COURSE)


@contextlib.contextmanager
def _stack(options: argparse.Namespace) -> Iterator[LocalCloud]:
    """The stack at the given address; without one, the one that runs already, or else a fresh one."""
    port = urlsplit(options.url).port or PORT if options.url else PORT
    cloud = LocalCloud(port=port, cloud_port=options.cloud_port)
    if options.url or _answers(cloud.url):
        yield cloud
    else:
        with LocalCloud.started(step=steps.shown) as fresh:
            yield fresh


def _gateway(cloud: LocalCloud) -> str | None:
    """Where the stand-in of the payment gateway is; that of a stack which others started is not known."""
    try:
        httpx.get(f"{cloud.razorpay_url}/_health").raise_for_status()
    except httpx.HTTPError:
        return None
    return cloud.razorpay_url


def _archive(cloud: LocalCloud) -> Archive:
    bucket = cloud.environment("analytics-tasks")["LMS_FILES_BUCKET"]
    return Archive(cloud.client, bucket, cloud.function("analytics-tasks"))


def _answers(url: str) -> bool:
    try:
        Api(url, pause=lambda _: None).get("/health")
    except Failure:
        return False
    return True


def _logs(cloud: LocalCloud, path: str, since: float) -> list[str]:
    """What the room behind a path has written: its door, and those who heard what was told there."""
    room = room_for(path, CONTEXTS)
    if room is None:
        return []
    functions = ["api", *(["relay"] if room.tells else []), *(["handlers"] if room.hears else [])]
    return [line for function in functions for line in cloud.logs(f"{room.name}-{function}", since=since)]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m infra.local.journey", description="The story of the whole product, step by step."
    )
    say = parser.add_argument
    say("--textbook", type=Path, metavar="FILE", help="make the course from this textbook instead of a demo course")
    say("--url", help="a local stack that runs already (else the usual one if it runs, or a fresh one)")
    say("--cloud-port", type=int, default=CLOUD_PORT, help="the port of that stack's AWS services (%(default)s)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
