"""The process in which one program runs: started fresh for it, without environment, and killed when it takes too long.

It reads its job from standard input and writes one line for every run. What a program prints never gets there.
"""

import ctypes
import json
import os
import re
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from wasmtime import (
    Engine,
    ExitTrap,
    Instance,
    Linker,
    Memory,
    Module,
    Store,
    Trap,
    TrapCode,
    WasiConfig,
    WasmtimeError,
)

from functions.sandbox.domain import OUTPUT_LIMIT, SHOWN_FAULT, SHOWN_OUTPUT, Language, Outcome, Run, digest_of
from functions.sandbox.gateways import interpreters, preludes

TICK_MS = 5
MEGABYTE = 1 << 20
MOST_MEMORY = 1 << 30
_NO_NEW_PRIVILEGES, _DIE_WITH_PARENT = 38, 1
_EXCEPTION = 6
"""The tag of QuickJS's values that says that there is an exception, in their upper half."""
_MODULE = 1


class Used(NamedTuple):
    """What one run used."""

    ms: float
    memory_bytes: int


@dataclass
class Printed:
    """What is printed, up to the limit of both streams together; whoever prints more is stopped."""

    stop: Callable[[], None]
    out: bytearray = field(default_factory=bytearray)
    error: bytearray = field(default_factory=bytearray)
    is_over: bool = False

    def take(self, stream: bytearray, data: bytes) -> int:
        """Keep what is printed; a negative number is an error to who prints."""
        if len(self.out) + len(self.error) + len(data) > OUTPUT_LIMIT:
            self.is_over = True
            self.stop()
            return -1
        stream += data
        return len(data)


