"""Serving until told to stop, or until whoever started this process is gone."""

import asyncio
import os
import threading
from collections.abc import Sequence

import uvicorn

STANDARD_INPUT = 0


def serve(configs: Sequence[uvicorn.Config]) -> None:
    """One server for each configuration; when one ends, all end."""
    servers = [uvicorn.Server(config) for config in configs]

    def end_with_parent() -> None:
        # Not through sys.stdin: its lock would be held when the interpreter ends.
        while os.read(STANDARD_INPUT, 1):
            pass
        _end(servers)

    async def serve_all() -> None:
        running = [asyncio.create_task(server.serve()) for server in servers]
        await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        _end(servers)
        await asyncio.gather(*running)

    threading.Thread(target=end_with_parent, daemon=True).start()
    asyncio.run(serve_all())


def _end(servers: Sequence[uvicorn.Server]) -> None:
    for server in servers:
        server.should_exit = True
