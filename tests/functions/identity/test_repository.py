"""How identity is stored: one test for each access pattern."""

from datetime import UTC, datetime

import pytest

from events.identity import PersonRegistered
from functions.identity.domain.attempts import Attempts
from functions.identity.domain.audit import Act
from functions.identity.domain.imports import Line, Outcome
from functions.identity.domain.members import ANY, Administrators, Member, MemberStatus
from functions.identity.domain.organizations import Founding, Organization, OrganizationStatus, Settings
from functions.identity.domain.people import Account, Person
from functions.identity.domain.registrations import Registration, ResetRequest
from functions.identity.domain.sessions import Session
from functions.identity.errors import OrganizationNotFound, PersonNotFound, SessionOver
from functions.identity.repository.access import AccessRepository
from functions.identity.repository.attempts import AttemptsRepository
from functions.identity.repository.audit import AuditRepository
from functions.identity.repository.cards import CardRepository, SlugRepository
from functions.identity.repository.imports import ImportRepository
from functions.identity.repository.keys import KeyRepository
from functions.identity.repository.members import MemberRepository
from functions.identity.repository.memberships import MembershipRepository
from functions.identity.repository.organizations import AllOrganizations, OrganizationRepository
from functions.identity.repository.people import PeopleRepository
from functions.identity.repository.registrations import RegistrationRepository
from functions.identity.repository.sessions import SessionRepository
from functions.identity.wiring import signing_service
from shared.dynamo import ConditionFailed
from shared.permissions import Role
from tests.support.calls import counting_calls
from tests.support.world import World, at_once

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ORG, OTHER = "org_A", "org_B"
EVENT = PersonRegistered(user_id="usr_1")


@pytest.fixture(autouse=True)
def _world(world: World) -> World:
    return world


def person(user_id: str = "usr_1", **changes: object) -> Person:
    """Somebody."""
    known = Person(
        user_id=user_id,
        email=f"{user_id}@example.org",
        name=f"Person {user_id}",
        locale="en",
        time_zone="UTC",
        org_ids=(ORG,),
        created_at=NOW,
        updated_at=NOW,
    )
    return known.model_copy(update=changes)


def member(user_id: str = "usr_1", name: str = "Ravi Kumar", *roles: Role, **changes: object) -> Member:
    """Somebody in an organization."""
    known = Member(
        user_id=user_id,
        email=f"{user_id}@example.org",
        name=name,
        roles=roles or (Role.STUDENT,),
        status=MemberStatus.ACTIVE,
        joined_at=NOW,
        created_at=NOW,
        updated_at=NOW,
    )
    return known.model_copy(update=changes)


def session(session_id: str = "ses_1", **changes: object) -> Session:
    """A session that began just now."""
    now = datetime.now(UTC)
    known = Session(
        session_id=session_id,
        user_id="usr_1",
        org_id=ORG,
        epoch=0,
        generation=1,
        refresh_hash="h",
        device="d",
        address="a",
        created_at=now,
        last_used_at=now,
    )
    return known.model_copy(update=changes)


def founding(slug: str = "greenfield") -> Founding:
    """What an organization begins with."""
    return Founding(name="Greenfield", slug=slug, country="IN", time_zone="UTC", locale="en", currency="INR")


def store_person(known: Person) -> None:
    """Put a person in place."""
    people = PeopleRepository()
    with people.transaction() as transaction:
        people.put_person(transaction, known)


def store_organization(org_id: str = ORG, slug: str = "greenfield") -> tuple[Organization, Settings]:
    """Put an organization in place."""
    repository, now = OrganizationRepository(org_id), datetime.now(UTC)
    organization, settings = founding(slug).organization(org_id, now), founding(slug).settings(now)
    with repository.transaction() as transaction:
        repository.put(transaction, organization)
        repository.put_settings(transaction, settings)
        AllOrganizations().add(transaction, organization, settings)
    return organization, settings


def store_member(known: Member, org_id: str = ORG) -> None:
    """Put a member in place."""
    members = MemberRepository(org_id)
    with members.transaction() as transaction:
        members.add(transaction, known)


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

        assert [one.session_id for one in page.items + rest.items] == ["ses_3", "ses_2", "ses_1"]

    def test_goes_when_its_time_is_over(self, world: World) -> None:
        SessionRepository().create(session())

        with world.later(days=31):
            assert SessionRepository().find("usr_1", "ses_1") is None


class TestOrganizations:
    def test_one_its_settings_and_both(self) -> None:
        organization, settings = store_organization()
        repository = OrganizationRepository(ORG)

        both = repository.get_with_settings()

        assert both == (repository.get(), repository.get_settings())
        assert both[0].model_copy(update={"revision": 0}) == organization
        assert both[1].model_copy(update={"revision": 0}) == settings
        with pytest.raises(OrganizationNotFound):
            OrganizationRepository(OTHER).get()

    def test_by_slug(self) -> None:
        store_organization()

        listed = AllOrganizations().find_by_slug("greenfield")

        assert listed
        assert listed.org_id == ORG
        assert SlugRepository().find("greenfield")
        assert SlugRepository().find("other") is None

    def test_a_slug_is_taken_once(self) -> None:
        store_organization()

        with pytest.raises(ConditionFailed):
            store_organization(OTHER)

    def test_all_newest_first(self) -> None:
        for number in (1, 2, 3):
            store_organization(f"org_{number}", f"slug-{number}")

        page = AllOrganizations().list_all(limit=2, start=None)
        rest = AllOrganizations().list_all(limit=2, start=page.next_key)

        assert [one.org_id for one in page.items + rest.items] == ["org_3", "org_2", "org_1"]

    def test_list_follows_changes(self) -> None:
        organization, settings = store_organization()
        repository = OrganizationRepository(ORG)
        changed = organization.model_copy(update={"status": OrganizationStatus.SUSPENDED})
        with repository.transaction() as transaction:
            AllOrganizations().update(transaction, changed, settings)

        listed = AllOrganizations().find_by_slug("greenfield")

        assert listed
        assert listed.status is OrganizationStatus.SUSPENDED

    def test_who_administers(self) -> None:
        repository = OrganizationRepository(ORG)
        assert repository.get_administrators() == Administrators()
        with repository.transaction() as transaction:
            repository.put_administrators(transaction, Administrators(user_ids=("usr_1",)))

        assert repository.get_administrators().user_ids == ("usr_1",)


