"""`make run`: the whole stack on this machine until Ctrl-C, with demo data the first time."""

import argparse
import signal
import time
from pathlib import Path
from types import FrameType

from botocore.exceptions import ClientError

from infra.local import steps
from infra.local.cloud import CLOUD_PORT, DATA, PORT, LocalCloud
from infra.local.failures import DidNotStart

DEMO_LOADED = "/local-cloud/demo-loaded"


def main(arguments: list[str]) -> int:
    """Start, say where everything is, wait for Ctrl-C, stop."""
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="where the API listens (%(default)s)")
    parser.add_argument("--cloud-port", type=int, default=CLOUD_PORT, help="where AWS's services listen (%(default)s)")
    parser.add_argument("--data", type=Path, default=DATA, help="where it keeps its data (%(default)s)")
    parser.add_argument("--no-demo", action="store_true", help="load no demo data")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    began = time.monotonic()
    cloud = LocalCloud(options.data, port=options.port, cloud_port=options.cloud_port, step=steps.shown)
    cloud.start()
    try:
        if not options.no_demo:
            _load_demo(cloud)
        _greet(cloud, time.monotonic() - began)
        while cloud.running:
            time.sleep(0.5)
        raise DidNotStart(f"A part of the local cloud ended by itself. Its last words are in {cloud.data}/*.log.")
    except KeyboardInterrupt:
        print("\nStopping; the data stays.", flush=True)
        return 0
    finally:
        cloud.stop()


def _load_demo(cloud: LocalCloud) -> None:
    from infra.local import demo

    remembered = cloud.client("ssm")
    try:
        remembered.get_parameter(Name=DEMO_LOADED)
    except ClientError:
        with cloud.step("Loading demo data"):
            demo.load(cloud.url, cloud.mails)
        remembered.put_parameter(Name=DEMO_LOADED, Value="yes", Type="String")


def _greet(cloud: LocalCloud, seconds: float) -> None:
    from infra.local import demo

    places = {
        "API": f"{cloud.url}/api/v1",
        "Docs": f"{cloud.url}/api/v1/docs",
        "Mail sent": f"{cloud.url}/_mail",
        "AWS services": cloud.cloud_url,
        "Logs": f"{cloud.data}/*.log",
    }
    print(f"\nReady after {seconds:.0f} s.\n")
    print("\n".join(f"  {name:13} {place}" for name, place in places.items()))
    print("\n  Sign in as     e-mail                            password")
    print("\n".join(f"  {login.role:14} {login.email:33} {login.password}" for login in demo.LOGINS))
    print("\nCtrl-C stops it all and keeps the data.", flush=True)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
