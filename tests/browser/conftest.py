"""The deployed product in a real browser, where this machine has one: the same that the system tests use."""

from pathlib import Path

import pytest

from tests.support.browser import program

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Everything here talks to servers on this machine; what needs a browser is left out, and counted as such, where
    none is installed: Chromium is no package.
    """
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))
            item.add_marker(pytest.mark.enable_socket)
    if program() is None:
        without = [item for item in items if item.get_closest_marker("with_browser")]
        items[:] = [item for item in items if item not in without]
        config.hook.pytest_deselected(items=without)
