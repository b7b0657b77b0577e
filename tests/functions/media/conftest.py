"""A school with a tutor who uploads."""

import pytest

from tests.functions.media.files import Sender
from tests.support.world import World


@pytest.fixture
def tutor(world: World) -> Sender:
    """Somebody who uploads files."""
    return Sender(world, world.actor("tutor"))


@pytest.fixture
def colleague(world: World, tutor: Sender) -> Sender:
    """Another tutor of the same school."""
    return Sender(world, world.actor("tutor", of=tutor.actor.org))


@pytest.fixture
def admin(world: World, tutor: Sender) -> Sender:
    """Who administers the school."""
    return Sender(world, world.actor("org_admin", of=tutor.actor.org))


@pytest.fixture
def stranger(world: World) -> Sender:
    """A tutor of another school."""
    return Sender(world, world.actor("tutor"))
