"""What other rooms may ask of identity."""

import subprocess
import sys
from datetime import timedelta

import pytest

from functions.identity import published
from functions.identity.domain.organizations import Organization
from functions.identity.domain.rights import KNOWN, permissions_of
from infra.rights import rights_text
from shared.errors import Problem
from shared.jobs import JobNotFound
from shared.permissions import Role
from tests.functions.identity.conftest import Resident
from tests.support.actors import Actor
from tests.support.world import World


class TestAuthenticate:
    def test_says_who_where_and_as_what(self, admin: Actor) -> None:
        caller = published.authenticate(admin.token)

        assert (caller.user_id, caller.org_id, caller.session_id) == (admin.user_id, admin.org_id, admin.session_id)
        assert caller.roles == {Role.ORG_ADMIN}

    @pytest.mark.parametrize("token", ["", "x", "x.y.z", "é.é.é", "." * 3000])
    def test_refuses_anything_else(self, world: World, token: str) -> None:
        with pytest.raises(Problem) as refused:
            published.authenticate(token)

        assert refused.value.status == 401

    def test_other_rooms_start_without_what_only_identity_needs(self) -> None:
        """Every room imports this at every cold start."""
        heavy = "argon2", "jwt", "cryptography.x509", "functions.identity.service", "functions.identity.api", "csv"
        script = f"import sys, functions.identity.published; print([m for m in {heavy!r} if m in sys.modules])"

        answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

        assert answer.stdout.strip() == "[]"


class TestFindPeople:
    def test_finds_members_of_the_organization_only(self, world: World, admin: Actor, student: Resident) -> None:
        stranger = world.actor("student")

        people = published.find_people(admin.org_id, [admin.user_id, student.user_id, stranger.user_id])

        assert set(people) == {admin.user_id, student.user_id}
        assert people[student.user_id].name == "Arjun Rao"
        assert people[student.user_id].roles == {Role.STUDENT}


class TestFindOrganization:
    def test_by_id_and_by_slug(self, world: World, school: Organization) -> None:
        by_id, by_slug = published.find_organization(school.org_id), published.find_organization_by_slug(school.slug)

        assert by_id == by_slug
        assert by_id
        assert (by_id.name, by_id.time_zone, by_id.currency) == ("Lotus Academy", "Asia/Kolkata", "INR")
        assert published.find_organization("org_none") is None
        assert published.find_organization_by_slug("none") is None


class TestFindPreferences:
    def test_says_which_language_and_time_zone_somebody_has(self, student: Resident) -> None:
        preferences = published.find_preferences(student.user_id)

        assert preferences
        assert (preferences.locale, preferences.time_zone) == ("en", "Asia/Kolkata")
        assert published.find_preferences("usr_none") is None

    def test_says_where_somebody_was_before(self, world: World, student: Resident) -> None:
        moments = []
        with world.clock() as clock:
            for zone in ("Asia/Dubai", "Europe/Berlin"):
                moments.append(clock.now())
                clock.advance(timedelta(minutes=2))
                tag = student.client.get("/users/me").headers["etag"]
                student.client.put("/users/me", json_body={"time_zone": zone}, headers={"if-match": tag})
            moments.append(clock.now())

        preferences = published.find_preferences(student.user_id)

        assert preferences
        assert [preferences.zone_at(moment) for moment in moments] == ["Asia/Kolkata", "Asia/Dubai", "Europe/Berlin"]


class TestFindJob:
    def test_finds_none_of_another_organization(self, world: World) -> None:
        with pytest.raises(JobNotFound):
            published.find_job("org_none", "job_identity_01JD0K2P8N7M6Q5R4S3T2V1W0X")


class TestRights:
    def test_file_is_what_the_rooms_declare(self) -> None:
        assert KNOWN.read_text(encoding="utf-8") == rights_text()

    def test_of_several_roles_are_all_of_them(self) -> None:
        both = permissions_of([Role.STUDENT, Role.ORG_ADMIN])

        assert set(both) == {*permissions_of([Role.STUDENT]), *permissions_of([Role.ORG_ADMIN])}
        assert permissions_of([]) == []
