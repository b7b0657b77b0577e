"""The processes that a local cloud consists of: how each is started, asked and left in peace."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from infra.config import LOCAL
from infra.local.assembly import ROOT
from infra.local.clients import ROOT_KEY
from infra.local.ports import HOST
from infra.local.process import Process

ACCOUNT = "000000000000"
EMULATOR_PYTHON = ROOT / ".venv-cloud" / "bin" / "python"
UNPACKED = ROOT / ".cache" / "unpacked"


def emulator_process(data: Path, *, port: int) -> Process:
    """MiniStack, from its own environment, with IAM enforced and everything it keeps below `data`."""
    return Process(
        "The cloud",
        [str(EMULATOR_PYTHON), "-m", "infra.local.emulator"],
        cwd=ROOT,
        log=data / "cloud.log",
        environment={
            "AUTH": "true",
            "BIND_HOST": HOST,
            "GATEWAY_PORT": str(port),
            "MINISTACK_HOST": HOST,
            "MINISTACK_REGION": LOCAL.region,
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "PERSIST_STATE": "1",
            "STATE_DIR": str(data / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(data / "files"),
            "TMPDIR": str(data / "temporary"),
            "LMS_UNPACKED": str(UNPACKED),
            "AWS_ACCESS_KEY_ID": ROOT_KEY,
            "AWS_SECRET_ACCESS_KEY": ROOT_KEY,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            # Services that would listen on ports of their own, and Docker, are not needed.
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "DOCKER_HOST": f"unix://{data / 'no-docker'}",
            "LOG_LEVEL": "WARNING",
        },
    )


def edge_process(data: Path, *, port: int, upstream: str, api_host: str, origin_secret: str) -> Process:
    """The edge; its secret is not on the command line, where every user of the machine could read it."""
    options = {"--port": str(port), "--upstream": upstream, "--api-host": api_host}
    return Process(
        "The edge",
        [sys.executable, "-m", "infra.local.edge", *(part for option in options.items() for part in option)],
        cwd=ROOT,
        log=data / "edge.log",
        environment={"LMS_EDGE_SECRET": origin_secret},
    )


def answer_of(url: str) -> bytes | None:
    """What a server on this machine answers; None while it does not."""
    try:
        with urlopen(url, timeout=10) as response:
            content: bytes = response.read()
    except (URLError, OSError):
        return None
    return content


@contextmanager
def undisturbed() -> Iterator[None]:
    """A second Ctrl-C must not leave processes behind or lose data; it waits for the end of the block."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
