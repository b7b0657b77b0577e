"""What goes into a zip: enough to run alone, nothing more, and always the same."""

import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest

from infra import bundling
from infra.bundling import ROOT, Package, UndeclaredAsk, bundle, bundled_files, layer
from infra.config import AWS_RUNTIME, THIS_MACHINE, Runtime
from infra.contexts import CONTEXTS
from infra.inventory import modules
from shared.manifest import Context

MB = 10**6
ROOMS = pytest.mark.parametrize("room", CONTEXTS, ids=lambda room: room.name)
RUNTIMES = pytest.mark.parametrize("runtime", [THIS_MACHINE, AWS_RUNTIME], ids=["this-machine", "aws"])
bundled = cache(bundle)
"""A room's bundle; the code stays as it is meanwhile."""
LAYERS = sorted(folder.name for folder in (ROOT / "layers").iterdir())


class TestBundle:
    @ROOMS
    def test_runs_with_its_layers_alone(self, room: Context) -> None:
        for module in modules(room):
            spec = room.functions().get(module)
            layers = {"core", *room.layers, *(spec.layers if spec else ())}
            path = [
                bundled(room, THIS_MACHINE).folder,
                *(layer(name, THIS_MACHINE).folder / "python" for name in layers),
            ]
            name = "shared.relay" if module == "relay" else f"functions.{room.name}.{module}"
            # Neither this project nor its environment is on the path, and no setting is there.
            program = (
                f"import sys; sys.path[:0] = {[str(part) for part in path]!r}; import {name} as it; assert it.handler"
            )
            run = subprocess.run(
                [sys.executable, "-I", "-S", "-c", program],
                env={},
                cwd="/",
                capture_output=True,
                text=True,
                check=False,
            )

            assert run.returncode == 0, run.stderr

    @ROOMS
    def test_holds_of_other_rooms_only_what_is_published_and_what_that_needs(self, room: Context) -> None:
        inside = {file.relative_to(ROOT / "functions") for file in bundled_files(room) if "functions" in file.parts}
        others = {file for file in inside if len(file.parts) > 1 and file.parts[0] != room.name}

        assert {file.parts[0] for file in others} <= {*room.asks, *room.called()}
        assert not [file for file in others if file.parts[1].removesuffix(".py") in {"api", "handlers", "tasks"}]

    @ROOMS
    def test_weighs_at_most_1_mb(self, room: Context) -> None:
        assert bundled(room, AWS_RUNTIME).zip.stat().st_size <= MB

    def test_refuses_a_room_that_asks_without_saying_so(self, two_rooms: Path) -> None:
        with pytest.raises(UndeclaredAsk, match=r"beta reaches functions/alpha/.*\.py but does not ask alpha"):
            bundled_files(Context(name="beta"), two_rooms)

    def test_follows_what_the_published_part_imports(self, two_rooms: Path) -> None:
        files = bundled_files(Context(name="beta", asks=("alpha",)), two_rooms)
        names = {file.relative_to(two_rooms).as_posix() for file in files}

        assert names == {
            "functions/__init__.py",
            "functions/alpha/__init__.py",
            "functions/alpha/published.py",
            "functions/alpha/rows.py",
            "functions/beta/__init__.py",
            "functions/beta/api.py",
            "functions/beta/words.txt",
        }


