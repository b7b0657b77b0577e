"""Registering, and proving an address."""

import pytest

from functions.identity.domain.organizations import Organization
from functions.identity.wiring import correspondence_service
from tests.functions.identity.conftest import ANOTHER, GREENFIELD, PASSWORD, Visitor, token_in
from tests.support.actors import Actor
from tests.support.world import World, at_once


class TestRegisterOrganization:
    def test_makes_its_founder_the_administrator(self, visitor: Visitor) -> None:
        assert visitor.found().status_code == 202
        assert visitor.confirm().status_code == 204

        tokens = visitor.sign_in("meera@example.org").json()

        assert [(one["slug"], one["roles"]) for one in tokens["memberships"]] == [("greenfield", ["org_admin"])]

    def test_makes_nothing_before_the_address_is_proven(self, visitor: Visitor) -> None:
        visitor.found()
        visitor.world.settle()

        assert visitor.sign_in("meera@example.org").code == "credentials_refused"
        assert visitor.register("greenfield").code == "organization_not_found"

    def test_refuses_a_slug_that_is_taken(self, visitor: Visitor, school: Organization) -> None:
        assert visitor.found(slug=school.slug).code == "slug_taken"

    def test_of_two_who_want_a_slug_the_first_to_confirm_has_it(self, visitor: Visitor) -> None:
        visitor.found("meera@example.org")
        first = visitor.link()
        visitor.found("kavya@example.org")
        second = visitor.link()

        assert visitor.confirm(second).status_code == 204
        assert visitor.confirm(first).code == "slug_taken"

    def test_somebody_known_founds_another_one_and_keeps_their_password(self, visitor: Visitor) -> None:
        visitor.found()
        visitor.confirm()
        body = {
            "organization": GREENFIELD | {"slug": "second"},
            "name": "Meera Nair",
            "email": "meera@example.org",
            "password": ANOTHER,
        }
        visitor.client.post("/auth/register/organization", json_body=body)
        visitor.confirm()

        assert visitor.sign_in("meera@example.org", ANOTHER).status_code == 401
        tokens = visitor.sign_in("meera@example.org", PASSWORD).json()
        assert [one["slug"] for one in tokens["memberships"]] == ["greenfield", "second"]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("slug", "Green"),
            ("slug", "-green"),
            ("slug", "platform"),
            ("slug", "a" * 41),
            ("country", "ZZ"),
            ("time_zone", "Asia/Atlantis"),
            ("time_zone", "../../etc/passwd"),
            ("locale", "english"),
            ("currency", "RUPEE"),
            ("name", "=1+1"),
            ("name", "Visit https://evil.example"),
        ],
    )
    def test_says_which_field_is_wrong(self, visitor: Visitor, field: str, value: str) -> None:
        answer = visitor.found(**{field: value})

        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [f"/organization/{field}"]


class TestRegister:
    def test_makes_a_student_once_the_address_is_proven(self, visitor: Visitor, school: Organization) -> None:
        resident = visitor.student(school)

        me = resident.client.get("/auth/me").json()

        assert (me["name"], me["roles"], me["organization"]["slug"]) == ("Arjun Rao", ["student"], school.slug)

    def test_normalizes_the_address(self, visitor: Visitor, school: Organization) -> None:
        visitor.register(school.slug, "  ARJUN@Example.ORG ")
        visitor.confirm()

        assert visitor.sign_in("arjun@example.org").status_code == 200

    def test_sixteen_at_once_are_one_registration(self, visitor: Visitor, school: Organization) -> None:
        answers = at_once(16, lambda _: visitor.register(school.slug))

        assert {answer.status_code for answer in answers} == {202}
        assert len(visitor.mails_to("arjun@example.org")) == 1
        assert visitor.confirm().status_code == 204

    def test_a_newer_registration_ends_the_link_of_the_one_before(self, visitor: Visitor, school: Organization) -> None:
        visitor.register(school.slug)
        stale = visitor.link()
        visitor.register(school.slug, password=ANOTHER)
        fresh = visitor.link()

        assert visitor.confirm(stale).code == "link_not_valid"
        assert visitor.confirm(fresh).status_code == 204
        assert visitor.sign_in("arjun@example.org", ANOTHER).status_code == 200

    def test_is_closed_where_the_organization_says_so(
        self, visitor: Visitor, school: Organization, admin: Actor
    ) -> None:
        settings = f"/organizations/{school.org_id}/settings"
        tag = admin.get(settings).headers["etag"]
        admin.put(settings, {"features": {"self_registration": False}}, headers={"if-match": tag})

        assert visitor.register(school.slug).code == "registration_closed"

    def test_does_not_bring_back_who_was_deactivated(
        self, visitor: Visitor, school: Organization, admin: Actor
    ) -> None:
        invitation = {"email": "arjun@example.org", "name": "Arjun Rao", "roles": ["student"]}
        user_id = admin.post(f"/organizations/{school.org_id}/invitations", invitation).json()["user_id"]
        visitor.register(school.slug)
        link = visitor.link()
        path = f"/users/{user_id}"
        admin.put(path, {"status": "deactivated"}, headers={"if-match": admin.get(path).headers["etag"]})

        assert visitor.confirm(link).code == "member_deactivated"

    @pytest.mark.parametrize("extra", ["role", "roles", "org_id", "organization_id", "status", "user_id", "admin"])
    def test_takes_no_other_field(self, visitor: Visitor, school: Organization, extra: str) -> None:
        answer = visitor.register(school.slug, **{extra: "org_admin"})

        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{extra}"]


