"""One stage for all of a module's tests. Each finds it as it was set, whatever the one before did."""

from collections.abc import Iterator

import pytest

from tests.support.scene.scene import Scene, a_scene
from tests.support.scene.tables import Tables


@pytest.fixture(scope="module")
def stage() -> Iterator[Scene]:
    """Set once for the module."""
    with a_scene() as scene:
        yield scene


@pytest.fixture
def scene(stage: Scene) -> Iterator[Scene]:
    """The stage as it was set."""
    tables = Tables(stage.world.process)
    yield stage
    if tables.changes():
        tables.rewind()
        stage.tables.keep()
