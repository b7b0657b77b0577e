"""The architecture and the data model that people read are those in the code; what pages name is there."""

import re
from pathlib import Path

import pytest

from infra.docs import DOCS, documents

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`((?:events|functions|infra|layers|shared|tests)/[\w/.-]+)`")


@pytest.mark.parametrize("name", documents())
def test_is_written_anew_when_the_code_changes(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == documents()[name], "run `make docs`"


def test_name_files_that_are_there() -> None:
    named = {
        (page.name, name) for page in DOCS.rglob("*.md") for name in NAMED.findall(page.read_text(encoding="utf-8"))
    }

    assert {page for page, _ in named} > {"walk.md", "operations.md"}
    assert [one for one in sorted(named) if not (ROOT / one[1]).exists() and not (ROOT / f"{one[1]}.py").exists()] == []
