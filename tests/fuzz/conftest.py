"""Fixtures of the tests that send what nobody expects."""

import pytest

from tests.support.scene import Scene
from tests.support.scene.stages import scene, stage

__all__ = ["quiet_scene", "scene", "stage"]


@pytest.fixture
def quiet_scene(scene: Scene) -> Scene:
    """The stage for a test that lets events settle: nobody hears any more of what the tests before have told."""
    scene.world.process.skip_news()
    return scene
