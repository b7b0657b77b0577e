"""Imports over HTTP: an archive is sent, looked at, and becomes a course, whole or not at all."""

import base64
import json
import zipfile
from typing import Any

import pytest

from functions.catalog.domain.archives import layout
from functions.catalog.service.copying import importing, laying
from functions.media.domain import usage
from infra.local.oneprocess.workflows import WORKFLOWS
from shared import aws, settings
from tests.functions.catalog.archives.conftest import Carrier
from tests.functions.catalog.archives.making import changed, course_of, packed, unpacked, whole_course
from tests.functions.catalog.conftest import Desk, Json, rich_text, succeeded
from tests.functions.catalog.copying import contents, left_of
from tests.support.faults import counted, failing, killed
from tests.support.world import at_once

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@pytest.fixture
def archive(full: Desk, carrier: Carrier) -> bytes:
    """The course as an archive."""
    return carrier.export(full.course_id)


class TestBegin:
    def test_says_how_the_archive_is_to_be_sent(self, desk: Desk) -> None:
        answer = desk.tutor.post("/course-imports", {"size": 12_345, "sha256": SHA256})

        begun = answer.json()
        policy = json.loads(base64.b64decode(begun["upload"]["fields"]["policy"]))
        key = f"imports/{desk.org.org_id}/{begun['import_id']}/course.zip"
        assert (answer.status_code, begun["state"], begun["size"]) == (201, "waiting", 12_345)
        assert begun["upload"]["fields"]["key"] == key
        assert {"key": key} in policy["conditions"]
        assert {"Content-Type": "application/zip"} in policy["conditions"]
        assert {"x-amz-checksum-sha256": base64.b64encode(bytes.fromhex(SHA256)).decode()} in policy["conditions"]
        assert ["content-length-range", 12_345, 12_345] in policy["conditions"]
        within = _minutes(begun["upload"]["open_until"], begun["created_at"])
        assert 14 < within <= 15.1
        assert _minutes(policy["expiration"], begun["created_at"]) <= 15.1

    @pytest.mark.parametrize("size", [0, -1, 21, layout.MOST_BYTES + 1, 1.5, "large", None])
    def test_refuses_sizes_that_no_archive_has(self, desk: Desk, size: Any) -> None:
        assert desk.tutor.post("/course-imports", {"size": size, "sha256": SHA256}).status_code == 422

    def test_of_two_archives_of_one_size_is_two_imports(self, desk: Desk) -> None:
        begun = [desk.tutor.post("/course-imports", {"size": 100, "sha256": sha256}) for sha256 in (SHA256, "0" * 64)]

        assert len({answer.json()["import_id"] for answer in begun}) == 2

    def test_is_for_who_begins_courses(self, desk: Desk) -> None:
        assert desk.member("student").post("/course-imports", {"size": 100, "sha256": SHA256}).code == "forbidden"

    def test_is_nobody_elses_business(self, desk: Desk, carrier: Carrier) -> None:
        import_id = carrier.send(b"x" * 22)

        for other in (desk.member("tutor"), desk.world.actor("org_admin")):
            assert other.get(f"/course-imports/{import_id}").code == "import_not_found"
            assert other.post(f"/course-imports/{import_id}/analysis").code == "import_not_found"
            assert other.post(f"/course-imports/{import_id}/start", {}).code == "import_not_found"
        assert desk.member("org_admin").get(f"/course-imports/{import_id}").status_code == 200


