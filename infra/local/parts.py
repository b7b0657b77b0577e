"""The processes that a local cloud consists of: how each is started, asked and left in peace."""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
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


def emulator_process(data: Path, *, port: int, stand_ins: Mapping[str, str], razorpay: str) -> Process:
    """MiniStack, from its own environment, with IAM enforced and everything it keeps below `data`.

    Functions inherit what it is told of where other services are that `stand_ins` play.
    """
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
            **{f"AWS_ENDPOINT_URL_{service.upper()}": address for service, address in stand_ins.items()},
            "LMS_RAZORPAY_URL": razorpay,
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


def mediaconvert_process(data: Path, *, port: int, cloud: str) -> Process:
    """What stands in for MediaConvert."""
    return Process(
        "The stand-in for MediaConvert",
        [sys.executable, "-m", "infra.local.mediaconvert", "--port", str(port), "--cloud", cloud],
        cwd=ROOT,
        log=data / "mediaconvert.log",
        environment={"TMPDIR": str(data / "temporary")},
    )


def razorpay_process(data: Path, *, port: int) -> Process:
    """What stands in for Razorpay. What it knows is kept with the data."""
    return Process(
        "The stand-in for Razorpay",
        [sys.executable, "-m", "infra.local.razorpay", "--port", str(port), "--file", str(data / "razorpay.state")],
        cwd=ROOT,
        log=data / "razorpay.log",
        environment={},
    )


def edge_process(
    data: Path, *, port: int, files_port: int, upstream: str, api_host: str, origin_secret: str, keys: Mapping[str, str]
) -> Process:
    """The edge; its secret is not on the command line, where every user of the machine could read it.

    It answers for the stage's addresses, wherever it listens: what is signed is signed for them.
    """
    options = {
        "--port": str(port),
        "--files-port": str(files_port),
        "--upstream": upstream,
        "--api-host": api_host,
        "--bucket": f"{LOCAL.prefix}-media-files-{ACCOUNT}",
        "--public-url": LOCAL.public_url,
        "--files-url": LOCAL.files_url,
    }
    origins = [part for origin in LOCAL.allowed_origins for part in ("--origin", origin)]
    return Process(
        "The edge",
        [sys.executable, "-m", "infra.local.edge", *(part for option in options.items() for part in option), *origins],
        cwd=ROOT,
        log=data / "edge.log",
        environment={"LMS_EDGE_SECRET": origin_secret, "LMS_EDGE_KEYS": json.dumps(keys)},
    )


def answer_of(url: str) -> bytes | None:
    """What a server on this machine answers; None while it does not."""
    try:
        with urlopen(url, timeout=30) as response:
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
