"""Beginning a platform."""

import io
import sys

import pytest

from functions.identity.bootstrap import create_platform_admin, main
from functions.identity.errors import PasswordNotAccepted
from functions.identity.tasks import handler as tasks
from tests.functions.identity.conftest import ANOTHER, PASSWORD, Visitor
from tests.support.world import World, at_once

EMAIL = "root@example.org"


class TestCreatePlatformAdmin:
    def test_makes_somebody_who_runs_everything(self, visitor: Visitor) -> None:
        create_platform_admin(EMAIL, "Root", PASSWORD)

        root = visitor.resident(EMAIL)

        assert root.org_id == "org_platform"
        assert root.client.get("/auth/me").json()["roles"] == ["platform_admin"]
        assert root.client.get("/organizations").status_code == 200

    def test_may_be_repeated_and_run_twice_at_once(self, world: World) -> None:
        ids = at_once(4, lambda _: create_platform_admin(EMAIL, "Root", PASSWORD))

        assert len(set(ids)) == 1

    def test_leaves_a_password_that_exists(self, visitor: Visitor) -> None:
        visitor.found(EMAIL)
        visitor.confirm()

        create_platform_admin(EMAIL, "Root", ANOTHER)

        assert visitor.sign_in(EMAIL, ANOTHER).status_code == 401
        assert visitor.sign_in(EMAIL, PASSWORD, organization="platform").status_code == 200

    def test_refuses_a_password_that_is_easy_to_guess(self, world: World) -> None:
        with pytest.raises(PasswordNotAccepted):
            create_platform_admin(EMAIL, "Root", "password1")

    def test_is_written_down(self, visitor: Visitor) -> None:
        create_platform_admin(EMAIL, "Root", PASSWORD)

        log = visitor.resident(EMAIL).client.get("/organizations/org_platform/audit-log").json()["items"]

        assert [entry["act"] for entry in log] == ["administrator.signed_in", "member.invited"]

    def test_command_reads_the_password_from_standard_input(
        self, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))

        assert main([EMAIL, "Root"]) == 0
        assert main([EMAIL]) == 2

        assert capsys.readouterr().out.startswith("usr_")
        assert visitor.sign_in(EMAIL).status_code == 200


class TestInvitePlatformAdmin:
    def test_lets_somebody_choose_a_password_by_mail(self, visitor: Visitor) -> None:
        answer = tasks({"task": "invite_platform_admin", "email": EMAIL, "name": "Root"}, None)
        again = tasks({"task": "invite_platform_admin", "email": EMAIL, "name": "Root"}, None)

        assert answer["user_id"] == again["user_id"]
        assert visitor.sign_in(EMAIL).status_code == 401
        assert visitor.accept(visitor.link(), password=PASSWORD).status_code == 204
        assert visitor.resident(EMAIL).client.get("/organizations").status_code == 200