class TestAnalysis:
    def test_says_what_is_in_the_archive_and_makes_nothing_of_it(
        self, full: Desk, archive: bytes, elsewhere: Carrier
    ) -> None:
        wanted = elsewhere.analysed(archive)

        assert (wanted["state"], wanted["faults"], wanted["clashes"]) == ("ready", [], [])
        assert wanted["contents"] == {
            "title": "Cells: the units of life",
            "language": "en",
            "category": None,
            "topic_count": 3,
            "lesson_count": 2,
            "blocks": {"exercise": 1, "file": 1, "image": 1, "interactive": 1, "quiz": 1, "rich_text": 1},
            "file_count": 2,
            "file_bytes": wanted["contents"]["file_bytes"],
        }
        assert elsewhere.actor.get("/courses").json()["items"] == []
        assert elsewhere.actor.get("/media/assets").json()["items"] == []

    def test_waits_for_the_archive(self, desk: Desk) -> None:
        import_id = desk.tutor.post("/course-imports", {"size": 100, "sha256": SHA256}).json()["import_id"]

        assert desk.tutor.post(f"/course-imports/{import_id}/analysis").code == "archive_not_uploaded"
        assert desk.tutor.post(f"/course-imports/{import_id}/start", {}).code == "archive_not_analysed"

    def test_asked_for_again_is_the_same_job(self, desk: Desk, carrier: Carrier, archive: bytes) -> None:
        import_id = carrier.send(archive)
        path = f"/course-imports/{import_id}/analysis"

        jobs = {succeeded(answer).json()["job_id"] for answer in at_once(3, lambda _: desk.tutor.post(path))}
        desk.world.settle()

        assert len(jobs) == 1
        assert {desk.tutor.post(path).json()["job_id"]} == jobs
        assert carrier.read(import_id)["state"] == "ready"

    @pytest.mark.parametrize(
        ("spoiled", "code"),
        [
            (b"x" * 100, "not_a_zip"),
            (packed({"../../etc/passwd": b"root"}), "traversal"),
            (packed({"manifest.json": b"{}"}), "missing_file"),
            (packed({**unpacked(whole_course().archived()), "lessons/1.json": b"{}"}), "wrong_size"),
        ],
        ids=range(4),
    )
    def test_refuses_what_is_no_archive_of_a_course(self, carrier: Carrier, spoiled: bytes, code: str) -> None:
        wanted = carrier.analysed(spoiled)

        assert (wanted["state"], [fault["code"] for fault in wanted["faults"]]) == ("refused", [code])
        assert carrier.start(wanted["import_id"]).code == "archive_not_importable"

    def test_names_what_clashes_with_what_is_here(self, carrier: Carrier) -> None:
        files = changed(
            unpacked(
                course_of([[{"blocks": [rich_text()]}]], {}, title="CELLS: the units of life").archived("Old things")
            ),
            "lessons/1.json",
            lambda it: it["blocks"].append({"type": "hologram"}),
        )

        wanted = carrier.analysed(packed(files))

        assert wanted["state"] == "ready"
        assert {clash["code"]: clash["blocks"] for clash in wanted["clashes"]} == {
            "title_taken": False,
            "category_unknown": False,
            "unknown_blocks": True,
        }
        assert wanted["contents"]["blocks"] == {"hologram": 1, "rich_text": 1}
        refused = carrier.start(wanted["import_id"])
        assert (refused.code, refused.json()["clash"]) == ("archive_not_importable", "unknown_blocks")

    def test_says_when_there_are_too_many_lessons(self, carrier: Carrier) -> None:
        wanted = carrier.analysed(course_of([[]] * 201, {}).archived())

        assert [(clash["code"], clash["blocks"]) for clash in wanted["clashes"]] == [("too_many_lessons", True)]


