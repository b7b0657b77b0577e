"""A whole backend with something of everything in it, made from what the API's document says.

Nothing here knows a room: a later one joins by having operations in the document, with examples of their bodies.
"""

from tests.support.scene.operations import OPERATIONS, Operation
from tests.support.scene.scene import Scene, a_scene
from tests.support.scene.things import CannotBuild, Things

__all__ = ["OPERATIONS", "CannotBuild", "Operation", "Scene", "Things", "a_scene"]
