"""People as their organization sees them."""

from typing import Any

import pytest

from functions.identity.domain.organizations import Organization
from tests.functions.identity.conftest import Resident, Visitor
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.client import Answer
from tests.support.world import World, at_once


def change(admin: Actor, user_id: str, body: dict[str, Any]) -> Answer:
    """Change somebody as they are now."""
    tag = admin.get(f"/users/{user_id}").headers["etag"]
    return admin.put(f"/users/{user_id}", body, headers={"if-match": tag})


def names(answer: Answer) -> list[str]:
    """Who is on a page."""
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


@pytest.fixture
def people(world: World, school: Organization, admin: Actor) -> dict[str, Actor]:
    """Some members, beside the administrator."""
    members = {"Ravi Kumar": "tutor", "ravi Shah": "student", "Zoya Khan": "student", "Élodie": "student"}
    return {name: world.actor(role, of=school, name=name) for name, role in members.items()}


class TestList:
    def test_is_in_order_of_names(self, admin: Actor, people: dict[str, Actor]) -> None:
        assert [name for name in names(admin.get("/users")) if name in people] == [
            "Ravi Kumar",
            "ravi Shah",
            "Zoya Khan",
            "Élodie",
        ]

    def test_filters_by_role_and_status(self, admin: Actor, people: dict[str, Actor]) -> None:
        change(admin, people["Zoya Khan"].user_id, {"status": "deactivated"})

        def found(**params: str) -> list[str]:
            return names(admin.get("/users", params=params))

        assert found(role="tutor") == ["Ravi Kumar"]
        assert found(role="student", status="active") == ["ravi Shah", "Élodie"]
        assert found(status="deactivated") == ["Zoya Khan"]
        assert found(role="tutor", status="deactivated") == []

    def test_finds_by_the_beginning_of_the_name(self, admin: Actor, people: dict[str, Actor]) -> None:
        assert names(admin.get("/users", params={"q": "RAVI"})) == ["Ravi Kumar", "ravi Shah"]
        assert names(admin.get("/users", params={"q": "ravi k", "role": "tutor"})) == ["Ravi Kumar"]
        assert names(admin.get("/users", params={"q": "é"})) == ["Élodie"]

    def test_finds_by_the_beginning_of_the_address_after_the_names(
        self, visitor: Visitor, school: Organization, admin: Actor, people: dict[str, Actor]
    ) -> None:
        visitor.student(school, "ravi@example.org")

        first = admin.get("/users", params={"q": "ravi"})
        second = admin.get("/users", params={"q": "ravi", "cursor": first.json()["next_cursor"]})

        assert names(first) == ["Ravi Kumar", "ravi Shah"]
        assert names(second) == ["Arjun Rao"]
        assert second.json()["next_cursor"] is None
        assert names(admin.get("/users", params={"q": "ravi@"})) == ["Arjun Rao"]

    def test_pages_in_one_query_each(self, admin: Actor, people: dict[str, Actor]) -> None:
        admin.get("/users")
        seen: list[str] = []
        cursor: dict[str, str] = {}
        with counting_calls() as calls:
            for _ in range(6):
                answer = admin.get("/users", params={"limit": 1, **cursor})
                seen += names(answer)
                if answer.json()["next_cursor"] is None:
                    break
                cursor = {"cursor": answer.json()["next_cursor"]}

        assert len(seen) == len(set(seen)) == 5
        assert set(calls) == {"Query"}

    def test_shows_addresses_to_administrators_only(
        self, admin: Actor, people: dict[str, Actor], visitor: Visitor, school: Organization
    ) -> None:
        tutor = people["Ravi Kumar"]
        visitor.student(school, "ravi@example.org")

        assert all(item["email"] for item in admin.get("/users").json()["items"])
        items = tutor.get("/users").json()["items"]
        assert [item["name"] for item in items if item["email"]] == ["Ravi Kumar"]
        assert names(tutor.get("/users", params={"q": "ravi@"})) == []
        assert tutor.get("/users", params={"q": "ravi"}).json()["next_cursor"] is None

    def test_is_not_for_students(self, people: dict[str, Actor]) -> None:
        assert people["ravi Shah"].get("/users").code == "forbidden"

    def test_shows_one_organization_only(self, world: World, people: dict[str, Actor]) -> None:
        stranger = world.actor("org_admin")

        assert len(names(stranger.get("/users"))) == 1

    def test_refuses_a_cursor_of_another_list(self, admin: Actor, people: dict[str, Actor]) -> None:
        cursor = admin.get("/users", params={"limit": 1}).json()["next_cursor"]

        assert admin.get("/users", params={"cursor": cursor, "role": "tutor"}).status_code == 422


