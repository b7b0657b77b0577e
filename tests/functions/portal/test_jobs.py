"""Jobs by their id, wherever they are done."""

import pytest

from functions.identity.tables.base import IdentityRow
from functions.identity.tables.members import JobRow
from shared.dynamo import Repository
from shared.jobs import Job, job_row
from tests.support.actors import Actor
from tests.support.world import World


class Rows(Repository):
    table = IdentityRow


@pytest.fixture
def owner(world: World) -> Actor:
    return world.actor("tutor")


@pytest.fixture
def job(owner: Actor) -> Job:
    job = Job.asked("identity", "members.import", owner.user_id).model_copy(update={"done": 3, "total": 12})
    Rows(owner.org_id)._create(job_row(JobRow, owner.org_id, job))
    return job


class TestGetJob:
    def test_shows_how_far_it_is(self, owner: Actor, job: Job) -> None:
        answer = owner.get(f"/jobs/{job.job_id}")

        assert answer.status_code == 200
        shown = answer.json()
        assert (shown["job_id"], shown["kind"], shown["state"]) == (job.job_id, "members.import", "queued")
        assert shown["progress"] == {"done": 3, "total": 12}

    def test_shows_it_to_administrators(self, world: World, owner: Actor, job: Job) -> None:
        assert world.actor("org_admin", of=owner.org).get(f"/jobs/{job.job_id}").status_code == 200

    def test_does_not_show_it_to_others(self, world: World, owner: Actor, job: Job) -> None:
        colleague, elsewhere = world.actor("tutor", of=owner.org), world.actor("org_admin")

        assert [who.get(f"/jobs/{job.job_id}").code for who in (colleague, elsewhere)] == ["job_not_found"] * 2

    def test_needs_somebody_signed_in(self, world: World, job: Job) -> None:
        assert world.client.get(f"/jobs/{job.job_id}").status_code == 401

    @pytest.mark.parametrize(
        "job_id", ["job_identity_0", "job_nowhere_0", "job_0", "usr_1", "job_01M82MNTRA4N73A2H06XZGBVJP", "x", "_"]
    )
    def test_does_not_find_what_is_none(self, owner: Actor, job_id: str) -> None:
        assert owner.get(f"/jobs/{job_id}").status_code == 404
