"""Inviting many people from a file."""

from typing import Any

import pytest

from functions.identity.domain.organizations import Organization
from functions.identity.repository.imports import ImportRepository
from functions.identity.service import imports
from functions.identity.tasks import handler as tasks
from functions.identity.wiring import import_service
from tests.functions.identity.conftest import PASSWORD, Resident, Visitor
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.world import World, at_once

PEOPLE = "email,name,role\ntara@example.org,Tara Sen,tutor\nbina@example.org,Bina Das,student\n"


def upload(admin: Actor, text: str | bytes, **headers: str) -> Answer:
    """Send a file."""
    content = text.encode() if isinstance(text, str) else text
    return admin.post(
        f"/organizations/{admin.org_id}/imports", content=content, headers={"content-type": "text/csv", **headers}
    )


def report(admin: Actor, job_id: str, **params: Any) -> list[dict[str, Any]]:
    """What became of each line."""
    path = f"/organizations/{admin.org_id}/imports/{job_id}/report"
    items: list[dict[str, Any]] = admin.get(path, params={"limit": 100, **params}).json()["items"]
    return items


class TestImport:
    def test_invites_everybody_and_says_so_line_by_line(self, world: World, visitor: Visitor, admin: Actor) -> None:
        answer = upload(admin, PEOPLE)
        assert answer.status_code == 202
        assert answer.json()["state"] == "queued"
        world.settle()

        job_id = answer.json()["job_id"]
        job = admin.get(f"/jobs/{job_id}").json()
        assert (job["state"], job["progress"]) == ("succeeded", {"done": 2, "total": 2})
        assert job["result"] == {"outcomes": {"created": 2}}
        assert [(one["line"], one["email"], one["outcome"]) for one in report(admin, job_id)] == [
            (2, "tara@example.org", "created"),
            (3, "bina@example.org", "created"),
        ]
        assert visitor.accept(visitor.link(), password=PASSWORD).status_code == 204

    def test_says_what_is_wrong_with_a_line_and_goes_on(self, world: World, admin: Actor, student: Resident) -> None:
        text = PEOPLE + (
            f"{student.email},Arjun,student\n"
            "TARA@example.org,Tara again,tutor\n"
            "not-an-address,Nobody,student\n"
            "boss@example.org,Boss,org_admin\n"
            '"formula@example.org","=HYPERLINK(""http://evil"")",student\n'
            "\n"
            "last@example.org,Last,\n"
        )

        job_id = upload(admin, text).json()["job_id"]
        world.settle()

        assert {one["line"]: one["outcome"] for one in report(admin, job_id)} == {
            2: "created",
            3: "created",
            4: "already_member",
            5: "duplicate",
            6: "invalid_email",
            7: "unknown_role",
            8: "invalid_name",
            10: "created",
        }

    def test_takes_what_a_spreadsheet_saves(self, world: World, admin: Actor) -> None:
        text = '\ufeffName;Role;Email\r\n"Sen; Tara";Tutor;tara@example.org\r\n'.encode()

        job_id = upload(admin, text).json()["job_id"]
        world.settle()

        assert [one["outcome"] for one in report(admin, job_id)] == ["created"]
        assert admin.get("/users", params={"role": "tutor"}).json()["items"][0]["name"] == "Sen; Tara"

    def test_report_is_paged(self, world: World, admin: Actor) -> None:
        job_id = upload(admin, PEOPLE).json()["job_id"]
        world.settle()
        path = f"/organizations/{admin.org_id}/imports/{job_id}/report"

        first = admin.get(path, params={"limit": 1}).json()
        second = admin.get(path, params={"limit": 1, "cursor": first["next_cursor"]}).json()

        assert [first["items"][0]["line"], second["items"][0]["line"]] == [2, 3]

    def test_the_same_file_twice_at_once_is_one_job(self, world: World, visitor: Visitor, admin: Actor) -> None:
        answers = at_once(4, lambda _: upload(admin, PEOPLE))

        assert len({answer.json()["job_id"] for answer in answers}) == 1
        assert len(visitor.mails_to("tara@example.org")) == 1

    def test_is_for_administrators_of_the_organization(self, world: World, school: Organization, admin: Actor) -> None:
        job_id = upload(admin, PEOPLE).json()["job_id"]
        stranger = world.actor("org_admin")

        assert upload(world.actor("tutor", of=school), PEOPLE).code == "forbidden"
        path = f"/organizations/{admin.org_id}/imports"
        csv = {"content-type": "text/csv"}
        assert stranger.post(path, content=PEOPLE.encode(), headers=csv).code == "organization_not_found"
        assert stranger.get(f"{path}/{job_id}/report").code == "organization_not_found"
        assert stranger.get(f"/organizations/{stranger.org_id}/imports/{job_id}/report").code == "job_not_found"
        assert stranger.get(f"/jobs/{job_id}").status_code == 404


