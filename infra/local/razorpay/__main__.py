"""Serve until told to stop, or until whoever started this process is gone."""

import argparse

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
    options = parser.parse_args()
    post = Post()
    post.start()
    app = create_app(Service(post.put), post)
    serve([uvicorn.Config(app, host=HOST, port=options.port, log_level="warning", server_header=False)])


if __name__ == "__main__":
    main()
