"""What a request costs: the calls of storage it makes, one after the other."""

import pytest

from functions.identity.domain.organizations import Organization
from tests.functions.identity.conftest import ANOTHER, PASSWORD, Resident, Visitor
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.world import World


@pytest.fixture
def warm(student: Resident) -> Resident:
    """A student whom this process knows."""
    student.client.get("/auth/me")
    return student


class TestHotReads:
    def test_me_is_one_batch(self, warm: Resident) -> None:
        with counting_calls() as calls:
            warm.client.get("/auth/me")

        assert calls == ["BatchGetItem"]

    def test_me_is_two_when_nothing_is_remembered(self, world: World, warm: Resident) -> None:
        with world.later(seconds=10), counting_calls() as calls:
            warm.client.get("/auth/me")

        assert calls == ["BatchGetItem", "BatchGetItem"]

    def test_me_in_a_new_process_reads_the_keys_too(self, world: World, warm: Resident) -> None:
        with world.later(minutes=2), counting_calls() as calls:
            warm.client.get("/auth/me")

        assert calls == ["GetItem", "BatchGetItem", "BatchGetItem"]

    def test_organization_and_settings_are_one_read_each(self, warm: Resident, school: Organization) -> None:
        with counting_calls() as calls:
            warm.client.get(f"/organizations/{school.org_id}")
            warm.client.get(f"/organizations/{school.org_id}/settings")
            warm.client.get("/users/me")

        assert calls == ["GetItem", "BatchGetItem", "BatchGetItem"]

    def test_lists_are_one_query(self, admin: Actor, school: Organization) -> None:
        admin.get("/auth/me")
        with counting_calls() as calls:
            admin.get("/users", params={"role": "student"})
            admin.get("/users", params={"q": "a"})
            admin.get(f"/organizations/{school.org_id}/audit-log")

        assert calls == ["Query", "Query", "Query"]


class TestSigningIn:
    def test_reads_counts_reads_begins_and_forgives(self, visitor: Visitor, warm: Resident) -> None:
        with counting_calls() as calls:
            visitor.sign_in(warm.email, PASSWORD)

        assert calls == ["BatchGetItem", "PutItem", "DeleteItem", "GetItem", "BatchGetItem", "PutItem"]

    def test_wrong_password_reads_and_counts(self, visitor: Visitor, warm: Resident) -> None:
        with counting_calls() as calls:
            visitor.sign_in(warm.email, ANOTHER)

        assert calls == ["BatchGetItem", "PutItem", "PutItem"]

    def test_refreshing_is_two_reads_and_a_write(self, visitor: Visitor, warm: Resident) -> None:
        with counting_calls() as calls:
            visitor.refresh(warm.refresh_token)

        assert calls == ["BatchGetItem", "BatchGetItem", "PutItem"]

    def test_made_up_refresh_token_costs_nothing(self, visitor: Visitor) -> None:
        with counting_calls() as calls:
            visitor.refresh("usr_1.ses_1.1.c2VjcmV0.c2ln")

        assert calls == []
