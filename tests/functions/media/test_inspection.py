"""Nothing can be used before it was inspected, and only what it was announced as."""

import io
from typing import Any

import pytest
from PIL import Image

from functions.media import tasks
from functions.media.domain.types import TYPES
from functions.media.domain.uploads import UploadState
from functions.media.gateways.files import quarantine_key
from functions.media.repository.assets import AssetRepository
from functions.media.repository.uploads import UploadRepository
from functions.media.wiring import inspection_service
from shared.ids import new_id
from tests.functions.media.files import SAMPLES, Sender, picture, stored, stored_keys
from tests.support.faults import every_death, killed
from tests.support.world import at_once

STREAMED = {"audio", "video"}


@pytest.fixture(autouse=True)
def transcoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was handed on to be made into a stream."""
    begun: list[str] = []
    monkeypatch.setattr(tasks, "start_transcoding", lambda org_id, asset_id: begun.append(asset_id))
    return begun


def inspect(sender: Sender, upload_id: str) -> dict[str, Any]:
    """What the inspection answers to its machine."""
    return tasks.handler({"task": "inspect_upload", "org_id": sender.actor.org_id, "upload_id": upload_id}, None)


class TestAFileThatIsWhatItWasAnnouncedAs:
    def test_is_accepted_whatever_its_type(self, tutor: Sender, transcoded: list[str]) -> None:
        streamed = []
        for content_type, found in TYPES.items():
            asset_id = tutor.upload(SAMPLES[content_type], content_type)

            asset = tutor.asset(asset_id)
            assert (asset["failure"], asset["kind"]) == (None, found.kind), content_type
            assert asset["state"] == ("processing" if asset["kind"] in STREAMED else "ready"), content_type
            streamed += [asset_id] if asset["kind"] in STREAMED else []
        assert transcoded == streamed
        assert tutor.usage() == (sum(len(SAMPLES[content_type]) for content_type in TYPES), 0)

    def test_leaves_nothing_in_quarantine(self, tutor: Sender) -> None:
        tutor.upload(SAMPLES["application/pdf"], "application/pdf")

        assert [key for key in stored_keys() if key.startswith("quarantine/")] == []

    def test_is_served_under_the_name_of_its_type(self, tutor: Sender) -> None:
        asset_id = tutor.upload(SAMPLES["application/pdf"], "application/pdf")

        asset = AssetRepository(tutor.actor.org_id).get(asset_id)
        served = stored(asset.served_key or "")
        assert (asset.served_key or "").startswith(f"files/{tutor.actor.org_id}/con_")
        assert (served["type"], served["disposition"]) == ("application/pdf", "inline")
        assert served["content"] == SAMPLES["application/pdf"]

    def test_is_never_served_for_showing_where_a_browser_would_run_it(self, tutor: Sender) -> None:
        for content_type in ("image/svg+xml", "text/html", "application/xml", "multipart/related", "application/zip"):
            asset_id = tutor.upload(SAMPLES[content_type], content_type)

            asset = AssetRepository(tutor.actor.org_id).get(asset_id)
            served = stored(asset.served_key or "")
            assert (served["type"], served["disposition"]) == ("application/octet-stream", "attachment")
            assert asset.attachment
            assert asset.variants == ()

    @pytest.mark.parametrize("content_type", ["video/mp4", "image/png"])
    def test_is_not_served_as_it_was_uploaded(self, tutor: Sender, content_type: str) -> None:
        asset_id = tutor.upload(SAMPLES[content_type], content_type)

        asset = AssetRepository(tutor.actor.org_id).get(asset_id)
        assert asset.served_key is None
        assert (asset.source_key or "").startswith("sources/")
        assert stored(asset.source_key or "")["content"] == SAMPLES[content_type]

    def test_tells_the_other_rooms(self, tutor: Sender) -> None:
        asset_id = tutor.upload(picture(size=(2400, 1200)))

        asset = tutor.asset(asset_id)
        assert (asset["width"], asset["height"], asset["state"]) == (2400, 1200, "ready")
        news = AssetRepository(tutor.actor.org_id).get(asset_id).news()
        assert news is not None
        assert news.model_dump(exclude_none=True) == {
            "asset_id": asset_id,
            "kind": "image",
            "content_type": "image/png",
            "size": asset["size"],
            "width": 2400,
            "height": 1200,
        }


class TestAPicture:
    def test_is_shown_in_the_sizes_that_pages_want(self, tutor: Sender) -> None:
        asset_id = tutor.upload(picture(size=(1500, 750)))

        asset = AssetRepository(tutor.actor.org_id).get(asset_id)
        assert [(one.width, one.height) for one in asset.variants] == [(320, 160), (640, 320), (1280, 640), (1500, 750)]
        for variant in asset.variants:
            served = stored(variant.key)
            assert served["type"] == "image/webp"
            assert Image.open(io.BytesIO(served["content"])).size == (variant.width, variant.height)

    def test_loses_what_was_hidden_behind_it(self, tutor: Sender) -> None:
        asset_id = tutor.upload(picture() + b"PK\x03\x04<script>alert(1)</script>")

        asset = AssetRepository(tutor.actor.org_id).get(asset_id)
        assert asset.variants
        assert not any(b"<script>" in stored(variant.key)["content"] for variant in asset.variants)


class TestAFileThatIsNot:
    def test_is_refused_when_it_is_a_program(self, tutor: Sender) -> None:
        for content_type in ("image/png", "application/zip", "text/plain", "video/mp4"):
            asset_id = tutor.upload(b"MZ\x90\x00" + bytes(300), content_type)

            assert tutor.asset(asset_id)["failure"]["code"] == "type_mismatch", content_type
        assert tutor.usage() == (0, 0)

    def test_is_refused_when_something_else_was_sent(self, tutor: Sender) -> None:
        content = picture()
        asset_id = tutor.upload(content, sent=content[:-1] + b"\0")

        assert tutor.asset(asset_id)["failure"]["code"] == "checksum_mismatch"

    def test_is_refused_when_it_is_no_text(self, tutor: Sender) -> None:
        asset_id = tutor.upload(b"all is well" * 6000 + b"\xc3\x28", "text/plain")

        assert tutor.asset(asset_id)["failure"]["code"] == "not_text"

    def test_is_refused_when_its_picture_is_cut_off(self, tutor: Sender) -> None:
        whole = picture("JPEG", quality=95)
        asset_id = tutor.upload(whole[: len(whole) // 2], "image/jpeg")

        assert tutor.asset(asset_id)["failure"]["code"] == "image_broken"

    def test_leaves_nothing_and_frees_its_room(self, tutor: Sender) -> None:
        asset_id = tutor.upload(b"GIF89a" + bytes(300), "image/png")

        assert tutor.asset(asset_id)["state"] == "failed"
        assert tutor.usage() == (0, 0)
        assert stored_keys() == []

    def test_tells_the_tutor_why(self, tutor: Sender) -> None:
        asset_id = tutor.upload(b"nothing of the kind", "application/pdf")

        assert tutor.asset(asset_id)["failure"] == {
            "code": "type_mismatch",
            "message": "The file is not of the type that was announced.",
        }

    def test_is_refused_when_nothing_lies_there(self, tutor: Sender) -> None:
        content = picture()
        upload = tutor.announce(content).json()
        tutor.put(upload["upload_id"], content)
        tutor.complete(upload["upload_id"])
        inspection_service(tutor.actor.org_id)._files.delete(quarantine_key(tutor.actor.org_id, upload["upload_id"]))

        assert inspect(tutor, upload["upload_id"]) == {"status": "failed", "error_code": "missing"}


class TestTheSameFileTwice:
    def test_is_stored_once_and_counts_once(self, tutor: Sender, colleague: Sender) -> None:
        first, second = tutor.upload(picture()), colleague.upload(picture())

        assets = AssetRepository(tutor.actor.org_id)
        assert assets.get(first).content_id == assets.get(second).content_id
        assert assets.get(first).variants == assets.get(second).variants
        assert tutor.usage() == (len(picture()), 0)
        assert len([key for key in stored_keys() if key.startswith("sources/")]) == 1

    def test_is_stored_for_each_organization(self, tutor: Sender, stranger: Sender) -> None:
        tutor.upload(picture())
        stranger.upload(picture())

        assert stranger.usage() == tutor.usage() == (len(picture()), 0)
        assert len([key for key in stored_keys() if key.startswith("sources/")]) == 2

    def test_is_stored_once_when_both_are_inspected_at_the_same_moment(self, tutor: Sender) -> None:
        uploads: list[dict[str, Any]] = []
        for _ in range(4):
            upload = tutor.announce(picture(), name=f"{len(uploads)}.png").json()
            tutor.put(upload["upload_id"], picture())
            tutor.complete(upload["upload_id"])
            uploads.append(upload)

        answers = at_once(4, lambda number: inspect(tutor, uploads[number]["upload_id"]))

        assert answers == [{"status": "done"}] * 4
        assert tutor.usage() == (len(picture()), 0)
        assert len([key for key in stored_keys() if key.startswith("sources/")]) == 1
        content = AssetRepository(tutor.actor.org_id).find_content(uploads[0]["asset_id"], "image/png")
        assert content is None
        found = AssetRepository(tutor.actor.org_id).get(uploads[0]["asset_id"])
        kept = AssetRepository(tutor.actor.org_id).find_content(found.sha256, "image/png")
        assert kept is not None
        assert kept.references == 4


class TestAnInspection:
    def test_is_repeated_without_effect(self, tutor: Sender) -> None:
        content = picture()
        upload = tutor.announce(content).json()
        tutor.put(upload["upload_id"], content)
        tutor.complete(upload["upload_id"])

        answers = [inspect(tutor, upload["upload_id"]) for _ in range(3)]

        assert answers == [{"status": "done"}] * 3
        assert tutor.usage() == (len(content), 0)

    def test_is_done_once_by_many_at_the_same_moment(self, tutor: Sender) -> None:
        content = picture()
        upload = tutor.announce(content).json()
        tutor.put(upload["upload_id"], content)
        tutor.complete(upload["upload_id"])

        answers = at_once(4, lambda _: inspect(tutor, upload["upload_id"]))

        assert {"status": "done"} in answers
        assert tutor.asset(upload["asset_id"])["state"] == "ready"
        assert tutor.usage() == (len(content), 0)
        assert AssetRepository(tutor.actor.org_id).get(upload["asset_id"]).variants

    def test_of_an_upload_that_is_not_there_fails(self, tutor: Sender) -> None:
        answer = inspect(tutor, "upl_01JD5H0TQ7W8X9Y0Z1A2B3C4D5")

        assert answer == {"status": "failed", "error_code": "upload_not_found"}

    def test_that_does_not_come_to_an_end_is_written_into_the_asset(self, tutor: Sender) -> None:
        content = picture()
        upload = tutor.announce(content).json()
        tutor.put(upload["upload_id"], content)
        tutor.complete(upload["upload_id"])

        for _ in range(2):
            tasks.handler(
                {"task": "abandon_upload", "org_id": tutor.actor.org_id, "upload_id": upload["upload_id"]}, None
            )

        assert tutor.asset(upload["asset_id"])["failure"]["code"] == "inspection_lost"
        assert tutor.usage() == (0, 0)

    def test_can_die_anywhere_and_be_done_again(self, tutor: Sender) -> None:
        content = picture(size=(200, 100))

        def arrived() -> dict[str, Any]:
            upload: dict[str, Any] = tutor.announce(content, name=new_id("name")).json()
            tutor.put(upload["upload_id"], content)
            tutor.complete(upload["upload_id"])
            return upload

        def forget(upload: dict[str, Any]) -> None:
            assert tutor.actor.delete(f"/media/assets/{upload['asset_id']}").status_code == 204

        rehearsed = arrived()
        deaths = list(every_death(lambda: inspect(tutor, rehearsed["upload_id"])))
        forget(rehearsed)
        for number, moment in deaths:
            upload = arrived()
            with killed(number, moment) as death:
                inspect(tutor, upload["upload_id"])
            assert inspect(tutor, upload["upload_id"]) == {"status": "done"}, death
            assert tutor.usage() == (len(content), 0), death
            assets = AssetRepository(tutor.actor.org_id)
            ended = UploadRepository(tutor.actor.org_id, assets).get(upload["upload_id"])
            assert ended.state is UploadState.ACCEPTED, death
            assert not [key for key in stored_keys() if key.startswith("quarantine/")], death
            forget(upload)
            assert tutor.usage() == (0, 0), death
