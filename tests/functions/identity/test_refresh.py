"""Refresh tokens: one use each, and a family that ends when one is copied."""

from datetime import timedelta

import pytest

from functions.identity.domain.organizations import Organization
from functions.identity.repository.sessions import SessionRepository
from functions.identity.wiring import sign_in_service
from tests.functions.identity.conftest import Resident, Visitor
from tests.support.actors import Actor
from tests.support.world import World, at_once


class TestRefresh:
    def test_brings_new_tokens_of_the_same_session(self, visitor: Visitor, student: Resident) -> None:
        answer = visitor.refresh(student.refresh_token)

        tokens = answer.json()
        assert answer.status_code == 200
        assert tokens["session_id"] == student.tokens["session_id"]
        assert tokens["refresh_token"] != student.refresh_token
        assert [one["organization_id"] for one in tokens["memberships"]] == [student.org_id]
        assert Resident(visitor, student.email, tokens).client.get("/auth/me").status_code == 200

    def test_token_is_not_stored(self, student: Resident) -> None:
        user_id, session_id, _, secret, _ = student.refresh_token.split(".")

        session = SessionRepository().find(user_id, session_id)

        assert session
        assert secret not in session.model_dump_json()
        assert len(session.refresh_hash) == 64

    def test_keeps_a_session_alive_for_ninety_days_at_most(self, visitor: Visitor, student: Resident) -> None:
        token = student.refresh_token
        with visitor.world.clock() as clock:
            for _ in range(3):
                clock.advance(timedelta(days=29))
                token = visitor.refresh(token).json()["refresh_token"]
            clock.advance(timedelta(days=4))

            assert visitor.refresh(token).code == "refresh_token_refused"

    def test_ends_a_session_that_was_idle_for_a_month(self, visitor: Visitor, student: Resident) -> None:
        with visitor.world.later(days=31):
            assert visitor.refresh(student.refresh_token).code == "refresh_token_refused"

    def test_is_refused_to_who_was_deactivated(self, visitor: Visitor, student: Resident, admin: Actor) -> None:
        path = f"/users/{student.user_id}"
        admin.put(path, {"status": "deactivated"}, headers={"if-match": admin.get(path).headers["etag"]})

        assert visitor.refresh(student.refresh_token).status_code == 403

    def test_refuses_a_token_that_was_changed_and_ends_nothing(self, visitor: Visitor, student: Resident) -> None:
        for part in range(5):
            parts = student.refresh_token.split(".")
            parts[part] = "0" if part == 2 else parts[part][:-1] + ("A" if parts[part][-1] != "A" else "B")
            assert visitor.refresh(".".join(parts)).code == "refresh_token_refused"

        assert visitor.refresh(student.refresh_token).status_code == 200

    def test_access_token_is_no_refresh_token(self, visitor: Visitor, student: Resident) -> None:
        assert visitor.refresh(student.tokens["access_token"]).code == "refresh_token_refused"


