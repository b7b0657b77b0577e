"""Serve until told to stop, or until whoever started this process is gone."""

import argparse
import json

import uvicorn

from infra.config import LOCAL
from infra.local.clients import Clients
from infra.local.mediaconvert.server import create_app
from infra.local.mediaconvert.settings import Json
from infra.local.mediaconvert.store import S3
from infra.local.ports import HOST
from infra.local.serving import serve


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--cloud", required=True)
    options = parser.parse_args()
    clients = Clients(options.cloud, LOCAL.region)

    def tell(detail: Json) -> None:
        entry = {"Source": "aws.mediaconvert", "DetailType": "MediaConvert Job State Change"}
        clients("events").put_events(Entries=[{**entry, "Detail": json.dumps(detail)}])

    app = create_app(S3(clients("s3")), tell, region=LOCAL.region)
    serve([uvicorn.Config(app, host=HOST, port=options.port, log_level="warning", server_header=False)])


if __name__ == "__main__":
    main()
