"""Exports over HTTP: a job, then a link that is good for five minutes."""

import hashlib
from datetime import datetime, timedelta

import pytest

from functions.catalog.service.copying import exporting
from shared.clock import system_clock
from shared.fetching import fetched
from tests.functions.catalog.archives.conftest import Carrier
from tests.functions.catalog.archives.making import unpacked
from tests.functions.catalog.blocks import one_of
from tests.functions.catalog.conftest import Desk, succeeded
from tests.functions.catalog.copying import steps_of
from tests.functions.media.files import SAMPLES, Sender, picture, stored_keys
from tests.support.faults import counted, killed
from tests.support.world import World


class TestExport:
    def test_has_all_of_the_course_and_its_files_once_each(self, full: Desk, carrier: Carrier) -> None:
        files = unpacked(carrier.export(full.course_id))

        assert sorted(name.partition("/")[0] for name in files) == [
            "course.json",
            "files",
            "files",
            "lessons",
            "lessons",
            "manifest.json",
        ]
        for content, ending in ((picture(), "png"), (SAMPLES["application/pdf"], "pdf")):
            assert files[f"files/{hashlib.sha256(content).hexdigest()}.{ending}"] == content
        text = files["course.json"].decode()
        assert "Cell — कोशिका.png" in text
        assert full.org.org_id not in text + files["lessons/1.json"].decode() + files["lessons/2.json"].decode()

    def test_of_the_same_course_is_the_same_to_the_byte(self, full: Desk, carrier: Carrier) -> None:
        first = carrier.export(full.course_id)
        with full.world.clock(system_clock.now() + timedelta(seconds=30)):
            second = carrier.export(full.course_id)

        assert first == second

    def test_says_how_far_it_is(self, full: Desk) -> None:
        answer = full.tutor.post(f"{full.path}/exports")
        job_id = answer.json()["job_id"]
        waiting = full.tutor.get(f"{full.path}/exports/{job_id}").json()
        full.world.settle()
        made = full.tutor.get(f"{full.path}/exports/{job_id}").json()

        assert (answer.status_code, answer.json()["kind"]) == (202, "courses.export")
        assert (waiting["state"], waiting["url"], waiting["size"]) == ("queued", None, None)
        assert made["state"] == "succeeded"
        with fetched(made["url"]) as stream:
            assert hashlib.sha256(stream.read()).hexdigest() == made["sha256"]
        progress = full.tutor.get(f"/jobs/{job_id}").json()["progress"]
        assert progress["done"] == progress["total"]

    def test_can_be_fetched_for_five_minutes_and_asked_for_again_for_a_week(self, full: Desk) -> None:
        job_id = full.tutor.post(f"{full.path}/exports").json()["job_id"]
        full.world.settle()
        url = full.tutor.get(f"{full.path}/exports/{job_id}").json()["url"]

        assert "X-Amz-Expires=300" in url
        with full.world.later(minutes=6), pytest.raises(OSError, match="expired"), fetched(url):
            pass
        again = full.tutor.get(f"{full.path}/exports/{job_id}").json()
        with fetched(again["url"]) as stream:
            assert stream.read(2) == b"PK"
        kept = datetime.fromisoformat(again["expires_at"]) - datetime.fromisoformat(again["url_expires_at"])
        assert timedelta(days=6, hours=23) < kept < timedelta(days=7)

    def test_is_for_who_may_edit(self, full: Desk) -> None:
        job_id = full.tutor.post(f"{full.path}/exports").json()["job_id"]
        other = full.new_course().json()["course_id"]

        for actor, code in (
            (full.member("tutor"), "not_an_instructor"),
            (full.member("student"), "forbidden"),
            (full.world.actor("org_admin"), "course_not_found"),
        ):
            assert actor.post(f"{full.path}/exports").code == code
            assert actor.get(f"{full.path}/exports/{job_id}").code == code
        assert full.member("org_admin").get(f"{full.path}/exports/{job_id}").status_code == 200
        assert full.tutor.get(f"/courses/{other}/exports/{job_id}").code == "export_not_found"
        assert full.tutor.get(f"{full.path}/exports/job_catalog_1").code == "export_not_found"

    def test_of_a_course_whose_file_is_gone_says_which(self, full: Desk) -> None:
        sender = Sender(full.world, full.tutor)
        asset_id = sender.upload(SAMPLES["text/plain"], "text/plain")
        full.new_lesson(full.new_topic(), blocks=[one_of("file", asset_id=asset_id)])
        succeeded(full.tutor.delete(f"/media/assets/{asset_id}"))

        job_id = full.tutor.post(f"{full.path}/exports").json()["job_id"]
        full.world.settle()

        job = full.tutor.get(f"/jobs/{job_id}").json()
        assert (job["state"], job["problem"]["code"]) == ("failed", "files_not_available")
        assert [one["pointer"] for one in job["problem"]["errors"]] == [asset_id]
        assert full.tutor.get(f"{full.path}/exports/{job_id}").json()["url"] is None

    def test_borrows_files_some_at_a_time(self, full: Desk, carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = carrier.export(full.course_id)
        monkeypatch.setattr(exporting, "LENT_AT_ONCE", 1)

        assert carrier.export(full.course_id) == whole

    def test_of_large_files_goes_in_pieces(self, desk: Desk, carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
        large = b"a,b\n" + bytes(range(97, 117)) * 450_000
        asset_id = Sender(desk.world, desk.tutor).upload(large, "text/csv")
        desk.new_lesson(desk.new_topic(), blocks=[one_of("file", asset_id=asset_id)])

        files = unpacked(carrier.export(desk.course_id))

        assert files[f"files/{hashlib.sha256(large).hexdigest()}.csv"] == large


class TestInterrupted:
    def test_anywhere_is_made_all_the_same(self, full: Desk, carrier: Carrier) -> None:
        whole = carrier.export(full.course_id)

        def asked(number: int) -> str:
            key = {"idempotency-key": f"export{number}"}
            return str(succeeded(full.tutor.post(f"{full.path}/exports", headers=key)).json()["job_id"])

        job_id = asked(0)
        with counted() as calls:
            full.world.settle()
        for number in range(0, len(calls), len(calls) // 6):
            job_id = asked(number + 1)
            with killed(number, "before") as death:
                full.world.settle()
            assert death.at is not None
            full.world.settle()

            made = full.tutor.get(f"{full.path}/exports/{job_id}").json()
            assert made["sha256"] == hashlib.sha256(whole).hexdigest(), death.at

    def test_for_good_has_no_link(self, full: Desk) -> None:
        job_id = full.tutor.post(f"{full.path}/exports").json()["job_id"]
        steps = steps_of(full.org.org_id)
        steps.step(job_id, {})

        assert steps.abandon(job_id).status == "failed"

        assert full.tutor.get(f"{full.path}/exports/{job_id}").json()["url"] is None
        assert full.tutor.get(full.path).status_code == 200
        assert not [key for key in stored_keys() if key.endswith("course.zip")]


def test_a_link_names_the_file_for_who_saves_it(full: Desk, world: World) -> None:
    job_id = full.tutor.post(f"{full.path}/exports").json()["job_id"]
    world.settle()

    url = full.tutor.get(f"{full.path}/exports/{job_id}").json()["url"]

    assert "response-content-disposition=attachment" in url
