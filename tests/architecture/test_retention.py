"""What docs/operations.md says is kept, and for how long, is what the code does."""

import re
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

from infra.contexts import CONTEXTS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text()
UNITS = {"days": timedelta(days=1), "hours": timedelta(hours=1), "minutes": timedelta(minutes=1)}
ROWS = re.findall(r"^\| [^|]+ \| (\d+) (days|hours|minutes) \| `([\w.]+)\.(\w+)` \|$", PAGE, re.MULTILINE)
KEPT = re.compile(r"^(\w*KEPT\w*) = timedelta", re.MULTILINE)


@pytest.mark.parametrize(("number", "unit", "module", "name"), ROWS)
def test_is_kept_for_so_long(number: str, unit: str, module: str, name: str) -> None:
    kept = getattr(import_module(module), name)

    assert (kept if isinstance(kept, timedelta) else timedelta(seconds=kept)) == int(number) * UNITS[unit]


def test_whatever_is_kept_for_a_time_is_on_the_page() -> None:
    said = {f"{module}.{name}" for _, _, module, name in ROWS}
    found = {
        ".".join([*path.relative_to(ROOT).with_suffix("").parts, name])
        for folder in ("functions", "shared")
        for path in (ROOT / folder).rglob("*.py")
        for name in KEPT.findall(path.read_text())
    }

    assert found - said == set(), "Say in docs/operations.md, under what is kept, how long these are."


def test_files_that_go_by_themselves_are_on_the_page() -> None:
    for context in CONTEXTS:
        for expiry in context.expiries:
            files, said = re.escape(f"(`{expiry.prefix}`)"), re.escape(f"functions/{context.name}/manifest.py")
            assert re.search(rf"{files} \| {expiry.days} days[^|]* \| `{said}`", PAGE), f"{context.name}: {expiry}"
