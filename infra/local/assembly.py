"""The synthesized stacks, as CDK's cloud assembly lays them out: templates, and files that they point to."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra.local.failures import DeploymentFailed

ROOT = Path(__file__).parents[2]
SYNTHESIZED = ROOT / "cdk.out" / "local"


@dataclass(frozen=True)
class File:
    """A file that a stack needs: where the template looks for it, and where it lies."""

    bucket: str
    key: str
    source: Path
    zipped: bool
    """Whether it is a folder that is published as a zip."""

    def content(self) -> bytes:
        """The bytes to publish."""
        if not self.zipped or self.source.is_file():
            return self.source.read_bytes()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for path in sorted(path for path in self.source.rglob("*") if path.is_file()):
                archive.write(path, path.relative_to(self.source))
        return packed.getvalue()


@dataclass(frozen=True)
class Stack:
    """One stack, ready to deploy."""

    name: str
    template: str
    files: tuple[File, ...]


def synthesize() -> None:
    """Let `infra.app` bring the stacks of stage `local` up to date; it does nothing when nothing changed."""
    done = subprocess.run(
        [sys.executable, "-m", "infra.app"],
        cwd=ROOT,
        env=os.environ | {"LMS_STAGE": "local"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DeploymentFailed(f"The stacks could not be synthesized:\n{(done.stdout + done.stderr).strip()}")


def stacks(assembly: Path, *, account: str, region: str) -> Iterator[Stack]:
    """All stacks, each after those that it depends on."""
    artifacts = json.loads((assembly / "manifest.json").read_text())["artifacts"]
    found = {name: artifact for name, artifact in artifacts.items() if artifact["type"] == "aws:cloudformation:stack"}
    done: set[str] = set()

    def with_dependencies(name: str) -> Iterator[Stack]:
        if name in done:
            return
        done.add(name)
        for other in found[name].get("dependencies", []):
            if other in found:
                yield from with_dependencies(other)
        template = (assembly / found[name]["properties"]["templateFile"]).read_text()
        yield Stack(name, template, tuple(_files(assembly, name, account, region)))

    for name in found:
        yield from with_dependencies(name)


def _files(assembly: Path, stack: str, account: str, region: str) -> Iterator[File]:
    listed = json.loads((assembly / f"{stack}.assets.json").read_text())
    for entry in listed["files"].values():
        source = entry["source"]
        if source["path"].endswith(".template.json"):
            continue
        for destination in entry["destinations"].values():
            bucket = destination["bucketName"].replace("${AWS::AccountId}", account).replace("${AWS::Region}", region)
            yield File(bucket, destination["objectKey"], assembly / source["path"], source.get("packaging") == "zip")
