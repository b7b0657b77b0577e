"""One backend per test: every room in one process on moto, with a clock that tests set."""

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from infra.contexts import CONTEXTS
from infra.local.cloud import LocalCloud
from infra.local.oneprocess import OneProcess
from tests.support.spreading import Spread, put_in_order
from tests.support.world import World

# How quickly a busy machine draws examples and runs through them says nothing about the code.
settings.register_profile("busy", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
# Under which figures are written: read once in a process, by whichever test writes the first one.
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "lms")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Spread | None:
    """With ``--dist loadfile``, as ``make test`` has it, what is dear to set up is set up by one worker."""
    return Spread(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins first where several workers share the tests."""
    if hasattr(config, "workerinput"):
        put_in_order(items)


def pytest_collection_finish() -> None:
    """All that is there by now stays to the end: looking through it for garbage, again and again, finds none."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def world() -> Iterator[World]:
    """The whole backend, empty. Every test has its own."""
    process = OneProcess(CONTEXTS)
    process.start()
    try:
        yield World(process)
    finally:
        process.stop()


@pytest.fixture(scope="session")
def cloud() -> Iterator[LocalCloud]:
    """The whole product, freshly deployed. Tests share it: each brings its own organization."""
    with LocalCloud.started() as running:
        yield running
