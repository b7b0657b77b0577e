"""What a process remembers is on one page, with how long and what ends it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "caching.md").read_text()
REMEMBERS = re.compile(r"^_\w+: (?:Memory|BoundedCache)\[", re.MULTILINE)


def test_every_memory_is_on_the_page() -> None:
    missing = [
        name
        for path in sorted((ROOT / "functions").rglob("*.py"))
        if REMEMBERS.search(path.read_text()) and (name := str(path.relative_to(ROOT))) not in PAGE
    ]

    assert not missing, f"Say in docs/caching.md what these keep, for how long, and what ends it: {missing}"