class TestReuse:
    def test_ends_the_whole_family(self, visitor: Visitor, student: Resident) -> None:
        newer = Resident(visitor, student.email, visitor.refresh(student.refresh_token).json())

        stolen = visitor.refresh(student.refresh_token)

        assert (stolen.status_code, stolen.code) == (401, "refresh_token_reused")
        assert visitor.refresh(newer.refresh_token).code == "refresh_token_refused"
        assert newer.client.get("/auth/me").code == "session_over"
        assert student.client.get("/auth/me").code == "session_over"

    def test_is_noticed_of_any_earlier_token(self, visitor: Visitor, student: Resident) -> None:
        token = student.refresh_token
        for _ in range(5):
            token = visitor.refresh(token).json()["refresh_token"]

        assert visitor.refresh(student.refresh_token).code == "refresh_token_reused"
        assert visitor.refresh(token).code == "refresh_token_refused"

    def test_leaves_other_sessions_alone(self, visitor: Visitor, student: Resident) -> None:
        other = visitor.resident(student.email)
        visitor.refresh(student.refresh_token)
        visitor.refresh(student.refresh_token)

        assert visitor.refresh(other.refresh_token).status_code == 200

    def test_is_told_written_down_and_mailed(self, visitor: Visitor, student: Resident, admin: Actor) -> None:
        visitor.refresh(student.refresh_token)
        visitor.refresh(student.refresh_token)

        log = admin.get(f"/organizations/{student.org_id}/audit-log").json()["items"]

        assert log[0]["act"] == "refresh_token.reused"
        assert log[0]["facts"] == {"session_id": student.tokens["session_id"]}
        assert visitor.mails_to(student.email)[-1]["subject"] == "We ended one of your sessions"

    def test_of_two_at_the_same_moment_exactly_one_wins(self, visitor: Visitor, student: Resident) -> None:
        answers = at_once(2, lambda _: visitor.refresh(student.refresh_token))

        assert sorted(answer.status_code for answer in answers)[0] == 200
        assert sum(answer.status_code == 200 for answer in answers) == 1

    def test_the_loser_of_a_race_ends_nothing(
        self, visitor: Visitor, student: Resident, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Both read the session while the token was good: nobody used it a second time."""
        both_read = SessionRepository.find_with_person
        won: list[str] = []

        def read_and_be_overtaken(self: SessionRepository, user_id: str, session_id: str) -> object:
            found = both_read(self, user_id, session_id)
            if not won:
                won.append("")
                won[0] = sign_in_service().refresh(student.refresh_token).refresh_token
            return found

        monkeypatch.setattr(SessionRepository, "find_with_person", read_and_be_overtaken)

        assert visitor.refresh(student.refresh_token).code == "refreshed_elsewhere"
        assert visitor.refresh(won[0]).status_code == 200

    def test_of_sixteen_at_once_one_wins_at_most(self, visitor: Visitor, student: Resident) -> None:
        answers = at_once(16, lambda _: visitor.refresh(student.refresh_token))

        assert sum(answer.status_code == 200 for answer in answers) == 1
        assert {answer.status_code for answer in answers} <= {200, 401, 409}


class TestSessions:
    def test_lists_where_one_is_signed_in(self, visitor: Visitor, student: Resident) -> None:
        other = visitor.sign_in(student.email, headers={"user-agent": "Tablet"}).json()

        items = student.client.get("/auth/sessions").json()["items"]

        assert [(one["session_id"], one["device"] == "Tablet", one["current"]) for one in items] == [
            (other["session_id"], True, False),
            (student.tokens["session_id"], False, True),
        ]
        assert all("hash" not in key for one in items for key in one)

    def test_revokes_one(self, visitor: Visitor, student: Resident) -> None:
        other = visitor.resident(student.email)

        answer = student.client.delete(f"/auth/sessions/{other.tokens['session_id']}")

        assert answer.status_code == 204
        assert other.client.get("/auth/me").code == "session_over"
        assert visitor.refresh(other.refresh_token).status_code == 401
        assert len(student.client.get("/auth/sessions").json()["items"]) == 1
        assert student.client.delete(f"/auth/sessions/{other.tokens['session_id']}").code == "session_not_found"

    def test_revokes_all_others(self, visitor: Visitor, student: Resident) -> None:
        others = [visitor.resident(student.email) for _ in range(2)]

        assert student.client.delete("/auth/sessions").status_code == 204

        assert {other.client.get("/auth/me").code for other in others} == {"session_over"}
        assert student.client.get("/auth/me").status_code == 200
        assert visitor.refresh(student.refresh_token).status_code == 200

    def test_does_not_find_somebody_elses(self, visitor: Visitor, school: Organization, student: Resident) -> None:
        other = visitor.student(school, "kavya@example.org")

        answer = student.client.delete(f"/auth/sessions/{other.tokens['session_id']}")

        assert answer.code == "session_not_found"
        assert other.client.get("/auth/me").status_code == 200

    def test_pages(self, visitor: Visitor, student: Resident) -> None:
        visitor.resident(student.email)

        first = student.client.get("/auth/sessions", params={"limit": 1}).json()
        second = student.client.get("/auth/sessions", params={"limit": 1, "cursor": first["next_cursor"]}).json()

        assert first["items"][0]["session_id"] != second["items"][0]["session_id"]


class TestWithinFiveSeconds:
    """What ends, ends in every process within five seconds, though each remembers what it asked."""

    @pytest.fixture(autouse=True)
    def elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """As if another process had made the change: this one is not told to forget."""
        for module in ("sign_in", "users", "sessions", "organizations", "passwords"):
            monkeypatch.setattr(f"functions.identity.service.{module}.forget_access", lambda whose: None)

    def test_a_session(self, visitor: Visitor, student: Resident) -> None:
        assert student.client.get("/auth/me").status_code == 200
        student.client.post("/auth/logout")

        with visitor.world.later(seconds=5):
            assert student.client.get("/auth/me").code == "session_over"

    def test_a_membership(self, visitor: Visitor, student: Resident, admin: Actor) -> None:
        path = f"/users/{student.user_id}"
        admin.put(path, {"status": "deactivated"}, headers={"if-match": admin.get(path).headers["etag"]})

        with visitor.world.later(seconds=5):
            assert student.client.get("/auth/me").code == "not_a_member"

    def test_a_role(self, world: World, school: Organization, admin: Actor) -> None:
        tutor = world.actor("tutor", of=school)
        assert tutor.get("/users").status_code == 200
        path = f"/users/{tutor.user_id}"
        admin.put(path, {"roles": ["student"]}, headers={"if-match": admin.get(path).headers["etag"]})

        with world.later(seconds=5):
            assert tutor.get("/users").code == "forbidden"

    def test_an_organization(self, world: World, school: Organization, admin: Actor) -> None:
        platform = world.actor("platform_admin", of=world.organization(org_id="org_platform", slug="platform"))
        assert admin.get("/auth/me").status_code == 200
        platform.put(f"/organizations/{school.org_id}/suspension")

        with world.later(seconds=5):
            assert admin.get("/auth/me").code == "organization_not_active"

    def test_a_password(self, visitor: Visitor, student: Resident) -> None:
        assert student.client.get("/auth/me").status_code == 200
        visitor.forget(student.email)
        visitor.reset(visitor.link())

        with visitor.world.later(seconds=5):
            assert student.client.get("/auth/me").code == "session_over"
