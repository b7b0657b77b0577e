"""The kernel's tests stand on a made-up room, so that no real one can hide or cause a fault of the kernel."""

from collections.abc import Iterator

import pytest

from infra.local.oneprocess import OneProcess
from tests.support.client import Client
from tests.support.logs import Lines, listening_in
from tests.support.shelf import SHELF
from tests.support.shelf import api as shelf_api
from tests.support.shelf.storage import BookRepository


@pytest.fixture
def cloud() -> Iterator[OneProcess]:
    """The shelf's table, its queues, the bus and the secrets, on moto."""
    process = OneProcess([SHELF])
    process.start()
    try:
        yield process
    finally:
        process.stop()


@pytest.fixture
def logs() -> Iterator[Lines]:
    """What is logged meanwhile."""
    with listening_in() as lines:
        yield lines


@pytest.fixture
def books(cloud: OneProcess) -> BookRepository:
    """The books of one organization."""
    return BookRepository("org_1")


@pytest.fixture
def visitor(cloud: OneProcess) -> Client:
    """Somebody who is not signed in."""
    return Client((SHELF,), doors={"shelf": shelf_api.handler})


@pytest.fixture
def tutor(visitor: Client) -> Client:
    """Somebody who may put books on the shelf."""
    return visitor.with_headers(authorization="Bearer ada.1.tutor")


@pytest.fixture
def student(visitor: Client) -> Client:
    """Somebody who may only look."""
    return visitor.with_headers(authorization="Bearer bob.1.student")
