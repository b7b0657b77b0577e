"""Inviting, and accepting."""

from typing import Any

import pytest

from functions.identity.domain.organizations import Organization
from functions.identity.wiring import correspondence_service
from tests.functions.identity.conftest import ANOTHER, PASSWORD, Resident, Visitor, token_in
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.world import World, at_once

TUTOR: dict[str, Any] = {"email": "tara@example.org", "name": "Tara Sen", "roles": ["tutor"]}


def invite(admin: Actor, headers: dict[str, str] | None = None, /, **changes: Any) -> Answer:
    """Invite a tutor."""
    return admin.post(f"/organizations/{admin.org_id}/invitations", TUTOR | changes, headers=headers)


class TestInvite:
    def test_makes_a_member_who_has_yet_to_accept(self, visitor: Visitor, admin: Actor) -> None:
        answer = invite(admin)

        assert answer.status_code == 201
        assert (answer.json()["status"], answer.json()["roles"]) == ("invited", ["tutor"])
        assert "you are invited to Lotus Academy (tutor)" in visitor.mails_to(TUTOR["email"])[-1]["text"]

    def test_writes_in_the_language_of_the_organization(
        self, visitor: Visitor, admin: Actor, school: Organization
    ) -> None:
        settings = f"/organizations/{school.org_id}/settings"
        tag = admin.get(settings).headers["etag"]
        admin.put(settings, {"locale": "hi-IN"}, headers={"if-match": tag})
        invite(admin)

        mail = visitor.mails_to(TUTOR["email"])[-1]

        assert mail["subject"] == "Lotus Academy आपको आमंत्रित करता है"
        assert "शिक्षक" in mail["text"]

    def test_escapes_names_in_the_mail(self, visitor: Visitor, admin: Actor) -> None:
        invite(admin, name="Tara <script>alert(1)</script>")

        html = visitor.mails_to(TUTOR["email"])[-1]["text"]

        assert "<script>" not in html
        assert "Tara &lt;script&gt;" in html

    def test_again_sends_a_new_link_and_ends_the_one_before(self, visitor: Visitor, admin: Actor) -> None:
        invite(admin)
        stale = visitor.link()
        invite(admin, name="Tara")
        fresh = visitor.link()

        assert visitor.accept(stale, password=PASSWORD).code == "link_not_valid"
        assert visitor.accept(fresh, password=PASSWORD).status_code == 204

    def test_sixteen_at_once_are_one(self, visitor: Visitor, admin: Actor) -> None:
        answers = at_once(16, lambda _: invite(admin))

        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["user_id"] for answer in answers}) == 1
        assert len(visitor.mails_to(TUTOR["email"])) == 1

    def test_a_key_makes_it_one_all_day(self, visitor: Visitor, admin: Actor) -> None:
        key = {"idempotency-key": "invite-tara"}
        first = invite(admin, key)
        with visitor.world.later(minutes=10):
            second = invite(admin, key)

        assert second.headers["idempotent-replayed"] == "true"
        assert first.json()["user_id"] == second.json()["user_id"]
        assert invite(admin, key, name="Other").code == "idempotency_key_reused"

    def test_refuses_who_is_a_member_already(self, admin: Actor, student: Resident) -> None:
        assert invite(admin, email=student.email).code == "already_a_member"

    def test_does_not_tell_whether_somebody_is_known_elsewhere(
        self, visitor: Visitor, world: World, admin: Actor
    ) -> None:
        visitor.student(world.organization(), "known@example.org")

        known, unknown = invite(admin, email="known@example.org"), invite(admin, email="unknown@example.org")

        different = {"user_id", "email", "created_at"}
        assert {k: v for k, v in known.json().items() if k not in different} == {
            k: v for k, v in unknown.json().items() if k not in different
        }

    def test_may_follow_one_that_was_taken_back(self, visitor: Visitor, admin: Actor) -> None:
        path = f"/users/{invite(admin).json()['user_id']}"
        admin.put(path, {"status": "deactivated"}, headers={"if-match": admin.get(path).headers["etag"]})

        assert invite(admin, name="Tara").json()["status"] == "invited"
        assert visitor.accept(visitor.link(), password=PASSWORD).status_code == 204

    def test_gives_no_role_above_administrator(self, admin: Actor) -> None:
        assert invite(admin, roles=["platform_admin"]).status_code == 422
        assert invite(admin, roles=[]).status_code == 422
        assert invite(admin, roles=["tutor"] * 4).status_code == 422

    @pytest.mark.parametrize("extra", ["status", "user_id", "password", "org_id"])
    def test_takes_no_other_field(self, admin: Actor, extra: str) -> None:
        assert invite(admin, **{extra: "active"}).json()["errors"][0]["pointer"] == f"/{extra}"

    @pytest.mark.parametrize("role", ["tutor", "student"])
    def test_is_for_administrators(self, world: World, school: Organization, role: str) -> None:
        assert invite(world.actor(role, of=school)).code == "forbidden"

    def test_reaches_no_other_organization(self, world: World, admin: Actor) -> None:
        other = world.organization()

        answer = admin.post(f"/organizations/{other.org_id}/invitations", TUTOR)

        assert answer.code == "organization_not_found"

    def test_platform_takes_nobody_in_this_way(self, world: World) -> None:
        platform = world.actor("platform_admin", of=world.organization(org_id="org_platform", slug="platform"))

        assert invite(platform).code == "organization_protected"


