"""A school with a course, its tutor, a learner and an administrator."""

import pytest

from tests.functions.engagement.post import Post
from tests.support.courses import publish_course
from tests.support.world import World


@pytest.fixture
def post(world: World) -> Post:
    """Nobody has been told of anything."""
    org = world.organization()
    tutor = world.actor("tutor", of=org, name="Kavita Iyer")
    course = publish_course(org.org_id, tutor.user_id, title="Tea & <b>Toast</b>")
    admin = world.actor("org_admin", of=org, name="Ravi Menon")
    return Post(world, org, tutor, world.actor("student", of=org, name="Meera $Nair"), admin, course)
