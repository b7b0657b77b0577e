"""`python -m infra.local logs catalog-api`: what a function of the running stack wrote."""

import argparse
import time

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.cloud import CLOUD_PORT, LocalCloud
from infra.local.failures import LocalCloudFailure

PLATFORM = ("START ", "END ", "REPORT ")  # what Lambda itself says around each invocation


def main(arguments: list[str]) -> int:
    """Print it, oldest first."""
    parser = argparse.ArgumentParser(prog="python -m infra.local logs", description=__doc__)
    parser.add_argument("function", help="such as catalog-api or identity-relay")
    parser.add_argument("--minutes", type=float, default=15, help="how far back (%(default)g)")
    parser.add_argument("--cloud-port", type=int, default=CLOUD_PORT)
    options = parser.parse_args(arguments)
    cloud = LocalCloud(cloud_port=options.cloud_port)
    try:
        lines = cloud.logs(options.function, since=time.time() - options.minutes * 60)
    except (BotoCoreError, ClientError) as error:
        raise LocalCloudFailure(f"{cloud.function(options.function)}: {error}") from None
    print("\n".join(line for line in lines if not line.startswith(PLATFORM)))
    return 0
