"""Files that go into archives of courses and come out of them."""

import hashlib
import io
from contextlib import nullcontext
from typing import Any

import pytest

from functions.media import tasks, wiring
from functions.media.repository.assets import AssetRepository
from shared.ids import new_id
from tests.functions.media.files import SAMPLES, Sender, announced, picture, stored_keys
from tests.support.faults import every_death, killed

Json = dict[str, Any]


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What another room's URLs lead to."""
    content: dict[str, bytes] = {}
    monkeypatch.setattr(wiring, "fetched", lambda url: nullcontext(io.BytesIO(content[url])))
    monkeypatch.setattr(tasks, "start_transcoding", lambda org_id, asset_id: None)
    return content


def offer(shelf: dict[str, bytes], content: bytes, content_type: str, **more: Any) -> Json:
    """A file that another room has."""
    url = f"https://files.example/{len(shelf)}"
    shelf[url] = content
    return {"url": url, **announced(content, content_type), **more}


def adopt(sender: Sender, import_id: str, *files: Json) -> list[Json]:
    """What became of the files."""
    event = {"org_id": sender.actor.org_id, "owner_id": sender.actor.user_id, "import_id": import_id}
    answer = tasks.handler({"task": "adopt_files", **event, "files": list(files)}, None)
    assert answer["status"] == "done"
    adopted: list[Json] = answer["adopted"]
    return adopted


class TestLending:
    def test_gives_the_files_as_they_were_uploaded(self, tutor: Sender, shelf: dict[str, bytes]) -> None:
        image = tutor.upload(picture(), name="Cell.png")
        waiting = tutor.announce(picture(size=(9, 9))).json()["asset_id"]

        answer = tasks.handler(
            {"task": "lend_files", "org_id": tutor.actor.org_id, "asset_ids": [waiting, image, "ast_none"]}, None
        )

        assert (answer["status"], answer["missing"]) == ("done", [waiting, "ast_none"])
        (lent,) = answer["files"]
        assert "/sources/" in lent.pop("url")
        assert lent == {
            "asset_id": image,
            "name": "Cell.png",
            "content_type": "image/png",
            "size": len(picture()),
            "sha256": hashlib.sha256(picture()).hexdigest(),
        }

    def test_gives_nothing_of_another_organization(self, tutor: Sender, stranger: Sender) -> None:
        image = tutor.upload(picture())

        answer = tasks.handler({"task": "lend_files", "org_id": stranger.actor.org_id, "asset_ids": [image]}, None)

        assert answer["files"] == []


class TestAdopting:
    def test_inspects_files_and_counts_them(self, tutor: Sender, shelf: dict[str, bytes]) -> None:
        adopted = adopt(
            tutor,
            new_id("cpy"),
            offer(shelf, picture(), "image/png", name="Cell.png"),
            offer(shelf, SAMPLES["video/mp4"], "video/mp4"),
            offer(shelf, b"MZ" + bytes(90), "application/pdf"),
        )

        assert [(one["state"], one["failure"]) for one in adopted] == [
            ("ready", None),
            ("processing", None),
            ("failed", "type_mismatch"),
        ]
        asset = tutor.asset(adopted[0]["asset_id"])
        assert (asset["name"], asset["width"], asset["owner_id"]) == ("Cell.png", 800, tutor.actor.user_id)
        assert tutor.usage() == (len(picture()) + len(SAMPLES["video/mp4"]), 0)

    def test_again_for_one_import_is_the_same_file(self, tutor: Sender, shelf: dict[str, bytes]) -> None:
        import_id, offered = new_id("cpy"), offer(shelf, picture(), "image/png")

        first, second = adopt(tutor, import_id, offered), adopt(tutor, import_id, offered)
        other = adopt(tutor, new_id("cpy"), offered)

        assert first == second
        assert other[0]["asset_id"] != first[0]["asset_id"]
        assert tutor.usage() == (len(picture()), 0)

    @pytest.mark.parametrize("sent", [b"", b"short", picture() + b"more"])
    def test_refuses_what_is_not_what_was_said(self, tutor: Sender, shelf: dict[str, bytes], sent: bytes) -> None:
        offered = offer(shelf, picture(), "image/png")
        shelf[offered["url"]] = sent

        (adopted,) = adopt(tutor, new_id("cpy"), offered)

        assert adopted["state"] == "failed"
        assert tutor.usage() == (0, 0)
        assert stored_keys() == []

    def test_says_what_is_not_accepted(self, tutor: Sender, shelf: dict[str, bytes]) -> None:
        (adopted,) = adopt(tutor, new_id("cpy"), offer(shelf, b"x", "application/x-sh"))

        assert (adopted["asset_id"], adopted["failure"]) == (None, "type_not_accepted")

    def test_says_that_there_is_no_room(self, tutor: Sender, shelf: dict[str, bytes], monkeypatch: Any) -> None:
        monkeypatch.setattr("functions.media.domain.usage.QUOTA_BYTES", 10)

        (adopted,) = adopt(tutor, new_id("cpy"), offer(shelf, picture(), "image/png"))

        assert (adopted["asset_id"], adopted["failure"]) == (None, "quota_exceeded")

    def test_can_die_anywhere_and_be_done_again(self, tutor: Sender, shelf: dict[str, bytes]) -> None:
        content = SAMPLES["text/plain"]
        offered = offer(shelf, content, "text/plain")
        deaths = list(every_death(lambda: adopt(tutor, new_id("cpy"), offered)))
        for number, moment in deaths:
            import_id = new_id("cpy")
            with killed(number, moment) as death:
                adopt(tutor, import_id, offered)

            (adopted,) = adopt(tutor, import_id, offered)

            assert adopted["state"] == "ready", death
            assert tutor.usage() == (len(content), 0), death

    def test_is_taken_back_when_the_import_fails(self, tutor: Sender, shelf: dict[str, bytes]) -> None:
        (adopted,) = adopt(tutor, new_id("cpy"), offer(shelf, picture(), "image/png"))
        event = {"task": "drop_files", "org_id": tutor.actor.org_id, "asset_ids": [adopted["asset_id"], "ast_none"]}

        for _ in range(2):
            assert tasks.handler(event, None) == {"status": "done"}

        assert AssetRepository(tutor.actor.org_id).find(adopted["asset_id"]) is None
        assert tutor.usage() == (0, 0)

    def test_is_taken_back_by_what_it_was_made_of_too(self, tutor: Sender, shelf: dict[str, bytes]) -> None:
        import_id, offered = new_id("cpy"), offer(shelf, picture(), "image/png")
        never = offer(shelf, picture("JPEG"), "image/jpeg")
        (adopted,) = adopt(tutor, import_id, offered)
        event = {"org_id": tutor.actor.org_id, "import_id": import_id, "files": [offered, never]}

        assert tasks.handler({"task": "drop_files", **event}, None) == {"status": "done"}

        assert AssetRepository(tutor.actor.org_id).find(adopted["asset_id"]) is None
        assert tutor.usage() == (0, 0)
