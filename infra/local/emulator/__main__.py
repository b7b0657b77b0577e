"""Start MiniStack with its corrections; end it gracefully when asked to, or when whoever started it is gone."""

import asyncio
import json
import os
import signal
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from importlib import import_module
from typing import Any

from infra.local.emulator import corrections
from infra.local.emulator.pending import halt, pending
from infra.local.emulator.unpacking import forget_unused

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

PENDING_PATH = "/_local/pending"
STANDARD_INPUT = 0


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """MiniStack, seen as if over TLS, and one more path that says what is still under way.

    Buckets and queues refuse requests without TLS, here as on AWS. Nothing leaves this machine, so instead of
    encrypting the loopback the requests are marked as what they would be.
    """
    if scope["type"] == "http" and scope["path"] == PENDING_PATH:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": json.dumps(pending()).encode()})
        return
    marked = {**scope, "scheme": "https"} if scope["type"] == "http" else scope
    await import_module("ministack.app").app(marked, receive, send)


async def serve() -> None:
    """Answer until told to stop."""
    config = import_module("hypercorn.config").Config()
    config.bind = [f"{os.environ['BIND_HOST']}:{os.environ['GATEWAY_PORT']}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 2
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    threading.Thread(target=_watch_parent, args=(loop, stopping), daemon=True).start()

    async def stop() -> None:
        await stopping.wait()
        await asyncio.to_thread(halt)

    await import_module("hypercorn.asyncio").serve(app, config, shutdown_trigger=stop)


def _watch_parent(loop: asyncio.AbstractEventLoop, stopping: asyncio.Event) -> None:
    """The other end of standard input closes when the parent ends, however it ends."""
    # Not through sys.stdin: its lock would be held when the interpreter ends.
    while os.read(STANDARD_INPUT, 1):
        pass
    loop.call_soon_threadsafe(stopping.set)


if __name__ == "__main__":
    forget_unused()
    corrections.apply()
    import_module("ministack.app")
    # MiniStack has read it; the functions, who inherit the environment, must log as they do on AWS.
    os.environ.pop("LOG_LEVEL", None)
    asyncio.run(serve())
