"""The deployed product in a real browser, where this machine has one: the same that the system tests use."""

from pathlib import Path

import pytest

from tests.support.browser import program

HERE = Path(__file__).parent
WITHOUT = pytest.mark.skip(reason="no browser here")  # Chromium is no package: who has none tests all the rest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here talks to servers on this machine; what needs a browser is skipped where none is installed."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))
            item.add_marker(pytest.mark.enable_socket)
            if item.get_closest_marker("with_browser") and program() is None:
                item.add_marker(WITHOUT)
