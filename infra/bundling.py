"""What goes into a zip: one bundle per room, one layer per folder in ``layers/``.

Nothing needs Docker: uv installs wheels for the target's platform, whatever machine this is. Everything is
byte-compiled (a function that must compile first starts three times slower), and of rooms only the bytecode is shipped.
A package is named by a hash of what went in, so the same input is built once and always has the same name.
"""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from infra.config import Runtime
from shared.manifest import Context

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache" / "bundles"

SERVICES = frozenset(
    {
        "dynamodb",
        "events",
        "kms",
        "lambda",
        "mediaconvert",
        "s3",
        "secretsmanager",
        "sesv2",
        "sqs",
        "ssm",
        "stepfunctions",
        "sts",
    }
)
"""The services whose models stay in the core layer; all of botocore's weigh 25 MB."""

UNUSED = frozenset({"pycparser", "setuptools"})
"""Declared by what we use, for what we do not use: parsing C, building packages."""

UNUSED_PARTS = ("pydantic/v1",)
"""Parts of packages that are used. FastAPI imports Pydantic's old self where it finds it: 25 ms of every cold start."""

NOT_SHIPPED = (
    "*.pyi",
    "py.typed",
    "RECORD",
    "INSTALLER",
    "REQUESTED",
    "WHEEL",
    "direct_url.json",
    "*.js.map",
    "*.h",
    "*.woff2",
)


@dataclass(frozen=True)
class Package:
    """A folder and the zip of it. ``key`` is the hash of what went in."""

    key: str
    folder: Path
    zip: Path


class UndeclaredAsk(Exception):
    """A room imports what another publishes, but its manifest does not say that it asks."""


def bundle(context: Context, runtime: Runtime, root: Path = ROOT) -> Package:
    """A room's own code, what else it ships, the events, and what these reach of the kernel and of rooms it asks."""
    files = sorted(bundled_files(context, root))
    contents = {file.relative_to(root).as_posix(): file.read_bytes() for file in files}

    def build(folder: Path) -> None:
        for name, content in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        _replace_by_bytecode(folder, runtime)

    return _package(context.name, [runtime.python, *_flat(contents)], build)


def layer(name: str, runtime: Runtime, root: Path = ROOT) -> Package:
    """The third-party code of ``layers/<name>/requirements.txt``. What the core layer has is not brought twice."""
    lock = root / "layers" / name / "requirements.txt"
    pins = _pins(lock)
    elsewhere = set(_pins(root / "layers" / "core" / "requirements.txt")) if name != "core" else set()
    wanted = "\n".join(text for package, text in pins.items() if package not in elsewhere | UNUSED)

    def build(folder: Path) -> None:
        _install(wanted, folder / "python", runtime)
        _trim(folder / "python")
        _compile_beside(folder / "python", runtime)

    made_of = [runtime.python, runtime.architecture, runtime.wheels or sys.platform, wanted, *sorted(SERVICES)]
    return _package(f"layer-{name}", made_of, build)


def bundled_files(context: Context, root: Path = ROOT) -> set[Path]:
    """The files of a room's bundle. Raises ``UndeclaredAsk`` when its code reaches a room that it does not ask."""
    own = root / "functions" / context.name
    files = {root / "functions" / "__init__.py"}
    # Of events their classes alone: nothing that runs reads schemas and samples. The relay is a function of its own.
    files |= {*_files_below(own), *(root / "events").glob("*.py"), *(root / "shared").glob("relay.py")}
    files |= {root / name for name in context.ships}
    reached = _imported_modules([file for file in files if file.suffix == ".py"], root)
    for module in reached - files:
        folder, room, *_ = module.relative_to(root).parts
        if folder == "functions" and room not in {*context.asks, *context.called()}:
            raise UndeclaredAsk(f"{context.name} reaches {module.relative_to(root)} but does not ask {room}.")
    return files | reached | {root / name for name in context.ships}


def _imported_modules(start: Iterable[Path], root: Path) -> set[Path]:
    """Every module of the rooms and the kernel that these files import, directly or through each other."""
    seen: set[Path] = set()
    waiting = list(start)
    while waiting:
        file = waiting.pop()
        for name in _imports(file, file.stat().st_mtime_ns):
            for found in _modules(name, root):
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)
    return seen


