"""A server on this machine that speaks the API of OpenAI as far as it is used, and fails as it is told to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep
from typing import Any

Json = dict[str, Any]


@dataclass
class Says:
    """One answer."""

    content: Any = None
    status: int = 200
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    refusal: str | None = None
    finish: str = "stop"
    raw: bytes | None = None
    cut: bool = False
    slow_s: float = 0
    drip_s: float = 0
    """Between one tenth of the answer and the next."""
    tokens: tuple[int, int] = (100, 20)


class ModelServer:
    """What it was asked, and what it says: the next of ``says``, the last one again and again."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.says: list[Says] = []
        self.asked: list[Json] = []
        self._lock = threading.Lock()

    def next(self, asked: Json) -> Says:
        """What is said now."""
        with self._lock:
            self.asked.append(asked)
            return self.says.pop(0) if len(self.says) > 1 else self.says[0]

    def heard(self, times: int) -> bool:
        """Whether it was asked so often. Who gave up waiting may know that before the server has read the question."""
        until = monotonic() + 60
        while len(self.asked) < times and monotonic() < until:
            sleep(0.01)
        return len(self.asked) == times

    @property
    def data(self) -> str:
        """What left for it last, apart from the instruction."""
        return str(self.asked[-1]["messages"][1]["content"])


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """A server while it is wanted."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            says = server.next(asked)
            sleep(says.slow_s)
            body = says.raw if says.raw is not None else json.dumps(_body(says, asked)).encode()
            self.send_response(says.status)
            for name, value in {"content-type": "application/json", **says.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            try:
                size = len(body) // 10 + 1 if says.drip_s else len(body) // 2 if says.cut else len(body)
                for at in range(0, size if says.cut else len(body), size):
                    self.wfile.write(body[at : at + size])
                    sleep(says.drip_s)
            except OSError:  # whoever asked went away
                return
            if says.cut:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            return

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = ModelServer(f"http://127.0.0.1:{http.server_port}/v1")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


def _body(says: Says, asked: Json) -> Json:
    if says.status >= 400:
        return {"error": {"message": "no", "type": "error", "code": says.code, "param": None}}
    content = says.content if isinstance(says.content, str) else json.dumps(says.content)
    message = {"role": "assistant", "content": None if says.refusal else content, "refusal": says.refusal}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": asked["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": says.finish, "logprobs": None}],
        "usage": {
            "prompt_tokens": says.tokens[0],
            "completion_tokens": says.tokens[1],
            "total_tokens": sum(says.tokens),
        },
    }
