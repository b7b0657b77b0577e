"""An organization whose days are those of Kolkata."""

from collections.abc import Iterator

import pytest

from tests.functions.analytics.observatory import NOON, Observatory
from tests.support.world import World


@pytest.fixture
def observatory(world: World) -> Iterator[Observatory]:
    """Nothing has happened; time stands still."""
    with world.clock(NOON):
        org = world.organization()
        yield Observatory(world, org, world.actor("org_admin", of=org))
