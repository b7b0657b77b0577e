"""Organizations, their settings, and the audit log."""

from typing import Any

import pytest

from functions.identity import published
from functions.identity.domain.organizations import Organization
from tests.functions.identity.conftest import GREENFIELD, PASSWORD, Resident, Visitor
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.world import World, at_once

NEW = GREENFIELD | {"admin": {"name": "Meera Nair", "email": "meera@example.org"}}


@pytest.fixture
def platform(world: World) -> Actor:
    """Somebody who runs the platform."""
    return world.actor("platform_admin", of=world.organization(org_id="org_platform", slug="platform"))


def change(actor: Actor, path: str, body: dict[str, Any]) -> Answer:
    """Change something as it is now."""
    return actor.put(path, body, headers={"if-match": actor.get(path).headers["etag"]})


class TestCreate:
    def test_invites_its_first_administrator(self, visitor: Visitor, platform: Actor) -> None:
        answer = platform.post("/organizations", NEW)

        assert (answer.status_code, answer.json()["slug"]) == (201, "greenfield")
        assert visitor.accept(visitor.link(), password=PASSWORD).status_code == 204
        tokens = visitor.sign_in("meera@example.org").json()
        assert tokens["memberships"][0]["roles"] == ["org_admin"]

    def test_sixteen_at_once_are_one(self, visitor: Visitor, platform: Actor) -> None:
        answers = at_once(16, lambda _: platform.post("/organizations", NEW))

        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["organization_id"] for answer in answers}) == 1
        assert len(visitor.mails_to("meera@example.org")) == 1

    def test_refuses_a_slug_that_is_taken(self, platform: Actor, school: Organization) -> None:
        assert platform.post("/organizations", NEW | {"slug": school.slug}).code == "slug_taken"

    def test_is_for_the_platform(self, admin: Actor) -> None:
        assert admin.post("/organizations", NEW).code == "forbidden"
        assert admin.get("/organizations").code == "forbidden"


class TestList:
    def test_is_newest_first_and_paged(self, world: World, platform: Actor, school: Organization) -> None:
        newest = world.organization()

        first = platform.get("/organizations", params={"limit": 1}).json()
        second = platform.get("/organizations", params={"limit": 1, "cursor": first["next_cursor"]}).json()

        assert len(first["items"]) == len(second["items"]) == 1
        listed = {item["organization_id"] for item in platform.get("/organizations").json()["items"]}
        assert {newest.org_id, school.org_id, "org_platform"} <= listed


class TestReadAndChange:
    def test_reads_ones_own(self, student: Resident, school: Organization) -> None:
        answer = student.client.get(f"/organizations/{school.org_id}")

        assert answer.json()["name"] == "Lotus Academy"

    def test_finds_no_other(self, world: World, admin: Actor, platform: Actor) -> None:
        other = world.organization()

        for path in ("", "/settings", "/audit-log"):
            assert admin.get(f"/organizations/{other.org_id}{path}").code == "organization_not_found"
            assert platform.get(f"/organizations/{other.org_id}{path}").status_code == 200

    def test_changes_the_name_everywhere(self, admin: Actor, school: Organization) -> None:
        answer = change(admin, f"/organizations/{school.org_id}", {"name": "Lotus High School"})

        assert answer.json()["name"] == "Lotus High School"
        card = published.find_organization_by_slug(school.slug)
        assert card
        assert card.name == "Lotus High School"

    def test_of_two_editors_one_wins(self, admin: Actor, school: Organization) -> None:
        path = f"/organizations/{school.org_id}"
        tag = {"if-match": admin.get(path).headers["etag"]}

        answers = at_once(6, lambda number: admin.put(path, {"name": f"Lotus {number}"}, headers=tag))

        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5

    @pytest.mark.parametrize("extra", ["slug", "status", "organization_id", "plan"])
    def test_takes_no_other_field(self, admin: Actor, school: Organization, extra: str) -> None:
        answer = change(admin, f"/organizations/{school.org_id}", {extra: "x"})

        assert answer.json()["errors"][0]["pointer"] == f"/{extra}"

    def test_is_for_administrators(self, world: World, school: Organization) -> None:
        tutor = world.actor("tutor", of=school)

        assert change(tutor, f"/organizations/{school.org_id}", {"name": "X"}).code == "forbidden"
        assert change(tutor, f"/organizations/{school.org_id}/settings", {"currency": "INR"}).code == "forbidden"


