"""`make run`: the whole stack on this machine until Ctrl-C, with demo data the first time."""

import argparse
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from infra.local import steps
from infra.local.assembly import ROOT
from infra.local.cloud import CLOUD_PORT, DATA, FILES_PORT, PORT, LocalCloud
from infra.local.demo import Login, StandIn, load
from infra.local.failures import CommandFailed, DidNotStart
from infra.local.people import Person


def main(arguments: list[str]) -> int:
    """Start, say where everything is, wait for Ctrl-C, stop."""
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="where the API listens (%(default)s)")
    parser.add_argument("--files-port", type=int, default=FILES_PORT, help="where people's files are (%(default)s)")
    parser.add_argument("--cloud-port", type=int, default=CLOUD_PORT, help="where AWS's services listen (%(default)s)")
    parser.add_argument("--data", type=Path, default=DATA, help="where it keeps its data (%(default)s)")
    parser.add_argument("--no-demo", action="store_true", help="load no demo data")
    options = parser.parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # a shell may have had the first ignored
        signal.signal(number, _interrupt)
    began = time.monotonic()
    cloud = LocalCloud(
        options.data,
        port=options.port,
        files_port=options.files_port,
        cloud_port=options.cloud_port,
        step=steps.shown,
    )
    cloud.start()
    try:
        logins = () if options.no_demo else _load_demo(cloud)
        _greet(cloud, logins, time.monotonic() - began)
        while cloud.running:
            time.sleep(0.5)
        raise DidNotStart(f"A part of the local cloud ended by itself. Its last words are in {cloud.data}/*.log.")
    except KeyboardInterrupt:
        print("\nStopping; the data stays.", flush=True)
        return 0
    finally:
        cloud.stop()


def _load_demo(cloud: LocalCloud) -> tuple[Login, ...]:
    """Whatever is not there yet; the first platform admin is made as an operator makes one on AWS."""

    def make_platform_admin(person: Person) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "functions.identity.bootstrap", person.email, person.name],
            cwd=ROOT,
            env=cloud.environment("identity-api"),
            input=person.password,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CommandFailed(f"The platform admin could not be made:\n{done.stderr}")

    with cloud.step("Looking after the demo data"):
        return load(cloud.url, cloud.mails, make_platform_admin, StandIn(cloud.razorpay_url))


def _greet(cloud: LocalCloud, logins: tuple[Login, ...], seconds: float) -> None:
    places = {
        "API": f"{cloud.url}/api/v1",
        "Docs": f"{cloud.url}/api/v1/docs",
        "Mail sent": f"{cloud.url}/_mail",
        "AWS services": cloud.cloud_url,
        "Razorpay": f"{cloud.razorpay_url}/pay/ORDER",
        "Logs": "python -m infra.local logs identity-api",
    }
    print(f"\nReady after {seconds:.0f} s.\n")
    print("\n".join(f"  {name:13} {place}" for name, place in places.items()))
    if logins:
        print(f"\n  {'Sign in as':15} {'at':24} {'e-mail':34} password")
        print(
            "\n".join(
                f"  {login.role:15} {login.organization:24} {login.email:34} {login.password}" for login in logins
            )
        )
    print("\nCtrl-C stops it all and keeps the data.", flush=True)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
