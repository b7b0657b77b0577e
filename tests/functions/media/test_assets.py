"""Files as the library shows them: listed, read, deleted."""

from datetime import timedelta

import pytest

from functions.media import tasks
from functions.media.repository.assets import AssetRepository
from functions.media.service.assets import AssetService
from tests.functions.media.files import SAMPLES, Sender, picture, stored_keys
from tests.support.world import World


@pytest.fixture(autouse=True)
def nothing_is_transcoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Videos stay as they are."""
    monkeypatch.setattr(tasks, "start_transcoding", lambda org_id, asset_id: None)


def listed(sender: Sender, **params: object) -> list[str]:
    """The ids in the list, page by page."""
    found: list[str] = []
    cursor = None
    while True:
        answer = sender.actor.get(
            "/media/assets", params={"limit": 2, **params, **({"cursor": cursor} if cursor else {})}
        )
        assert answer.status_code == 200, answer.text
        found += [item["asset_id"] for item in answer.json()["items"]]
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            return found


class TestTheList:
    def test_has_the_newest_first_by_kind_and_state(self, tutor: Sender, colleague: Sender) -> None:
        first, second = tutor.upload(picture()), colleague.upload(picture("JPEG"), "image/jpeg")
        video = tutor.upload(SAMPLES["video/mp4"], "video/mp4")
        broken = tutor.upload(b"nothing of the kind", "image/png")
        waiting = tutor.announce(picture(size=(3, 3))).json()["asset_id"]

        assert listed(tutor) == [waiting, broken, video, second, first]
        assert listed(tutor, kind="image") == [waiting, broken, second, first]
        assert listed(tutor, state="ready") == [second, first]
        assert listed(tutor, kind="image", state="failed") == [broken]
        assert listed(tutor, kind="video", state="processing") == [video]
        assert listed(tutor, state="uploading") == [waiting]
        assert listed(tutor, kind="audio") == []

    def test_is_each_organizations_own(self, tutor: Sender, stranger: Sender) -> None:
        tutor.upload(picture())

        assert listed(stranger) == []

    def test_is_not_for_students(self, world: World, tutor: Sender) -> None:
        student = world.actor("student", of=tutor.actor.org)

        assert student.get("/media/assets").status_code == 403
        assert student.get("/media/usage").status_code == 403


class TestDeleting:
    def test_takes_a_file_out_of_sight(self, tutor: Sender) -> None:
        asset_id = tutor.upload(picture())

        assert tutor.actor.delete(f"/media/assets/{asset_id}").status_code == 204

        assert tutor.actor.get(f"/media/assets/{asset_id}").status_code == 404
        assert listed(tutor) == listed(tutor, kind="image", state="ready") == []

    def test_is_for_who_uploaded_it_and_who_administers(self, tutor: Sender, colleague: Sender, admin: Sender) -> None:
        asset_id = tutor.upload(picture())

        assert colleague.actor.delete(f"/media/assets/{asset_id}").code == "asset_not_yours"
        assert admin.actor.delete(f"/media/assets/{asset_id}").status_code == 204

    def test_waits_until_a_file_has_been_inspected(self, tutor: Sender) -> None:
        asset_id = tutor.announce(picture()).json()["asset_id"]

        assert tutor.actor.delete(f"/media/assets/{asset_id}").code == "file_on_its_way"

    def test_removes_what_is_stored_a_week_later(self, world: World, tutor: Sender) -> None:
        asset_id = tutor.upload(picture())
        tutor.actor.delete(f"/media/assets/{asset_id}")

        with world.later(days=6):
            tasks.handler({"task": "look_at_due_files"}, None)
            assert stored_keys() != []
        with world.later(days=7, minutes=1):
            tasks.handler({"task": "look_at_due_files"}, None)
            assert stored_keys() == []

    def test_keeps_what_another_file_is_too(self, world: World, tutor: Sender) -> None:
        first, second = tutor.upload(picture()), tutor.upload(picture(), name="again")
        before = stored_keys()
        tutor.actor.delete(f"/media/assets/{first}")

        with world.later(days=8) as clock:
            tasks.handler({"task": "look_at_due_files"}, None)
            assert stored_keys() == before
            assert AssetRepository(tutor.actor.org_id).get(second).variants
            clock.advance(timedelta(days=30))

    def test_of_a_file_that_came_back_removes_nothing(self, world: World, tutor: Sender) -> None:
        first = tutor.upload(picture())
        tutor.actor.delete(f"/media/assets/{first}")
        second = tutor.upload(picture(), name="again")

        with world.later(days=8):
            tasks.handler({"task": "look_at_due_files"}, None)

        variants = AssetRepository(tutor.actor.org_id).get(second).variants
        assert {variant.key for variant in variants} <= set(stored_keys())
        assert tutor.usage() == (len(picture()), 0)

    def test_leaves_the_last_deleted_its_week(self, world: World, tutor: Sender) -> None:
        first, second = tutor.upload(picture()), tutor.upload(picture(), name="again")
        repository = AssetRepository(tutor.actor.org_id)
        tutor.actor.delete(f"/media/assets/{first}")
        with world.later(days=5):
            AssetService(tutor.actor.org_id, repository).drop(second)
        with world.later(days=8):
            tasks.handler({"task": "look_at_due_files"}, None)
            assert stored_keys() != []
        with world.later(days=13):
            tasks.handler({"task": "look_at_due_files"}, None)
            assert stored_keys() == []
