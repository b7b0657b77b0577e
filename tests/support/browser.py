"""A real browser without a window, led over a pipe by the DevTools protocol: opens pages, clicks, can be killed."""

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE_S = 120
PIPES_INTO_PLACE = """
import fcntl, os, sys
read, write = (fcntl.fcntl(int(number), fcntl.F_DUPFD, 50) for number in sys.argv[1:3])
os.dup2(read, 3)
os.dup2(write, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""The protocol's pipes are the numbers 3 and 4, whatever numbers they have here."""


def program() -> str | None:
    """Where a browser is on this machine; None where none is."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


class Declined(RuntimeError):
    """The browser does not do that now: a page that is left for another one answers nothing, say."""


class Browser:
    """One tab."""

    def __init__(self, process: "subprocess.Popen[bytes]", write: int, read: int) -> None:
        self._process, self._write, self._read = process, write, read
        self._number = 0
        self._rest = b""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session: str | None = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._call("Page.enable")

    def open(self, url: str) -> None:
        """Open a page and wait until it is there."""
        self._call("Page.navigate", url=url)
        self.wait_for("document.readyState === 'complete' && location.href !== 'about:blank'")

    def click(self, selector: str) -> None:
        """Click in the middle of what the selector finds, as a person's mouse does."""
        self.wait_for(f"document.querySelector({json.dumps(selector)}) !== null")
        box = self.evaluate(
            f"(() => {{ const r = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def evaluate(self, expression: str) -> Any:
        """What an expression is, in the page."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer["result"].get("value")

    def wait_for(self, expression: str) -> None:
        """Until an expression is true."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            with suppress(Declined):
                if self.evaluate(expression) is True:
                    return
            time.sleep(0.05)
        raise TimeoutError(expression)

    def picture(self, file: Path) -> Path:
        """What is to be seen."""
        file.write_bytes(base64.b64decode(self._call("Page.captureScreenshot")["data"]))
        return file

    def kill(self) -> None:
        """As a phone dies that has no power left."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(60)

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if getattr(self, "_session", None):
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise Declined(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._read, 65_536)
            if not piece:
                raise RuntimeError("The browser is gone.")
            self._rest += piece
        text, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(text)
        return answer


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser with nothing in it, for the length of a block."""
    found = program()
    assert found
    to_browser, from_us = os.pipe()
    to_us, from_browser = os.pipe()
    folder = tempfile.mkdtemp(prefix="browser-")
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", f"--user-data-dir={folder}"]
    command = [found, *flags, "--window-size=480,720", "--no-first-run", "about:blank"]
    process = subprocess.Popen(
        [sys.executable, "-c", PIPES_INTO_PLACE, str(to_browser), str(from_browser), *command],
        pass_fds=(to_browser, from_browser),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(to_browser)
    os.close(from_browser)
    try:
        yield Browser(process, from_us, to_us)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(60)
        os.close(from_us)
        os.close(to_us)
        shutil.rmtree(folder, ignore_errors=True)