@cache
def _imports(file: Path, _changed: int) -> tuple[str, ...]:
    names = []
    for node in ast.walk(ast.parse(file.read_bytes(), file)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(name for name in names if name == "shared" or name.startswith(("functions.", "shared.")))


def _modules(name: str, root: Path) -> Iterator[Path]:
    """The file of a module, and the ``__init__`` of every package above it."""
    parts = name.split(".")
    for length in range(1, len(parts) + 1):
        path = root.joinpath(*parts[:length])
        if (path / "__init__.py").is_file():
            yield path / "__init__.py"
        elif path.with_suffix(".py").is_file():
            yield path.with_suffix(".py")


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
            yield path


def _pins(lock: Path) -> dict[str, str]:
    """A compiled requirements file by package: the pin with its hashes."""
    pins: dict[str, str] = {}
    package = ""
    for line in lock.read_text().splitlines():
        if match := re.match(r"([a-z0-9][a-z0-9._-]*)==", line):
            package = match[1]
        if package and not line.lstrip().startswith("#"):
            pins[package] = f"{pins.get(package, '')}{line}\n"
    return pins


def _install(requirements: str, folder: Path, runtime: Runtime) -> None:
    command = [_uv(), "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    command += ["--link-mode", "copy", "--target", str(folder), "--requirements", "-"]
    if runtime.wheels:
        command += ["--python-platform", runtime.wheels, "--python-version", runtime.python]
    else:
        command += ["--python", sys.executable]
    subprocess.run(command, input=requirements, text=True, check=True)


def _uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.exists() else "uv"


def _trim(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if path.name in {"tests", "testing", "__pycache__"} or path == folder / "bin":
                shutil.rmtree(path)
        elif any(path.match(pattern) for pattern in NOT_SHIPPED):
            path.unlink()
    for part in UNUSED_PARTS:
        shutil.rmtree(folder / part, ignore_errors=True)
    for model in (folder / "botocore" / "data").glob("*/"):
        if model.name not in SERVICES:
            shutil.rmtree(model)


def _replace_by_bytecode(folder: Path, runtime: Runtime) -> None:
    """Compile a room's modules, and leave the bytecode alone in their place: sources are a third of a bundle, and
    nothing that runs reads them. Tracebacks name the file and the line; the text of it is in the project."""
    if runtime.compiles_here:
        subprocess.run(_compiling(folder, "/var/task", "-b"), check=True)
        for source in folder.rglob("*.py"):
            source.unlink()


def _compile_beside(folder: Path, runtime: Runtime) -> None:
    """Compile what packages bring. Not all of it compiles: there are templates, and code for other versions."""
    if runtime.compiles_here:
        subprocess.run(_compiling(folder, "/opt/python"), check=False)


def _compiling(folder: Path, place: str, *options: str) -> list[str]:
    """A command that compiles for the place where it will stand, so that tracebacks name files as they are there.

    They name lines, not columns: where in its line each instruction came from is a fifth of what bytecode weighs.
    """
    command = [sys.executable, "-X", "no_debug_ranges", "-m", "compileall", "-qq", "-s", str(folder), "-p", place]
    return [*command, "--invalidation-mode", "unchecked-hash", *options, str(folder)]


def _package(name: str, made_of: Iterable[str | bytes], build: Callable[[Path], None]) -> Package:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for part in made_of:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8) + data)
    key = digest.hexdigest()
    folder, archive = CACHE / f"{name}-{key[:16]}", CACHE / f"{name}-{key[:16]}.zip"
    if not archive.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        # Built beside and then renamed, so that two builds at once cannot see each other's halves.
        with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
            made = Path(scratch) / "made"
            made.mkdir()
            build(made)
            _zip(made, Path(scratch) / "made.zip")
            if not folder.exists():
                made.rename(folder)
            (Path(scratch) / "made.zip").rename(archive)
    return Package(key, folder, archive)


def _zip(folder: Path, archive: Path) -> None:
    """Zip in one order, with one date and one mode: the same folder gives the same bytes."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = (0o755 if os.access(path, os.X_OK) else 0o644) << 16
                out.writestr(entry, path.read_bytes())


def _flat(contents: dict[str, bytes]) -> Iterator[str | bytes]:
    for name, content in contents.items():
        yield name
        yield content
