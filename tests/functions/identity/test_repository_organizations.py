"""How organizations and members are stored: one test for each access pattern."""

import pytest

from functions.identity.domain.audit import Act
from functions.identity.domain.imports import Line, Outcome
from functions.identity.domain.members import ANY, Administrators, MemberStatus
from functions.identity.domain.organizations import OrganizationStatus
from functions.identity.errors import OrganizationNotFound, PersonNotFound
from functions.identity.repository.audit import AuditRepository
from functions.identity.repository.cards import CardRepository, SlugRepository
from functions.identity.repository.imports import ImportRepository
from functions.identity.repository.members import MemberRepository
from functions.identity.repository.organizations import AllOrganizations, OrganizationRepository
from shared.dynamo import ConditionFailed
from shared.permissions import Role
from tests.functions.identity.rows import EVENT, NOW, ORG, OTHER, member, store_member, store_organization
from tests.support.world import World


@pytest.fixture(autouse=True)
def _world(world: World) -> World:
    return world


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

        assert [one.org_id for one in [*page.items, *rest.items]] == ["org_3", "org_2", "org_1"]

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

    def test_profile_goes_with_the_membership(self) -> None:
        store_member(member())
        members = MemberRepository(ORG)
        _, empty = members.find_profile("usr_1")
        members.save_profile(empty.model_copy(update={"headline": "Physics", "updated_at": NOW}))

        with members.transaction() as transaction:
            members.remove(transaction, members.get("usr_1"), tells=[EVENT])

        store_member(member())
        assert members.find_profile("usr_1")[1] == empty


class TestAudit:
    def test_newest_first(self) -> None:
        audit = AuditRepository(ORG)
        for subject in ("one", "two", "three"):
            with MemberRepository(ORG).transaction() as transaction:
                audit.record(transaction, Act.MEMBER_CHANGED, subject, actor_id="usr_1")

        page = audit.list_all(limit=2, start=None)
        rest = audit.list_all(limit=2, start=page.next_key)

        assert {entry.subject_id for entry in [*page.items, *rest.items]} == {"one", "two", "three"}
        ids = [entry.entry_id for entry in [*page.items, *rest.items]]
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
