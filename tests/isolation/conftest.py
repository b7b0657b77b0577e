"""Fixtures of the tests that look over the fences."""

from tests.support.scene.stages import scene, stage

__all__ = ["scene", "stage"]
