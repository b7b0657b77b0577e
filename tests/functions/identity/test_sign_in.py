"""Signing in, and guessing at passwords."""

import time
from collections.abc import Iterator
from statistics import median

import pytest

from functions.identity.domain.attempts import FREE, FREE_OF_STRANGERS
from functions.identity.domain.organizations import Organization
from functions.identity.gateways import hashing
from functions.identity.repository.people import PeopleRepository
from tests.functions.identity.conftest import ANOTHER, PASSWORD, Resident, Visitor
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.client import Answer
from tests.support.world import World, at_once


def at(address: str) -> dict[str, str]:
    """The headers of a machine somewhere."""
    return {"cloudfront-viewer-address": f"{address}:40000"}


def guess(visitor: Visitor, email: str, address: str, times: int) -> list[Answer]:
    """Try wrong passwords."""
    return [visitor.sign_in(email, f"wrong {number}", headers=at(address)) for number in range(times)]


class TestSignIn:
    def test_gives_tokens_for_the_organization(self, student: Resident, school: Organization) -> None:
        tokens = student.tokens

        assert tokens["organization_id"] == school.org_id
        assert tokens["token_type"] == "Bearer"
        assert tokens["expires_in"] <= 900
        assert student.client.get("/auth/me").json()["session_id"] == tokens["session_id"]

    def test_chooses_the_organization_by_slug(self, visitor: Visitor, world: World, student: Resident) -> None:
        other = world.organization()
        visitor.register(other.slug, student.email)
        visitor.confirm()

        chosen = visitor.sign_in(student.email, organization=other.slug).json()

        assert chosen["organization_id"] == other.org_id
        assert len(chosen["memberships"]) == 2

    def test_refuses_an_organization_one_does_not_belong_to(
        self, visitor: Visitor, world: World, student: Resident
    ) -> None:
        answer = visitor.sign_in(student.email, organization=world.organization().slug)

        assert (answer.status_code, answer.code) == (403, "not_a_member")

    def test_refuses_a_member_who_was_deactivated(self, visitor: Visitor, student: Resident, admin: Actor) -> None:
        path = f"/users/{student.user_id}"
        admin.put(path, {"status": "deactivated"}, headers={"if-match": admin.get(path).headers["etag"]})

        assert visitor.sign_in(student.email).status_code == 403

    def test_refuses_an_invited_person_without_a_password(
        self, visitor: Visitor, admin: Actor, school: Organization
    ) -> None:
        invitation = {"email": "new@example.org", "name": "New", "roles": ["tutor"]}
        admin.post(f"/organizations/{school.org_id}/invitations", invitation)

        assert visitor.sign_in("new@example.org", "").status_code == 422
        assert visitor.sign_in("new@example.org", "anything at all").code == "credentials_refused"

    def test_is_the_same_password_however_it_is_typed(self, visitor: Visitor, school: Organization) -> None:
        visitor.register(school.slug, password="résumé of ﬁve years")
        visitor.confirm()

        assert visitor.sign_in("arjun@example.org", "re\u0301sume\u0301 of five years").status_code == 200

    def test_a_hash_of_another_cost_is_made_anew(
        self, visitor: Visitor, student: Resident, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = PeopleRepository().find_account(student.email)
        monkeypatch.setattr(hashing, "PASSES", 3)
        hashing._argon2.cache_clear()
        try:
            assert visitor.sign_in(student.email).status_code == 200
            after = PeopleRepository().find_account(student.email)
        finally:
            hashing._argon2.cache_clear()

        assert before
        assert after
        assert "t=2" in (before.password_hash or "")
        assert "t=3" in (after.password_hash or "")


class TestUnknownAddress:
    """Neither body, status, headers, calls of storage nor time tell whether an address is known."""

    def test_gets_the_same_answer_as_a_wrong_password(self, visitor: Visitor, student: Resident) -> None:
        wrong = visitor.sign_in(student.email, "wrong password")
        unknown = visitor.sign_in("nobody@example.org", "wrong password")

        assert wrong.status_code == unknown.status_code == 401
        assert set(wrong.headers) == set(unknown.headers)
        request_id = "request_id"
        assert {**wrong.json(), request_id: ""} == {**unknown.json(), request_id: ""}

    def test_costs_the_same_calls(self, visitor: Visitor, student: Resident) -> None:
        with counting_calls() as known:
            visitor.sign_in(student.email, "wrong password", headers=at("198.51.100.1"))
        with counting_calls() as unknown:
            visitor.sign_in("nobody@example.org", "wrong password", headers=at("198.51.100.2"))

        assert known == unknown

    def test_costs_one_hash(self, monkeypatch: pytest.MonkeyPatch) -> None:
        checked: list[str] = []

        class Counting:
            def verify(self, stored: str, password: str) -> bool:
                checked.append(stored)
                return True

        monkeypatch.setattr(hashing, "_argon2", Counting)

        assert hashing.Argon2id().matches(None, "anything") is False
        assert checked == [hashing.NOBODYS_HASH]

    def test_takes_as_long(self, visitor: Visitor, student: Resident) -> None:
        def seconds(email: str, number: int) -> float:
            began = time.process_time()
            visitor.sign_in(email, "wrong password", headers=at(f"198.51.100.{number}"))
            return time.process_time() - began

        known, unknown = [], []
        for number in range(7):
            known.append(seconds(student.email, number))
            unknown.append(seconds("nobody@example.org", number + 100))

        assert 0.5 < median(known) / median(unknown) < 2

    def test_nobodys_hash_costs_what_a_real_one_does(self) -> None:
        assert not hashing.Argon2id().is_outdated(hashing.NOBODYS_HASH)


class TestGuessing:
    @pytest.fixture(autouse=True)
    def at_one_moment(self, visitor: Visitor, student: Resident) -> Iterator[None]:
        """The first waits are of two seconds, in which a busy machine checks few passwords."""
        with visitor.world.clock():
            yield

    def test_is_slowed_down_after_some_attempts(self, visitor: Visitor, student: Resident) -> None:
        answers = guess(visitor, student.email, "198.51.100.9", FREE + 2)

        assert [answer.status_code for answer in answers] == [401] * (FREE + 1) + [429]
        assert answers[-1].code == "too_many_attempts"
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 2

    def test_is_slowed_down_the_same_at_unknown_addresses(self, visitor: Visitor, student: Resident) -> None:
        known = guess(visitor, student.email, "198.51.100.9", FREE + 2)
        unknown = guess(visitor, "nobody@example.org", "198.51.100.10", FREE + 2)

        assert [one.status_code for one in known] == [one.status_code for one in unknown]

    def test_the_right_password_does_not_help_while_waiting(self, visitor: Visitor, student: Resident) -> None:
        guess(visitor, student.email, "198.51.100.9", FREE + 1)

        assert visitor.sign_in(student.email, headers=at("198.51.100.9")).status_code == 429

    def test_many_at_the_same_moment_gain_nothing(self, visitor: Visitor, student: Resident) -> None:
        where = at("198.51.100.9")
        answers = at_once(FREE * 2, lambda n: visitor.sign_in(student.email, f"wrong {n}", headers=where))

        assert sum(answer.status_code == 401 for answer in answers) <= FREE + 1

    def test_many_machines_are_no_faster_than_one(self, visitor: Visitor, student: Resident) -> None:
        answers = [
            visitor.sign_in(student.email, "wrong", headers=at(f"198.51.100.{number}"))
            for number in range(FREE_OF_STRANGERS + 2)
        ]

        assert answers[-1].status_code == 429

    def test_does_not_keep_the_owner_out(self, visitor: Visitor, student: Resident) -> None:
        for number in range(FREE_OF_STRANGERS + 2):
            visitor.sign_in(student.email, "wrong", headers=at(f"198.51.100.{number}"))

        assert visitor.sign_in(student.email).status_code == 200

    def test_the_owner_comes_in_from_elsewhere_by_mail(self, visitor: Visitor, student: Resident) -> None:
        for number in range(FREE_OF_STRANGERS + 2):
            visitor.sign_in(student.email, "wrong", headers=at(f"198.51.100.{number}"))
        elsewhere = at("192.0.2.77")
        assert visitor.sign_in(student.email, headers=elsewhere).status_code == 429

        visitor.forget(student.email)
        assert visitor.reset(visitor.link(), headers=elsewhere).status_code == 204

        assert visitor.sign_in(student.email, ANOTHER, headers=elsewhere).status_code == 200

    def test_is_forgotten_after_a_wait(self, visitor: Visitor, student: Resident) -> None:
        guess(visitor, student.email, "198.51.100.9", FREE + 1)

        with visitor.world.later(minutes=16):
            assert visitor.sign_in(student.email, headers=at("198.51.100.9")).status_code == 200

    def test_signing_in_often_is_not_guessing(self, visitor: Visitor, student: Resident) -> None:
        answers = [visitor.sign_in(student.email) for _ in range(FREE + 3)]

        assert {answer.status_code for answer in answers} == {200}


class TestSignOut:
    def test_ends_both_tokens_at_once(self, visitor: Visitor, student: Resident) -> None:
        assert student.client.post("/auth/logout").status_code == 204

        assert student.client.get("/auth/me").code == "session_over"
        assert visitor.refresh(student.refresh_token).code == "refresh_token_refused"


class TestChangeOrganization:
    def test_goes_on_there_with_new_tokens_only(self, visitor: Visitor, world: World, student: Resident) -> None:
        other = world.organization()
        visitor.register(other.slug, student.email)
        visitor.confirm()

        answer = student.client.put("/auth/organization", json_body={"organization_id": other.org_id})

        there = Resident(visitor, student.email, answer.json())
        assert there.client.get("/auth/me").json()["organization"]["slug"] == other.slug
        assert student.client.get("/auth/me").code == "session_over"
        assert visitor.refresh(there.refresh_token).status_code == 200

    def test_refuses_where_one_does_not_belong(self, world: World, student: Resident) -> None:
        body = {"organization_id": world.organization().org_id}

        assert student.client.put("/auth/organization", json_body=body).status_code == 403


class TestMe:
    def test_says_what_one_may(self, student: Resident, admin: Actor) -> None:
        mine = student.client.get("/auth/me").json()["permissions"]
        theirs = admin.get("/auth/me").json()["permissions"]

        assert "members.manage" in theirs
        assert "members.manage" not in mine

    def test_never_tells_a_password(self, student: Resident) -> None:
        text = student.client.get("/auth/me").text + student.client.get("/users/me").text

        assert "argon2" not in text
        assert PASSWORD not in text