class TestPackage:
    def test_has_the_same_name_and_bytes_for_the_same_input(
        self, two_rooms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = [_built(two_rooms, tmp_path / name, monkeypatch) for name in ("one", "two")]

        assert first.key == second.key
        assert first.zip.read_bytes() == second.zip.read_bytes()

    def test_has_another_name_when_a_file_changes(
        self, two_rooms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = _built(two_rooms, tmp_path, monkeypatch)
        (two_rooms / "functions/beta/words.txt").write_text("other words")

        assert _built(two_rooms, tmp_path, monkeypatch).key != before.key

    def test_is_compiled_for_where_it_will_stand(
        self, two_rooms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        package = _built(two_rooms, tmp_path, monkeypatch)

        assert b"/var/task/functions/beta/api.py" in (package.folder / "functions/beta/api.pyc").read_bytes()

    def test_holds_the_bytecode_of_modules_in_place_of_them(
        self, two_rooms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        package = _built(two_rooms, tmp_path, monkeypatch)
        code = subprocess.run(
            [sys.executable, "-c", "import functions.beta.api as api; print(api.handler().__name__)"],
            cwd=package.folder,
            capture_output=True,
            check=True,
            text=True,
        )

        assert {name for name in zipfile.ZipFile(package.zip).namelist() if "beta" in name} == {
            "functions/beta/__init__.pyc",
            "functions/beta/api.pyc",
            "functions/beta/words.txt",
        }
        assert code.stdout.strip() == "functions.alpha.rows"

    def test_holds_the_modules_where_their_bytecode_cannot_be_made(
        self, two_rooms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        package = _built(two_rooms, tmp_path, monkeypatch, Runtime(python="3.9", architecture="arm64"))

        assert "functions/beta/api.py" in zipfile.ZipFile(package.zip).namelist()

    def test_is_not_built_twice(self, two_rooms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        built = _built(two_rooms, tmp_path, monkeypatch).zip.stat()

        assert _built(two_rooms, tmp_path, monkeypatch).zip.stat().st_mtime_ns == built.st_mtime_ns


class TestLayers:
    @RUNTIMES
    def test_of_every_function_fit_with_its_code(self, runtime: Runtime) -> None:
        for room in CONTEXTS:
            for spec in room.functions().values():
                parts = [bundled(room, runtime), *(layer(name, runtime) for name in {*room.layers, *spec.layers})]

                assert sum(_unzipped(part.zip) for part in parts) <= 220 * MB

    @RUNTIMES
    def test_core_weighs_at_most_25_mb(self, runtime: Runtime) -> None:
        assert layer("core", runtime).zip.stat().st_size <= 25 * MB

    @pytest.mark.parametrize("name", LAYERS)
    def test_hold_nothing_that_a_function_never_reads(self, name: str) -> None:
        files = zipfile.ZipFile(layer(name, AWS_RUNTIME).zip).namelist()

        assert files
        assert not [file for file in files if "/tests/" in file or file.endswith((".pyi", ".h", "/RECORD"))]
        assert all(file.startswith("python/") for file in files)

    def test_keep_what_importlib_metadata_is_asked_for(self) -> None:
        files = zipfile.ZipFile(layer("core", AWS_RUNTIME).zip).namelist()

        assert [file for file in files if file.endswith("/METADATA") and "opentelemetry_api" in file]
        assert [file for file in files if file.endswith("/entry_points.txt") and "opentelemetry_api" in file]

    def test_bring_no_package_twice(self) -> None:
        core, *others = [set(_packages(layer(name, AWS_RUNTIME))) for name in ("core", *LAYERS) if name]

        assert all(not core & other for other in others if other != core)

    def test_hold_wheels_for_the_target_only(self) -> None:
        libraries = [
            file for file in zipfile.ZipFile(layer("core", AWS_RUNTIME).zip).namelist() if file.endswith(".so")
        ]

        assert libraries
        assert not [file for file in libraries if "x86_64" in file]


@pytest.fixture
def two_rooms(tmp_path: Path) -> Path:
    """A project of two rooms, of which beta asks alpha."""
    files = {
        "functions/__init__.py": "",
        "functions/alpha/__init__.py": "",
        "functions/alpha/api.py": "secret = 1",
        "functions/alpha/published.py": "from functions.alpha import rows",
        "functions/alpha/rows.py": "",
        "functions/beta/__init__.py": "",
        "functions/beta/api.py": "def handler():\n    from functions.alpha.published import rows\n    return rows",
        "functions/beta/words.txt": "words",
        "functions/beta/__pycache__/old.pyc": "",
    }
    for name, text in files.items():
        (tmp_path / "project" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "project" / name).write_text(text)
    return tmp_path / "project"


def _built(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, runtime: Runtime = THIS_MACHINE) -> Package:
    monkeypatch.setattr(bundling, "CACHE", cache)
    return bundle(Context(name="beta", asks=("alpha",)), runtime, root)


@cache
def _unzipped(archive: Path) -> int:
    return sum(entry.file_size for entry in zipfile.ZipFile(archive).infolist())


def _packages(package: Package) -> list[str]:
    return [folder.name for folder in (package.folder / "python").iterdir() if folder.name.endswith(".dist-info")]
