"""`make reset`: wipe what the local stack keeps, so that the next start begins from nothing."""

import argparse
import fcntl
import shutil

from infra.local.cloud import DATA
from infra.local.failures import AlreadyRunning


def main(arguments: list[str]) -> int:
    """Remove the data, unless a local cloud is running on it."""
    argparse.ArgumentParser(prog="make reset", description=__doc__).parse_args(arguments)
    if DATA.exists():
        with (DATA / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise AlreadyRunning("The local cloud is running; stop it first.") from None
            shutil.rmtree(DATA)
    print("The local stack's data is gone.")
    return 0