class TestImport:
    def test_into_another_organization_is_the_same_course(self, full: Desk, archive: bytes, elsewhere: Carrier) -> None:
        course_id = elsewhere.imported(archive)

        course = elsewhere.actor.get(f"/courses/{course_id}").json()
        assert (course["title"], course["status"]) == ("Cells: the units of life", "draft")
        assert course["instructor_ids"] == [elsewhere.actor.user_id]
        assert elsewhere.export(course_id) == archive
        assets = elsewhere.actor.get("/media/assets").json()["items"]
        assert {(one["name"], one["state"]) for one in assets} == {
            ("Cell — कोशिका.png", "ready"),
            ("Worksheet.pdf", "ready"),
        }

    def test_can_be_published_and_its_files_are_shown(self, full: Desk, archive: bytes, elsewhere: Carrier) -> None:
        course_id = elsewhere.imported(archive)

        answer = elsewhere.actor.post(f"/courses/{course_id}/publish")

        assert answer.status_code == 200, answer.text

    def test_into_its_own_organization_is_another_course(self, full: Desk, archive: bytes, carrier: Carrier) -> None:
        wanted = carrier.analysed(archive)
        assert [clash["code"] for clash in wanted["clashes"]] == ["title_taken"]

        course_id = carrier.job(carrier.start(wanted["import_id"], title="A second one"))["result"]["course_id"]

        assert course_id != full.course_id
        assert full.tutor.get(f"/courses/{course_id}").json()["title"] == "A second one"
        assert contents(full.tutor, course_id)[0] == contents(full.tutor, full.course_id)[0]
        assert carrier.read(wanted["import_id"])["course_id"] == course_id

    def test_finds_the_category_by_its_name(self, desk: Desk, carrier: Carrier) -> None:
        admin = desk.member("org_admin")
        category_id = succeeded(admin.post("/course-categories", {"name": "Biology"})).json()["category_id"]
        archive = course_of([[{}]], {}).archived("biology")

        course_id = carrier.imported(archive)

        assert desk.tutor.get(f"/courses/{course_id}").json()["category_id"] == category_id

    def test_started_again_is_the_same_job(self, full: Desk, archive: bytes, elsewhere: Carrier) -> None:
        import_id = elsewhere.analysed(archive)["import_id"]

        answers = at_once(3, lambda _: elsewhere.start(import_id))
        jobs = {succeeded(answer).json()["job_id"] for answer in answers}
        full.world.settle()
        jobs.add(succeeded(elsewhere.start(import_id, title="Another")).json()["job_id"])
        full.world.settle()

        assert len(jobs) == 1
        assert len(elsewhere.actor.get("/courses").json()["items"]) == 1
        assert elsewhere.read(import_id)["state"] == "done"

    def test_offers_files_some_at_a_time(
        self, full: Desk, archive: bytes, elsewhere: Carrier, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(importing, "OFFERED_AT_ONCE", 1)
        monkeypatch.setattr(laying, "PARTS_PER_STEP", 2)

        assert elsewhere.export(elsewhere.imported(archive)) == archive

    def test_packed_by_another_program_is_the_same_course(self, full: Desk, archive: bytes, elsewhere: Carrier) -> None:
        again = packed(unpacked(archive), zipfile.ZIP_DEFLATED)

        assert elsewhere.export(elsewhere.imported(again)) == archive


class TestFailedImport:
    def test_of_an_archive_that_was_exchanged_makes_nothing(
        self, full: Desk, archive: bytes, elsewhere: Carrier
    ) -> None:
        """Who may send an archive may send another for a quarter of an hour, also after it was looked at."""
        wanted = elsewhere.analysed(archive)
        aws.client("s3").put_object(
            Bucket=settings.setting("LMS_FILES_BUCKET"),
            Key=f"imports/{elsewhere.actor.org_id}/{wanted['import_id']}/course.zip",
            Body=course_of([[{"title": "Something else"}]], {}).archived().ljust(len(archive)),
        )

        job = elsewhere.job(elsewhere.start(wanted["import_id"]))

        assert (job["state"], job["problem"]["code"]) == ("failed", "archive_changed")
        _nothing_is_left(full, elsewhere, wanted["import_id"])

    def test_for_a_file_that_media_refuses_leaves_nothing_in_either_room(self, desk: Desk, elsewhere: Carrier) -> None:
        """A picture that is none, beside a text that is one."""
        wanted = elsewhere.analysed(whole_course().archived())

        job = elsewhere.job(elsewhere.start(wanted["import_id"]))

        assert (job["state"], job["problem"]["code"]) == ("failed", "files_not_available")
        _nothing_is_left(desk, elsewhere, wanted["import_id"])

    def test_for_want_of_room_leaves_nothing(
        self, full: Desk, archive: bytes, elsewhere: Carrier, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(usage, "QUOTA_BYTES", 100)
        wanted = elsewhere.analysed(archive)

        job = elsewhere.job(elsewhere.start(wanted["import_id"]))

        assert job["problem"]["code"] == "files_not_available"
        assert "quota" in job["problem"]["detail"]
        _nothing_is_left(full, elsewhere, wanted["import_id"])

    def test_can_be_started_again(self, full: Desk, archive: bytes, elsewhere: Carrier) -> None:
        import_id = elsewhere.analysed(archive)["import_id"]
        first = succeeded(elsewhere.start(import_id)).json()
        tasks = {"org_id": elsewhere.actor.org_id, "job_id": first["job_id"]}
        _abandon(tasks)
        full.world.settle()
        assert elsewhere.actor.get(f"/jobs/{first['job_id']}").json()["state"] == "failed"

        again = elsewhere.job(elsewhere.start(import_id, title="Once more"))

        assert again["state"] == "succeeded"
        assert unpacked(elsewhere.export(again["result"]["course_id"])).keys() == unpacked(archive).keys()


class TestInterrupted:
    def test_anywhere_is_whole_in_the_end_and_never_half(
        self, full: Desk, archive: bytes, elsewhere: Carrier, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(importing, "OFFERED_AT_ONCE", 1)
        monkeypatch.setattr(laying, "PARTS_PER_STEP", 2)

        def begun() -> tuple[Json, Json]:
            job = succeeded(elsewhere.start(elsewhere.analysed(archive)["import_id"])).json()
            return job, {"org_id": elsewhere.actor.org_id, "job_id": job["job_id"]}

        job, payload = begun()
        with counted() as calls:
            WORKFLOWS["course_copy"](payload)
        for number in range(0, len(calls), len(calls) // 5):
            job, payload = begun()
            with killed(number, "after" if number % 2 else "before") as death:
                WORKFLOWS["course_copy"](payload)
            if elsewhere.actor.get(f"/courses/{job['course_id']}").status_code == 200:
                assert elsewhere.actor.get(f"/jobs/{job['job_id']}").json()["state"] == "succeeded"
            WORKFLOWS["course_copy"](payload)

            assert elsewhere.actor.get(f"/jobs/{job['job_id']}").json()["state"] == "succeeded", death.at
            assert elsewhere.export(job["course_id"]) == archive, death.at

    @pytest.mark.parametrize("survived", [4, 14, 24, 34, 44])
    def test_for_good_leaves_nothing_in_either_room(
        self, full: Desk, archive: bytes, elsewhere: Carrier, survived: int
    ) -> None:
        """One call to AWS fails, and the workflow gives up at once."""
        import_id = elsewhere.analysed(archive)["import_id"]
        job = succeeded(elsewhere.start(import_id)).json()
        left = survived

        def due(_: str) -> bool:
            nonlocal left
            left -= 1
            return left == -1

        with failing(due, RuntimeError("AWS is not there")):
            WORKFLOWS["course_copy"]({"org_id": elsewhere.actor.org_id, "job_id": job["job_id"]})

        assert elsewhere.actor.get(f"/jobs/{job['job_id']}").json()["state"] == "failed"
        _nothing_is_left(full, elsewhere, import_id)
        assert left_of(full, job["course_id"]) == []


def _abandon(payload: Json) -> None:
    """What the workflow does in the end when nothing helps."""
    from functions.catalog.tasks import handler as catalog
    from functions.media.tasks import handler as media

    answer = catalog({**payload, "task": "abandon_copy"}, None)
    media({**payload, **answer, "task": "drop_files"}, None)


def _nothing_is_left(desk: Desk, carrier: Carrier, import_id: str) -> None:
    desk.world.settle()
    assert carrier.actor.get("/courses").json()["items"] == []
    assert carrier.actor.get("/media/assets").json()["items"] == []
    usage = carrier.actor.get("/media/usage").json()
    assert usage["reserved_bytes"] == 0
    assert carrier.read(import_id)["state"] == "ready"


def _minutes(later: str, earlier: str) -> float:
    from datetime import datetime

    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds() / 60