class TestSettings:
    def path(self, school: Organization) -> str:
        """Where they are."""
        return f"/organizations/{school.org_id}/settings"

    def test_keeps_what_is_left_out(self, admin: Actor, school: Organization) -> None:
        change(admin, self.path(school), {"gstin": " 27aapfu0939f1zv ", "currency": "USD"})
        answer = change(admin, self.path(school), {"branding": {"primary_color": "#1d4ed8"}})

        settings = answer.json()
        assert (settings["gstin"], settings["currency"]) == ("27AAPFU0939F1ZV", "USD")
        assert settings["branding"] == {"logo_url": None, "primary_color": "#1d4ed8", "support_email": None}

    def test_takes_the_gstin_away_by_null(self, admin: Actor, school: Organization) -> None:
        change(admin, self.path(school), {"gstin": "27AAPFU0939F1ZV"})

        assert change(admin, self.path(school), {"gstin": None}).json()["gstin"] is None

    def test_orders_the_grading_scale(self, admin: Actor, school: Organization) -> None:
        scale = [{"grade": "C", "from_percent": 0}, {"grade": "A", "from_percent": 80}]

        answer = change(admin, self.path(school), {"grading_scale": scale})

        assert [band["grade"] for band in answer.json()["grading_scale"]] == ["A", "C"]

    @pytest.mark.parametrize(
        "body",
        [
            {"gstin": "27AAPFU0939F1ZO"},
            {"currency": "XXX"},
            {"locale": "klingon"},
            {"time_zone": "Mars/Olympus"},
            {"branding": {"logo_url": "javascript:alert(1)"}},
            {"branding": {"logo_url": "http://example.org/x.png"}},
            {"branding": {"primary_color": "red"}},
            {"branding": {"css": "x"}},
            {"grading_scale": []},
            {"grading_scale": [{"grade": "A", "from_percent": 10}]},
            {"grading_scale": [{"grade": "A", "from_percent": 0}, {"grade": "A", "from_percent": 50}]},
            {"grading_scale": [{"grade": "A", "from_percent": 101}]},
            {"features": {"free_money": True}},
            {"plan": "unlimited"},
        ],
        ids=str,
    )
    def test_refuses_what_cannot_be(self, admin: Actor, school: Organization, body: dict[str, Any]) -> None:
        assert change(admin, self.path(school), body).status_code == 422

    def test_is_written_down_by_field(self, admin: Actor, school: Organization) -> None:
        change(admin, self.path(school), {"currency": "USD", "locale": "en"})

        entry = admin.get(f"/organizations/{school.org_id}/audit-log").json()["items"][0]

        assert (entry["act"], entry["facts"]) == ("settings.changed", {"changed": ["currency"]})

    def test_has_a_version_of_its_own(self, admin: Actor, school: Organization) -> None:
        tag = admin.get(self.path(school)).headers["etag"]
        change(admin, f"/organizations/{school.org_id}", {"name": "Lotus High School"})

        assert admin.put(self.path(school), {"currency": "USD"}, headers={"if-match": tag}).status_code == 200


class TestSuspend:
    def test_stops_everybody_until_it_is_resumed(
        self, visitor: Visitor, platform: Actor, student: Resident, school: Organization
    ) -> None:
        suspension = f"/organizations/{school.org_id}/suspension"

        assert platform.put(suspension).json()["status"] == "suspended"
        assert student.client.get("/auth/me").code == "organization_not_active"
        assert visitor.sign_in(student.email).code == "organization_not_active"
        assert visitor.register(school.slug, "new@example.org").code == "organization_not_found"
        assert published.find_organization_by_slug(school.slug) is None

        assert platform.delete(suspension).json()["status"] == "active"
        assert student.client.get("/auth/me").status_code == 200

    def test_may_be_repeated(self, platform: Actor, school: Organization) -> None:
        answers = [platform.put(f"/organizations/{school.org_id}/suspension") for _ in range(2)]

        assert {answer.status_code for answer in answers} == {200}
        log = platform.get(f"/organizations/{school.org_id}/audit-log").json()["items"]
        assert [entry["act"] for entry in log] == ["organization.suspended"]

    def test_is_for_the_platform(self, admin: Actor, school: Organization) -> None:
        assert admin.put(f"/organizations/{school.org_id}/suspension").code == "forbidden"

    def test_spares_the_platform_itself(self, platform: Actor) -> None:
        assert platform.put("/organizations/org_platform/suspension").code == "organization_protected"
        assert platform.delete("/organizations/org_platform").code == "organization_protected"


class TestDelete:
    def test_is_for_good(self, visitor: Visitor, platform: Actor, student: Resident, school: Organization) -> None:
        assert platform.delete(f"/organizations/{school.org_id}").status_code == 204

        assert student.client.get("/auth/me").status_code == 403
        assert platform.get(f"/organizations/{school.org_id}").code == "organization_not_found"
        assert published.find_organization(school.org_id) is None
        assert visitor.found(slug=school.slug).code == "slug_taken"

    def test_is_for_the_platform(self, admin: Actor, school: Organization) -> None:
        assert admin.delete(f"/organizations/{school.org_id}").code == "forbidden"


class TestAuditLog:
    def test_is_newest_first_and_paged(self, admin: Actor, school: Organization) -> None:
        for currency in ("USD", "EUR", "INR"):
            change(admin, f"/organizations/{school.org_id}/settings", {"currency": currency})
        path = f"/organizations/{school.org_id}/audit-log"

        first = admin.get(path, params={"limit": 2}).json()
        second = admin.get(path, params={"limit": 2, "cursor": first["next_cursor"]}).json()

        entries = first["items"] + second["items"]
        assert [entry["entry_id"] for entry in entries] == sorted(
            (entry["entry_id"] for entry in entries), reverse=True
        )
        assert len(entries) == 3

    def test_names_the_request(self, admin: Actor, school: Organization) -> None:
        answer = change(admin, f"/organizations/{school.org_id}/settings", {"currency": "USD"})

        entry = admin.get(f"/organizations/{school.org_id}/audit-log").json()["items"][0]

        assert entry["request_id"] == answer.headers["x-request-id"]

    def test_has_no_names_or_addresses(self, visitor: Visitor, admin: Actor, student: Resident) -> None:
        text = admin.get(f"/organizations/{admin.org_id}/audit-log").text

        assert student.email not in text
        assert "Arjun" not in text

    @pytest.mark.parametrize("role", ["tutor", "student"])
    def test_is_for_administrators(self, world: World, school: Organization, role: str) -> None:
        actor = world.actor(role, of=school)

        assert actor.get(f"/organizations/{school.org_id}/audit-log").code == "forbidden"
