"""Which worker runs which tests: what takes long begins first, and what is dear to set up is set up by one of them."""

from collections import Counter
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]  # it has no types

TOGETHER = {
    "the stages": ("tests/infra/test_",),
    "one of everything": ("tests/fuzz/", "tests/isolation/"),
    "the local cloud": ("tests/system/", "tests/browser/"),
}
"""Tests that share what takes ten seconds and more to set up. The cloud stands on a stage, so it comes after these."""

LONG = (
    *TOGETHER,
    "tests/functions/commerce/test_market.py",
    "tests/journeys/test_deaths.py",
    "tests/infra/local/demo/test_loader.py",
    "tests/functions/learning/test_month.py",
)
"""What has few tests for the time that it takes. All else begins in the order of how many tests it has."""


class Spread(LoadFileScheduling):  # type: ignore[misc]  # as above
    """A file's tests run on one worker, as with ``--dist loadfile``, and so do those of files that belong together."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # they are in order already

    def _split_scope(self, nodeid: str) -> str:
        return _scope(nodeid)


def put_in_order(items: list[pytest.Item]) -> None:
    """So that no worker is left alone with something long at the end."""
    sizes = Counter(_scope(item.nodeid) for item in items)

    def place(item: pytest.Item) -> tuple[int, int, str]:
        scope = _scope(item.nodeid)
        return LONG.index(scope) if scope in LONG else len(LONG), -sizes[scope], scope

    items.sort(key=place)


def _scope(nodeid: str) -> str:
    file = nodeid.partition("::")[0]
    return next((name for name, places in TOGETHER.items() if file.startswith(places)), file)