class TestRefusedFile:
    def test_is_said_at_once(self, admin: Actor) -> None:
        files = [
            (b"", "empty"),
            (b"email,name\n", "empty"),
            (b"\n\n", "empty"),
            (b"email\nx@example.org\n", "columns"),
            (b"email,name,role,password\n", "columns"),
            (b"email,name,name\n", "columns"),
            (b"tara@example.org,Tara,tutor\n", "columns"),
            ("email,name\nx@example.org,Élodie\n".encode("latin-1"), "not_utf8"),
            (b"PK\x03\x04\x00\x00", "not_csv"),
            (b'email,name\n"x@example.org,Tara\n', "not_csv"),
            (b"email,name\n" + b"x@example.org,X\n" * 10_001, "too_many_rows"),
        ]

        for content, code in files:
            answer = upload(admin, content)
            assert (answer.status_code, answer.code) == (422, "import_not_readable")
            assert answer.json()["errors"][0]["code"] == code

    def test_must_be_csv(self, admin: Actor) -> None:
        assert upload(admin, PEOPLE, **{"content-type": "application/json"}).status_code == 415

    def test_must_not_be_huge(self, admin: Actor) -> None:
        assert upload(admin, b"email,name\n" + b"x" * (3 * 1024 * 1024)).status_code == 413


class TestInterrupted:
    """A step may die anywhere, and run again."""

    @pytest.fixture
    def job_id(self, admin: Actor, monkeypatch: pytest.MonkeyPatch) -> str:
        """An import of five people, two in a step."""
        monkeypatch.setattr(imports, "LINES_PER_STEP", 2)
        lines = "".join(f"s{number}@example.org,Student {number}\n" for number in range(5))
        return str(upload(admin, "email,name\n" + lines).json()["job_id"])

    def test_goes_on_step_by_step(self, admin: Actor, job_id: str) -> None:
        statuses = [import_service().step(admin.org_id, job_id) for _ in range(4)]

        assert statuses == ["more", "more", "done", "done"]
        assert admin.get(f"/jobs/{job_id}").json()["progress"] == {"done": 5, "total": 5}

    def test_does_nothing_twice(
        self, visitor: Visitor, admin: Actor, job_id: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as dying:
            dying.setattr(ImportRepository, "save", _die)
            with pytest.raises(_Died):
                import_service().step(admin.org_id, job_id)
        visitor.world.settle()

        assert [one["outcome"] for one in report(admin, job_id)] == ["created"] * 5
        assert admin.get(f"/jobs/{job_id}").json()["result"] == {"outcomes": {"created": 5}}
        assert len(visitor.mails_to("s0@example.org")) == 1

    def test_two_runs_of_a_step_at_once_invite_once(self, visitor: Visitor, admin: Actor, job_id: str) -> None:
        def step(_: int) -> str:
            try:
                return import_service().step(admin.org_id, job_id)
            except Exception:
                return "again"

        at_once(3, step)
        visitor.world.settle()

        assert [one["outcome"] for one in report(admin, job_id)] == ["created"] * 5
        assert len(visitor.mails_to("s0@example.org")) == 1

    def test_says_that_it_failed_when_it_is_abandoned(self, admin: Actor, job_id: str) -> None:
        import_service().step(admin.org_id, job_id)

        answer = tasks({"task": "abandon_member_import", "org_id": admin.org_id, "job_id": job_id}, None)

        job = admin.get(f"/jobs/{job_id}").json()
        assert answer == {"status": "failed"}
        assert (job["state"], job["problem"]["code"]) == ("failed", "import_interrupted")
        assert len(report(admin, job_id)) == 2

    def test_fails_when_the_organization_is_gone(self, world: World, admin: Actor, job_id: str) -> None:
        platform = world.actor("platform_admin", of=world.organization(org_id="org_platform", slug="platform"))
        platform.delete(f"/organizations/{admin.org_id}")

        answer = tasks({"task": "import_members", "org_id": admin.org_id, "job_id": job_id}, None)

        assert answer == {"status": "failed", "error_code": "organization_not_found"}


class _Died(Exception):
    pass


def _die(*_: object) -> None:
    raise _Died
