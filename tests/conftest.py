"""One backend per test: every room in one process on moto, with a clock that tests set."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from infra.contexts import CONTEXTS
from infra.local.cloud import LocalCloud
from infra.local.oneprocess import OneProcess
from tests.support.world import World

# How quickly a busy machine draws examples says nothing about the code.
settings.register_profile("busy", settings.default, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
# Under which figures are written: read once in a process, by whichever test writes the first one.
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "lms")


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