class TestMembers:
    def test_one_and_several(self) -> None:
        store_member(member())

        assert MemberRepository(ORG).get("usr_1").name == "Ravi Kumar"
        assert set(MemberRepository(ORG).find_many(["usr_1", "usr_2"])) == {"usr_1"}
        with pytest.raises(PersonNotFound):
            MemberRepository(OTHER).get("usr_1")

    def test_cards_for_other_rooms(self) -> None:
        store_organization()
        store_member(member())

        assert CardRepository(ORG).find_people(["usr_1", "usr_2"])["usr_1"].name == "Ravi Kumar"
        card = CardRepository(ORG).find_organization()
        assert card
        assert card.time_zone == "UTC"

    def test_by_name_role_and_status(self) -> None:
        store_member(member("usr_1", "Zoya Khan", Role.TUTOR, Role.STUDENT))
        store_member(member("usr_2", "ravi shah"))
        store_member(member("usr_3", "Ravi Kumar", status=MemberStatus.DEACTIVATED))

        def names(role: str, status: str, begins: str = "") -> list[str]:
            page = MemberRepository(ORG).list_by_name(role, status, begins, limit=10, start=None)
            return [one.name for one in page.items]

        assert names(ANY, ANY) == ["Ravi Kumar", "ravi shah", "Zoya Khan"]
        assert names(ANY, ANY, "RAVI") == ["Ravi Kumar", "ravi shah"]
        assert names("student", "active") == ["ravi shah", "Zoya Khan"]
        assert names("tutor", ANY) == ["Zoya Khan"]
        assert names("student", "deactivated", "ravi") == ["Ravi Kumar"]

    def test_by_beginning_of_the_address(self) -> None:
        store_member(member("usr_1"))
        store_member(member("usr_2", email="zoya@example.org"))

        page = MemberRepository(ORG).list_by_email(ANY, ANY, "zoya", limit=10, start=None)

        assert [one.user_id for one in page.items] == ["usr_2"]

    def test_lists_follow_changes(self) -> None:
        store_member(member("usr_1", "Ravi", Role.TUTOR, Role.STUDENT))
        members = MemberRepository(ORG)
        before = members.get("usr_1")
        after = before.edited(NOW, name="Anil", roles=(Role.STUDENT,), status=MemberStatus.DEACTIVATED)
        with members.transaction() as transaction:
            members.change(transaction, before, after)
        again = members.get("usr_1")
        with members.transaction() as transaction:
            members.change(transaction, again, again.edited(NOW, name="Anil K", roles=None, status=None))

        def listed(role: str, status: str) -> list[str]:
            return [one.name for one in members.list_by_name(role, status, "", limit=10, start=None).items]

        assert listed(ANY, ANY) == listed("student", "deactivated") == listed("student", ANY) == ["Anil K"]
        assert listed("tutor", ANY) == listed(ANY, "active") == []

    def test_lists_forget_who_is_removed(self) -> None:
        store_member(member())
        members = MemberRepository(ORG)
        with members.transaction() as transaction:
            members.remove(transaction, members.get("usr_1"), tells=[EVENT])

        assert members.find("usr_1") is None
        assert members.list_by_name(ANY, ANY, "", limit=10, start=None).items == []

    def test_profile_with_its_member(self) -> None:
        store_member(member())
        members = MemberRepository(ORG)
        _, empty = members.find_profile("usr_1")

        filled = empty.model_copy(update={"headline": "Physics", "updated_at": NOW})

        saved = members.save_profile(filled)

        assert members.find_profile("usr_1")[1] == saved
        with pytest.raises(ConditionFailed):
            members.save_profile(filled)


class TestAudit:
    def test_newest_first(self) -> None:
        audit = AuditRepository(ORG)
        for subject in ("one", "two", "three"):
            with MemberRepository(ORG).transaction() as transaction:
                audit.record(transaction, Act.MEMBER_CHANGED, subject, actor_id="usr_1")

        page = audit.list_all(limit=2, start=None)
        rest = audit.list_all(limit=2, start=page.next_key)

        assert {entry.subject_id for entry in page.items + rest.items} == {"one", "two", "three"}
        ids = [entry.entry_id for entry in page.items + rest.items]
        assert ids == sorted(ids, reverse=True)


class TestImports:
    def test_report_by_line_and_by_part(self) -> None:
        imports = ImportRepository(ORG)
        for number in (10, 2):
            with MemberRepository(ORG).transaction() as transaction:
                line = Line(number, f"{number}@example.org", "N", Role.STUDENT, None)
                imports.put_imported(transaction, "job_1", line, Outcome.CREATED, "usr_1")

        page = imports.list_imported("job_1", limit=10, start=None)

        assert [one.line for one in page.items] == [2, 10]
        assert set(imports.find_imported("job_1", [2, 3])) == {2}
