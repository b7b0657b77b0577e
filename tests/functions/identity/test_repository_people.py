"""How persons, accounts and sessions are stored: one test for each access pattern."""

from datetime import UTC, datetime

import pytest

from functions.identity.domain.attempts import Attempts
from functions.identity.domain.people import Account
from functions.identity.domain.registrations import Registration, ResetRequest
from functions.identity.errors import PersonNotFound, SessionOver
from functions.identity.repository.access import AccessRepository
from functions.identity.repository.attempts import AttemptsRepository
from functions.identity.repository.keys import KeyRepository
from functions.identity.repository.memberships import MembershipRepository
from functions.identity.repository.people import PeopleRepository
from functions.identity.repository.registrations import RegistrationRepository
from functions.identity.repository.sessions import SessionRepository
from functions.identity.wiring import signing_service
from shared.dynamo import ConditionFailed
from shared.permissions import Role
from tests.functions.identity.rows import (
    EVENT,
    NOW,
    ORG,
    OTHER,
    founding,
    member,
    person,
    session,
    store_member,
    store_organization,
    store_person,
)
from tests.support.calls import counting_calls
from tests.support.world import World, at_once


@pytest.fixture(autouse=True)
def _world(world: World) -> World:
    return world


class TestAccess:
    def test_is_one_batch(self) -> None:
        store_organization()
        store_person(person())
        store_member(member())
        SessionRepository().create(session())

        with counting_calls() as calls:
            access = AccessRepository(ORG).find("usr_1", "ses_1")

        assert (access.roles, access.refusal) == (frozenset({Role.STUDENT}), None)
        assert calls == ["BatchGetItem"]

    def test_is_remembered_for_a_while(self, world: World) -> None:
        AccessRepository(ORG).find("usr_1", "ses_1")
        with counting_calls() as calls:
            AccessRepository(ORG).find("usr_1", "ses_1")

        assert calls == []

    def test_refuses_after_a_consistent_look(self) -> None:
        with counting_calls() as calls:
            access = AccessRepository(ORG).find("usr_1", "ses_1")

        assert access.refusal is SessionOver
        assert calls == ["BatchGetItem", "BatchGetItem"]

    def test_does_not_cross_into_another_organization(self) -> None:
        with pytest.raises(PermissionError):
            AccessRepository(ORG)._find_many([("ORG#org_B", "ORGANIZATION")])


class TestKeys:
    def test_public_keys_are_one_read_a_minute(self) -> None:
        kid = signing_service().current()[0].kid
        KeyRepository().find_public(kid)

        with counting_calls() as calls:
            assert KeyRepository().find_public(kid)

        assert calls == []

    def test_private_key_by_name(self) -> None:
        kid = signing_service().current()[0].kid

        assert KeyRepository().find_sealed(kid)
        assert KeyRepository().find_sealed("other") is None


class TestAccounts:
    @pytest.fixture(autouse=True)
    def _stored(self) -> None:
        people = PeopleRepository()
        with people.transaction() as transaction:
            people.put_account(transaction, Account(email="a@example.org", user_id="usr_1", known_places=("p",)))

    def test_by_address(self) -> None:
        account = PeopleRepository().find_account("a@example.org")

        assert account
        assert (account.user_id, account.known_places, account.revision) == ("usr_1", ("p",), 1)
        assert PeopleRepository().find_account("b@example.org") is None

    def test_several(self) -> None:
        assert set(PeopleRepository().find_accounts(["a@example.org", "b@example.org"])) == {"a@example.org"}

    def test_with_the_attempts_at_it(self) -> None:
        with counting_calls() as calls:
            account, at, of = AttemptsRepository().find_with_account("a@example.org", "place")

        assert account
        assert at.subject != of.subject
        assert calls == ["BatchGetItem"]

    def test_one_address_is_one_account(self) -> None:
        def take(number: int) -> bool:
            people = PeopleRepository()
            try:
                with people.transaction() as transaction:
                    people.put_account(transaction, Account(email="b@example.org", user_id=f"usr_{number}"))
            except ConditionFailed:
                return False
            return True

        assert sum(at_once(8, take)) == 1

    def test_attempts_are_saved_and_forgiven(self) -> None:
        repository = AttemptsRepository()
        saved = repository.save(Attempts(subject="x").counted("here", known=False, now=NOW))
        with pytest.raises(ConditionFailed):
            repository.save(Attempts(subject="x"))

        repository.forgive(saved)

        assert repository.save(Attempts(subject="x")).revision == 1


