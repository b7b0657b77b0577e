"""MediaConvert in one process: its stand-in, on moto's S3, reached by the process's own client."""

from functools import cache
from pathlib import Path
from typing import Any

from shared import aws


def lead_to_stand_in() -> None:
    """Let the process's clients of MediaConvert find the stand-in. It is made when it is first asked."""
    emitter = aws._session().get_component("event_emitter")
    emitter.register_first("before-send.mediaconvert", _answer, unique_id="the stand-in for MediaConvert")


def _answer(request: Any, **_: Any) -> Any:
    return _shortcut()(request)


@cache
def _shortcut() -> Any:
    # Imported late: few tests transcode anything.
    from infra.local.mediaconvert.inprocess import Shortcut
    from infra.local.mediaconvert.server import create_app
    from infra.local.mediaconvert.store import S3

    class Moto:
        """Whichever S3 there is at the moment: every test begins with a new one."""

        def fetch(self, address: str, target: Path) -> None:
            """Copy an object into a file."""
            S3(aws.client("s3")).fetch(address, target)

        def keep(self, file: Path, address: str) -> None:
            """Copy a file into an object."""
            S3(aws.client("s3")).keep(file, address)

    # Nobody need be told: the tasks look at the job themselves where no machine waits.
    return Shortcut(create_app(Moto(), lambda _: None, region="ap-south-1"))
