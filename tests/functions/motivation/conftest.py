"""A school whose learners do things that count."""

import pytest

from tests.functions.motivation.school import School
from tests.support.world import World


@pytest.fixture
def school(world: World) -> School:
    """Nobody has done anything."""
    org = world.organization()
    learner = world.actor("student", of=org, name="Meera <Nair> & Co")
    return School(world, org, learner, world.actor("org_admin", of=org, name="Ravi Menon"))