class TestRead:
    def test_shows_a_member(self, admin: Actor, people: dict[str, Actor]) -> None:
        answer = admin.get(f"/users/{people['Ravi Kumar'].user_id}")

        assert (answer.json()["name"], answer.headers["etag"]) == ("Ravi Kumar", '"rev-1"')

    def test_shows_students_only_themselves_and_tutors(self, people: dict[str, Actor]) -> None:
        student, tutor, peer = people["ravi Shah"], people["Ravi Kumar"], people["Zoya Khan"]

        assert student.get(f"/users/{student.user_id}").json()["email"] == student.email
        assert student.get(f"/users/{tutor.user_id}").json()["email"] is None
        assert student.get(f"/users/{peer.user_id}").code == "forbidden"

    def test_finds_nobody_of_another_organization(self, world: World, people: dict[str, Actor]) -> None:
        stranger = world.actor("org_admin")

        answer = stranger.get(f"/users/{people['Ravi Kumar'].user_id}")

        assert (answer.status_code, answer.code) == (404, "person_not_found")

    @pytest.mark.parametrize("user_id", ["x", "usr_", "USR_1", "usr_1;", "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X" * 3])
    def test_does_not_find_what_is_no_id(self, admin: Actor, user_id: str) -> None:
        assert admin.get(f"/users/{user_id}").status_code == 404


class TestChange:
    def test_changes_roles_and_lists_follow(self, admin: Actor, people: dict[str, Actor]) -> None:
        answer = change(admin, people["ravi Shah"].user_id, {"roles": ["student", "tutor"]})

        assert answer.json()["roles"] == ["student", "tutor"]
        assert names(admin.get("/users", params={"role": "tutor"})) == ["Ravi Kumar", "ravi Shah"]
        assert "ravi Shah" in names(admin.get("/users", params={"role": "student"}))

    def test_changes_the_name_here_only(self, visitor: Visitor, world: World, admin: Actor, student: Resident) -> None:
        user_id = student.user_id
        change(admin, user_id, {"name": "Arjun R."})

        assert names(admin.get("/users", params={"q": "arjun"})) == ["Arjun R."]
        assert student.client.get("/users/me").json()["name"] == "Arjun Rao"

    def test_deactivates_and_reactivates(self, admin: Actor, people: dict[str, Actor]) -> None:
        student = people["ravi Shah"]
        assert change(admin, student.user_id, {"status": "deactivated"}).status_code == 200
        assert student.get("/auth/me").code == "not_a_member"

        assert change(admin, student.user_id, {"status": "active"}).status_code == 200
        assert student.get("/auth/me").status_code == 200

    def test_is_written_down(self, admin: Actor, people: dict[str, Actor]) -> None:
        user_id = people["ravi Shah"].user_id
        change(admin, user_id, {"status": "deactivated", "roles": ["tutor"]})

        items = admin.get(f"/organizations/{admin.org_id}/audit-log").json()["items"]

        assert {item["act"] for item in items} == {"member.deactivated", "member.roles_changed"}
        assert {(item["actor_id"], item["subject_id"]) for item in items} == {(admin.user_id, user_id)}

    def test_nobody_accepts_for_another(self, admin: Actor) -> None:
        invitation = {"email": "tara@example.org", "name": "Tara", "roles": ["tutor"]}
        user_id = admin.post(f"/organizations/{admin.org_id}/invitations", invitation).json()["user_id"]

        assert change(admin, user_id, {"status": "active"}).code == "member_not_yet_joined"

    def test_needs_the_version_it_changes(self, admin: Actor, people: dict[str, Actor]) -> None:
        path = f"/users/{people['ravi Shah'].user_id}"

        assert admin.put(path, {"name": "R"}).status_code == 428
        assert admin.put(path, {"name": "R"}, headers={"if-match": '"rev-7"'}).status_code == 412
        assert admin.put(path, {"name": "R"}, headers={"if-match": "*"}).status_code == 412

    def test_of_two_editors_one_wins(self, admin: Actor, people: dict[str, Actor]) -> None:
        path = f"/users/{people['ravi Shah'].user_id}"
        tag = {"if-match": admin.get(path).headers["etag"]}

        answers = at_once(8, lambda number: admin.put(path, {"name": f"Ravi {number}"}, headers=tag))

        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
        assert len([name for name in names(admin.get("/users")) if name.startswith("Ravi ")]) == 2

    def test_nobody_becomes_platform_administrator(self, admin: Actor, people: dict[str, Actor]) -> None:
        assert change(admin, people["ravi Shah"].user_id, {"roles": ["platform_admin"]}).status_code == 422

    @pytest.mark.parametrize("extra", ["email", "user_id", "org_id", "joined_at", "revision", "password"])
    def test_takes_no_other_field(self, admin: Actor, people: dict[str, Actor], extra: str) -> None:
        answer = change(admin, people["ravi Shah"].user_id, {extra: "x"})

        assert answer.json()["errors"][0]["pointer"] == f"/{extra}"

    def test_is_not_for_tutors(self, people: dict[str, Actor]) -> None:
        answer = people["Ravi Kumar"].put(f"/users/{people['ravi Shah'].user_id}", {"name": "R"})

        assert answer.code == "forbidden"


