"""The deployed product on the local cloud. One is started for the whole test run, on free ports, with fresh data."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.cloud import LocalCloud

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here talks to servers on this machine."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture(scope="session")
def cloud() -> Iterator[LocalCloud]:
    """The whole product, freshly deployed. Tests share it: each brings its own organization."""
    with LocalCloud.started() as running:
        yield running
