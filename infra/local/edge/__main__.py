"""Serve until told to stop, or until whoever started this process is gone."""

import argparse
import json
import os
import time

import uvicorn

from infra.local.cloudfront import Checker
from infra.local.edge import Shown, Upstream, create_app, create_files_app
from infra.local.ports import HOST
from infra.local.serving import serve


def main() -> None:
    """Read the command line; what is secret comes by the environment."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--files-port", type=int, required=True)
    parser.add_argument("--upstream", required=True)
    parser.add_argument("--api-host", required=True)
    parser.add_argument("--bucket", required=True)
    parser.add_argument("--public-url", required=True)
    parser.add_argument("--files-url", required=True)
    parser.add_argument("--origin", action="append", default=[])
    options = parser.parse_args()
    upstream = Upstream(options.upstream, options.api_host, os.environ["LMS_EDGE_SECRET"])
    checker = Checker(json.loads(os.environ["LMS_EDGE_KEYS"]), time.time)

    def shown(address: str, prefix: str) -> Shown:
        return Shown(f"{options.upstream}/{options.bucket}", prefix, address, checker, tuple(options.origin))

    apps = {
        options.port: create_app(upstream, shown(options.public_url, "videos")),
        options.files_port: create_files_app(shown(options.files_url, "files")),
    }
    serve(
        [
            uvicorn.Config(
                app,
                host=HOST,
                port=port,
                log_level="warning",
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=3,
            )
            for port, app in apps.items()
        ]
    )


if __name__ == "__main__":
    main()