class TestKnownAddress:
    """Whether an address is known shows neither in the answer nor in the work that was done for it."""

    def test_gets_the_same_answer(self, visitor: Visitor, school: Organization, student: object) -> None:
        known = visitor.register(school.slug, "arjun@example.org")
        unknown = visitor.register(school.slug, "nobody@example.org")

        assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
        assert set(known.headers) == set(unknown.headers)

    def test_gets_word_that_there_is_nothing_to_confirm(
        self, visitor: Visitor, school: Organization, student: object
    ) -> None:
        visitor.register(school.slug, "arjun@example.org")

        mail = visitor.mails_to("arjun@example.org")[-1]

        assert mail["subject"] == f"You already belong to {school.name}"
        assert "token=" not in mail["text"]

    def test_may_join_another_organization_with_the_same_account(
        self, visitor: Visitor, world: World, student: object
    ) -> None:
        other = world.organization(name="Hill School")
        visitor.register(other.slug, "arjun@example.org", password=ANOTHER)
        visitor.confirm()

        assert visitor.sign_in("arjun@example.org", ANOTHER).status_code == 401
        tokens = visitor.sign_in("arjun@example.org", organization=other.slug).json()
        assert tokens["organization_id"] == other.org_id


class TestVerifyEmail:
    def test_works_once(self, visitor: Visitor, school: Organization) -> None:
        visitor.register(school.slug)
        link = visitor.link()

        assert visitor.confirm(link).status_code == 204
        assert visitor.confirm(link).code == "link_not_valid"

    def test_of_many_at_once_one_works(self, visitor: Visitor) -> None:
        visitor.found()
        link = visitor.link()

        answers = at_once(8, lambda _: visitor.confirm(link))

        assert sorted(answer.status_code for answer in answers) == [204] + [410] * 7
        assert len(visitor.sign_in("meera@example.org").json()["memberships"]) == 1

    def test_is_too_late_after_a_day(self, visitor: Visitor, school: Organization) -> None:
        visitor.register(school.slug)
        link = visitor.link()

        with visitor.world.later(hours=24, minutes=1):
            assert visitor.confirm(link).code == "link_not_valid"

    @pytest.mark.parametrize("made_up", ["x", "reg_01JD0K2P8N7M6Q5R4S3T2V1W0X.c2ln", "..", "é.é", "a" * 512])
    def test_refuses_what_is_made_up(self, visitor: Visitor, made_up: str) -> None:
        assert visitor.confirm(made_up).code == "link_not_valid"

    def test_a_link_of_another_kind_is_worth_nothing(
        self, visitor: Visitor, school: Organization, student: object
    ) -> None:
        visitor.forget("arjun@example.org")

        assert visitor.confirm(visitor.link()).code == "link_not_valid"

    def test_an_event_that_comes_twice_sends_the_same_link(self, visitor: Visitor, school: Organization) -> None:
        visitor.register(school.slug)
        first = visitor.link()
        registration_id = first.partition(".")[0]
        correspondence_service().confirm_registration(registration_id)

        assert token_in(visitor.mails_to("arjun@example.org")[-1]["text"]) == first
