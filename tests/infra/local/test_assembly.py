"""What is read from a cloud assembly."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from infra.local.assembly import stacks


def artifact(name: str, *dependencies: str) -> dict[str, Any]:
    """A stack as the manifest lists it."""
    return {
        "type": "aws:cloudformation:stack",
        "dependencies": [*dependencies, f"{name}.assets"],
        "properties": {"templateFile": f"{name}.template.json"},
    }


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    """Two rooms that stand on a platform, listed in the wrong order."""
    artifacts = {
        "learning": artifact("learning", "catalog", "platform"),
        "catalog": artifact("catalog", "platform"),
        "platform": artifact("platform"),
        "Tree": {"type": "cdk:tree"},
    }
    (tmp_path / "manifest.json").write_text(json.dumps({"artifacts": artifacts}))
    code = tmp_path / "asset.1"
    code.mkdir()
    (code / "app.py").write_text("handler = print")
    destination = {"bucketName": "assets-${AWS::AccountId}-${AWS::Region}", "objectKey": "1.zip"}
    files = {
        "1": {"source": {"path": "asset.1", "packaging": "zip"}, "destinations": {"here": destination}},
        "2": {"source": {"path": "catalog.template.json", "packaging": "file"}, "destinations": {"here": destination}},
    }
    for name in ("learning", "catalog", "platform"):
        (tmp_path / f"{name}.template.json").write_text(json.dumps({"Description": name}))
        (tmp_path / f"{name}.assets.json").write_text(json.dumps({"files": files if name == "catalog" else {}}))
    return tmp_path


def test_a_stack_comes_after_those_it_stands_on(assembly: Path) -> None:
    found = [stack.name for stack in stacks(assembly, account="123", region="ap-south-1")]

    assert found == ["platform", "catalog", "learning"]


def test_files_know_where_the_template_looks_for_them(assembly: Path) -> None:
    catalog = next(stack for stack in stacks(assembly, account="123", region="ap-south-1") if stack.name == "catalog")

    (file,) = catalog.files
    assert (file.bucket, file.key) == ("assets-123-ap-south-1", "1.zip")
    with zipfile.ZipFile(io.BytesIO(file.content())) as packed:
        assert packed.namelist() == ["app.py"]