class TestAccept:
    @pytest.fixture
    def link(self, visitor: Visitor, admin: Actor) -> str:
        """An invitation."""
        invite(admin)
        return visitor.link()

    def test_makes_an_active_member_with_a_password(self, visitor: Visitor, link: str) -> None:
        assert visitor.accept(link, password=PASSWORD, name="Tara S.").status_code == 204

        tara = visitor.resident(TUTOR["email"])
        assert tara.client.get("/auth/me").json()["roles"] == ["tutor"]
        assert tara.client.get("/users/me").json()["name"] == "Tara S."

    def test_needs_a_password_from_a_new_person(self, visitor: Visitor, link: str) -> None:
        answer = visitor.accept(link)

        assert (answer.code, answer.json()["errors"][0]["pointer"]) == ("password_needed", "/password")
        assert visitor.accept(link, password="password1").code == "password_not_accepted"
        assert visitor.accept(link, password=PASSWORD).status_code == 204

    def test_leaves_the_password_of_a_known_person(self, visitor: Visitor, world: World, admin: Actor) -> None:
        visitor.student(world.organization(), TUTOR["email"])
        invite(admin)

        assert visitor.accept(visitor.link(), password=ANOTHER).status_code == 204

        assert visitor.sign_in(TUTOR["email"], ANOTHER).status_code == 401
        assert len(visitor.sign_in(TUTOR["email"]).json()["memberships"]) == 2

    def test_of_many_at_once_one_works(self, visitor: Visitor, link: str) -> None:
        answers = at_once(8, lambda _: visitor.accept(link, password=PASSWORD))

        assert sorted(answer.status_code for answer in answers) == [204] + [410] * 7

    def test_is_too_late_after_a_week(self, visitor: Visitor, link: str) -> None:
        with visitor.world.later(days=7, minutes=1):
            assert visitor.accept(link, password=PASSWORD).code == "link_not_valid"

    def test_is_void_once_the_member_is_removed(self, visitor: Visitor, admin: Actor, link: str) -> None:
        user_id = link.split(".")[1]
        assert admin.delete(f"/users/{user_id}").status_code == 204

        assert visitor.accept(link, password=PASSWORD).code == "link_not_valid"

    def test_works_for_this_organization_and_person_only(self, visitor: Visitor, world: World, link: str) -> None:
        parts = link.split(".")
        for place, other in enumerate((world.organization().org_id, "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X", "inv_1")):
            forged = ".".join([*parts[:place], other, *parts[place + 1 :]])
            assert visitor.accept(forged, password=PASSWORD).code == "link_not_valid"

    def test_registering_with_the_same_address_accepts_it(
        self, visitor: Visitor, school: Organization, link: str
    ) -> None:
        visitor.register(school.slug, TUTOR["email"])
        visitor.confirm()

        assert visitor.resident(TUTOR["email"]).client.get("/auth/me").json()["roles"] == ["tutor"]

    def test_an_event_that_comes_twice_sends_the_same_link(
        self, visitor: Visitor, school: Organization, link: str
    ) -> None:
        correspondence_service().invite(school.org_id, *link.split(".")[1:3])

        assert token_in(visitor.mails_to(TUTOR["email"])[-1]["text"]) == link

    def test_is_not_mailed_after_it_was_accepted(self, visitor: Visitor, school: Organization, link: str) -> None:
        visitor.accept(link, password=PASSWORD)

        correspondence_service().invite(school.org_id, *link.split(".")[1:3])

        assert len(visitor.mails_to(TUTOR["email"])) == 1