class TestLastAdministrator:
    def test_cannot_be_deactivated_demoted_or_removed(self, admin: Actor) -> None:
        assert change(admin, admin.user_id, {"status": "deactivated"}).code == "last_administrator"
        assert change(admin, admin.user_id, {"roles": ["tutor"]}).code == "last_administrator"
        assert admin.delete(f"/users/{admin.user_id}").code == "last_administrator"

    def test_of_two_who_remove_each_other_at_once_one_stays(
        self, world: World, school: Organization, admin: Actor
    ) -> None:
        other = world.actor("org_admin", of=school)
        pair = (admin, other)

        at_once(2, lambda number: pair[number].delete(f"/users/{pair[1 - number].user_id}"))

        still = [one for one in pair if one.get("/auth/me").status_code == 200]
        assert len(still) == 1


class TestRemove:
    def test_leaves_what_one_is_elsewhere(
        self, visitor: Visitor, world: World, admin: Actor, student: Resident
    ) -> None:
        other = world.organization()
        visitor.register(other.slug, student.email)
        visitor.confirm()

        assert admin.delete(f"/users/{student.user_id}").status_code == 204

        assert names(admin.get("/users", params={"q": "arjun"})) == []
        tokens = visitor.sign_in(student.email).json()
        assert [one["slug"] for one in tokens["memberships"]] == [other.slug]

    def test_lets_one_be_invited_again(self, visitor: Visitor, admin: Actor, student: Resident) -> None:
        admin.delete(f"/users/{student.user_id}")
        invitation = {"email": student.email, "name": "Arjun", "roles": ["tutor"]}

        assert admin.post(f"/organizations/{admin.org_id}/invitations", invitation).status_code == 201
        assert visitor.accept(visitor.link()).status_code == 204

    def test_does_not_find_somebody_twice(self, admin: Actor, people: dict[str, Actor]) -> None:
        path = f"/users/{people['ravi Shah'].user_id}"

        assert [admin.delete(path).status_code for _ in range(2)] == [204, 404]


class TestMe:
    def test_changes_oneself_as_a_person_and_here(self, admin: Actor, student: Resident) -> None:
        tag = student.client.get("/users/me").headers["etag"]
        body = {"name": "Arjun Krishna Rao", "locale": "hi-IN", "time_zone": "Asia/Dubai"}

        answer = student.client.put("/users/me", json_body=body, headers={"if-match": tag})

        assert {key: answer.json()[key] for key in body} == body
        assert names(admin.get("/users", params={"q": "arjun k"})) == ["Arjun Krishna Rao"]

    @pytest.mark.parametrize("extra", ["email", "roles", "status", "org_ids", "epoch", "user_id"])
    def test_takes_no_other_field(self, student: Resident, extra: str) -> None:
        tag = student.client.get("/users/me").headers["etag"]

        answer = student.client.put("/users/me", json_body={extra: "x"}, headers={"if-match": tag})

        assert answer.json()["errors"][0]["pointer"] == f"/{extra}"

    def test_of_two_changes_one_wins(self, student: Resident) -> None:
        tag = {"if-match": student.client.get("/users/me").headers["etag"]}

        answers = at_once(
            4, lambda number: student.client.put("/users/me", json_body={"name": f"A {number}"}, headers=tag)
        )

        assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]


PROFILE = {
    "headline": "Physics, from the kitchen to the stars",
    "biography": "Twelve years in Pune.",
    "subjects": ["Physics"],
    "languages": ["en", "mr"],
    "links": ["https://example.org/ravi"],
}


class TestProfile:
    def path(self, actor: Actor) -> str:
        """Where a profile is."""
        return f"/users/{actor.user_id}/profile"

    def write(self, by: Actor, of: Actor, **changes: Any) -> Answer:
        """Replace a profile as it is now."""
        tag = by.get(self.path(of)).headers.get("etag", '"rev-0"')
        return by.put(self.path(of), PROFILE | changes, headers={"if-match": tag})

    def test_is_written_by_the_tutor_and_read_by_all(self, people: dict[str, Actor]) -> None:
        tutor = people["Ravi Kumar"]

        assert self.write(tutor, tutor).status_code == 200

        read = people["ravi Shah"].get(self.path(tutor)).json()
        assert {key: read[key] for key in PROFILE} == PROFILE

    def test_may_be_written_by_an_administrator(self, admin: Actor, people: dict[str, Actor]) -> None:
        assert self.write(admin, people["Ravi Kumar"]).status_code == 200

    def test_is_not_written_by_another_tutor(
        self, world: World, school: Organization, people: dict[str, Actor]
    ) -> None:
        other = world.actor("tutor", of=school)

        assert self.write(other, people["Ravi Kumar"]).code == "forbidden"

    def test_is_for_tutors(self, admin: Actor, people: dict[str, Actor]) -> None:
        assert self.write(admin, people["ravi Shah"]).status_code in {404, 409}
        assert admin.get(self.path(people["ravi Shah"])).status_code == 404

    @pytest.mark.parametrize("link", ["javascript:alert(1)", "http://example.org", 'https://x"onload="', "https://"])
    def test_refuses_links_that_are_none(self, people: dict[str, Actor], link: str) -> None:
        tutor = people["Ravi Kumar"]

        assert self.write(tutor, tutor, links=[link]).status_code == 422