class TestRegistrations:
    registration = Registration(
        registration_id="reg_1",
        email="a@example.org",
        name="A",
        password_hash="h",
        user_id="usr_1",
        org_id=ORG,
        founds=founding(),
        asked_at=datetime.now(UTC),
    )

    def test_by_id_and_by_address(self) -> None:
        repository = RegistrationRepository()
        repository.add(self.registration, None, tells=EVENT)

        pending = repository.find_pending("a@example.org")

        assert pending
        assert pending.registration_id == "reg_1"
        assert repository.find("reg_1") == self.registration.model_copy(update={"revision": 1})

    def test_only_one_of_two_at_once_is_the_latest(self) -> None:
        repository = RegistrationRepository()
        repository.add(self.registration, None, tells=EVENT)
        other = self.registration.model_copy(update={"registration_id": "reg_2"})

        with pytest.raises(ConditionFailed):
            repository.add(other, None, tells=EVENT)

    def test_requests_to_reset(self, world: World) -> None:
        repository = RegistrationRepository()
        repository.add_reset(ResetRequest(reset_id="rst_1", email="a@example.org"), tells=EVENT)

        assert repository.find_reset("rst_1")
        with world.later(minutes=31):
            assert repository.find_reset("rst_1") is None


class TestPeople:
    def test_one(self) -> None:
        store_person(person())

        assert PeopleRepository().get_person("usr_1").org_ids == (ORG,)
        with pytest.raises(LookupError):
            PeopleRepository().get_person("usr_2")

    def test_several(self) -> None:
        store_person(person())

        assert set(PeopleRepository().find_people(["usr_1", "usr_2"])) == {"usr_1"}

    def test_with_all_their_memberships(self) -> None:
        for org_id, slug in ((ORG, "one"), (OTHER, "two")):
            store_organization(org_id, slug)
            store_member(member(), org_id)
        known = person(org_ids=(OTHER, ORG, "org_gone"))

        with counting_calls() as calls:
            memberships = MembershipRepository().list_by_person(known)

        assert [one.organization.slug for one in memberships] == ["two", "one"]
        assert calls == ["BatchGetItem"]

    def test_in_the_organization_of_the_session(self) -> None:
        store_organization()
        store_person(person())
        store_member(member())

        with counting_calls() as calls:
            known = MembershipRepository().get_self("usr_1", ORG)

        assert (known.person.user_id, known.member.name, known.organization.org_id) == ("usr_1", "Ravi Kumar", ORG)
        assert calls == ["BatchGetItem"]
        with pytest.raises(PersonNotFound):
            MembershipRepository().get_self("usr_1", OTHER)


class TestSessions:
    def test_one_and_with_its_person(self) -> None:
        store_person(person())
        SessionRepository().create(session())

        found, known = SessionRepository().find_with_person("usr_1", "ses_1")

        assert found == SessionRepository().find("usr_1", "ses_1")
        assert known
        assert SessionRepository().find("usr_2", "ses_1") is None

    def test_of_a_person_newest_first(self) -> None:
        for number in (1, 2, 3):
            SessionRepository().create(session(f"ses_{number}"))
        SessionRepository().create(session("ses_9", user_id="usr_2"))

        page = SessionRepository().list_by_person("usr_1", limit=2, start=None)
        rest = SessionRepository().list_by_person("usr_1", limit=2, start=page.next_key)

        assert [one.session_id for one in [*page.items, *rest.items]] == ["ses_3", "ses_2", "ses_1"]

    def test_goes_when_its_time_is_over(self, world: World) -> None:
        SessionRepository().create(session())

        with world.later(days=31):
            assert SessionRepository().find("usr_1", "ses_1") is None
