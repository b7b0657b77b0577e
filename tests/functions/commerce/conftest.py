"""A school with an administrator who sells, and its account at the gateway."""

import pytest

from tests.functions.commerce.shop import shop
from tests.functions.commerce.till import till
from tests.support.actors import Actor
from tests.support.world import World

__all__ = ["shop", "till"]

CONNECTION = {
    "key_id": "rzp_test_1DP5mmOlF5G5ag",
    "key_secret": "thisissupersecret",
    "webhook_secret": "signed-with-this",
}


@pytest.fixture
def admin(world: World) -> Actor:
    """Who administers a school."""
    return world.actor("org_admin")