class Ticker:
    """Lets the engine's epochs pass with the processor time that this process uses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        threading.Thread(target=self._tick, daemon=True).start()

    def stop(self) -> None:
        """Let more epochs pass than any run may last."""
        for _ in range(200_000 // TICK_MS):
            self._engine.increment_epoch()

    def _tick(self) -> None:
        passed = 0
        while True:
            time.sleep(TICK_MS / 1_000)
            now = int(time.process_time() * 1_000 / TICK_MS)
            for _ in range(now - passed):
                self._engine.increment_epoch()
            passed = now


class Guest:
    """Runs programs of one language, each in an instance of its own."""

    def __init__(self, language: Language, place: Path) -> None:
        self._language = language
        self._engine = interpreters.engine()
        self._module: Module = interpreters.load(self._engine, place)
        self._linker = Linker(self._engine)
        self._linker.define_wasi()
        self._ticker = Ticker(self._engine)
        self._start = Used(0, 0)

    def measure_start(self) -> None:
        """Find out what a program that does nothing uses: that is nobody's fault."""
        _, self._start = self._run("", "/dev/null", 30_000, MOST_MEMORY)

    def run(self, source: str, stdin: str, *, time_ms: int, memory_mb: int) -> Run:
        """Run a program once, with what the file ``stdin`` holds as its input."""
        time_ms += int(self._start.ms * 1.5)
        run, _ = self._run(source, stdin, time_ms, self._start.memory_bytes + memory_mb * MEGABYTE)
        return run

    def _run(self, source: str, stdin: str, time_ms: int, memory_bytes: int) -> tuple[Run, Used]:
        printed = Printed(self._ticker.stop)
        store = Store(self._engine)
        store.set_limits(memory_size=memory_bytes, instances=1, memories=1, tables=2, table_elements=100_000)
        store.set_epoch_deadline(max(1, time_ms // TICK_MS))
        store.set_wasi(self._wasi(source, stdin, printed))
        began = time.process_time()
        status: int | None = 0
        stopped = False
        instance = None
        try:
            instance = self._linker.instantiate(store, self._module)
            status = _CALLS[self._language](instance, store, source)
        except ExitTrap as ended:
            status = ended.code
        except Trap as trap:
            status, stopped = None, trap.trap_code is TrapCode.INTERRUPT
            if trap.trap_code is TrapCode.STACK_OVERFLOW:
                printed.error += b"\nThe stack is exhausted."
        except WasmtimeError:
            status = None
        used = Used((time.process_time() - began) * 1_000, _memory_of(instance, store) if instance else 0)
        outcome = _outcome(printed, status, stopped, used, memory_bytes)
        text = printed.out.decode("utf-8", "replace")
        fault = _fault(printed.error) if outcome is not Outcome.DONE else ""
        return Run(outcome, digest_of(text), text[:SHOWN_OUTPUT], fault, int(used.ms)), used

    def _wasi(self, source: str, stdin: str, printed: Printed) -> WasiConfig:
        """No files and no variables: its arguments, its input, and two streams to print on."""
        wasi = WasiConfig()
        wasi.stdin_file = stdin
        wasi.stdout_custom = lambda data: printed.take(printed.out, data)
        wasi.stderr_custom = lambda data: printed.take(printed.error, data)
        if self._language is Language.PYTHON:
            wasi.argv = ["python", "-I", "-S", "-X", "utf8", "-c", preludes.PYTHON, source]
        return wasi


def _call_python(instance: Instance, store: Store, source: str) -> int:
    instance.exports(store)["_start"](store)  # type: ignore[operator]  # a function
    return 0


def _call_javascript(instance: Instance, store: Store, source: str) -> int:
    def call(name: str, *args: int) -> Any:
        return instance.exports(store)[name](store, *args)  # type: ignore[operator]  # a function, of those there are

    def put(data: bytes) -> int:
        place: int = call("malloc", len(data) + 1)
        instance.exports(store)["memory"].write(store, data + b"\0", place)  # type: ignore[union-attr]  # a memory
        return place

    def evaluate(text: str, name: str, flags: int) -> bool:
        data = text.encode("utf-8", "replace")
        value = call("JS_Eval", context, put(data), len(data), put(name.encode()), flags)
        return bool(value >> 32 & 0xFFFFFFFF != _EXCEPTION)

    call("_initialize")
    call("qjs_init")
    context = call("qjs_get_context")
    evaluate(preludes.JAVASCRIPT, "prelude.js", _MODULE)
    went_well = evaluate(source, "main.js", 0)
    if not went_well:
        call("js_std_dump_error", context)
    elif call("js_std_loop", context):
        went_well = False
    evaluate('import * as std from "qjs:std"; std.out.flush(); std.err.flush();', "end.js", _MODULE)
    return 0 if went_well else 1


_CALLS = {Language.PYTHON: _call_python, Language.JAVASCRIPT: _call_javascript}


def _memory_of(instance: Instance, store: Store) -> int:
    memory = instance.exports(store)["memory"]
    return memory.data_len(store) if isinstance(memory, Memory) else 0


def _outcome(printed: Printed, status: int | None, stopped: bool, used: Used, memory_bytes: int) -> Outcome:
    if printed.is_over:
        return Outcome.OUTPUT
    if stopped:
        return Outcome.TIME
    if status == 0:
        return Outcome.DONE
    last = _fault(printed.error)
    if re.match(r"Forbidden\b|OSError: \[Errno 58\]", last):
        return Outcome.FORBIDDEN
    if re.match(r"MemoryError\b|InternalError: out of memory", last) or used.memory_bytes > 0.98 * memory_bytes:
        return Outcome.MEMORY
    return Outcome.CRASHED


def _fault(error: bytearray) -> str:
    """The line that says what was wrong: the last that is not part of a list of calls."""
    lines = [line for line in error.decode("utf-8", "replace").splitlines() if line.strip()]
    said = [line for line in lines if not line.startswith((" ", "\t"))]
    return (said or lines or [""])[-1][:SHOWN_FAULT]


def _shut_in(seconds: int) -> None:
    """Give up what this process will not need any more. WebAssembly keeps the program in; this is behind it."""
    libc = ctypes.CDLL(None)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(_DIE_WITH_PARENT, int(signal.SIGKILL), 0, 0, 0)
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_CPU, seconds),
    ):
        resource.setrlimit(what, (most, most))


def main() -> None:
    """Run the job that comes in: its program once for each input, one line of JSON for each."""
    job = json.load(sys.stdin)
    answers = sys.stdout
    inputs = []
    for text in job["inputs"]:
        # Files in memory: nothing is written anywhere, and nothing can be any more afterwards.
        file = os.memfd_create("input")
        os.write(file, text.encode("utf-8", "replace"))
        inputs.append(f"/proc/self/fd/{file}")
    guest = Guest(Language(job["language"]), Path(job["place"]))
    guest.measure_start()
    _shut_in(job["seconds"])
    print("{}", file=answers, flush=True)
    for place in inputs:
        run = guest.run(job["source"], place, time_ms=job["time_ms"], memory_mb=job["memory_mb"])
        print(json.dumps(asdict(run)), file=answers, flush=True)
