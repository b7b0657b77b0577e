"""Serve until told to stop, or until whoever started this process is gone.

What is known, and what is on its way, is kept in a file over a graceful end: orders of yesterday can be paid today.
"""

import argparse
import pickle
from pathlib import Path

import uvicorn

from infra.local.ports import HOST
from infra.local.razorpay.server import create_app
from infra.local.razorpay.service import Service
from infra.local.razorpay.webhooks import Post
from infra.local.serving import serve


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--file", type=Path, required=True, help="where what is known is kept")
    options = parser.parse_args()
    post = Post()
    service = Service(post.put)
    if options.file.exists():
        kept = pickle.loads(options.file.read_bytes())  # noqa: S301  # written by this program, below
        service.restore(kept["service"])
        post.restore(kept["post"])
    post.start()

    def keep() -> None:
        fresh = options.file.with_suffix(".new")
        fresh.write_bytes(pickle.dumps({"service": service.state(), "post": post.state()}))
        fresh.replace(options.file)

    app = create_app(service, post, at_end=keep)
    serve([uvicorn.Config(app, host=HOST, port=options.port, log_level="warning", server_header=False)])


if __name__ == "__main__":
    main()
