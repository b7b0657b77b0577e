"""What the catalog hears of files, and what that means for publishing."""

from itertools import permutations
from typing import Any

import pytest

from events.media import AssetDeleted, AssetFailed, AssetKind, AssetReady
from functions.catalog.domain.assets import Asset, AssetState
from functions.catalog.handlers import listener
from functions.catalog.published import assets as published
from functions.catalog.published.outlines import outline
from functions.catalog.repository.assets import AssetRepository
from functions.catalog.service import assets
from shared.events import DomainEvent
from tests.functions.catalog.blocks import AUDIO, CAPTIONS, EVERY_TYPE, FILE, IMAGE, VIDEO, one_of
from tests.functions.catalog.conftest import Desk
from tests.support.arrivals import make_ready
from tests.support.assets import heard_asset, ready_asset
from tests.support.calls import counting_calls
from tests.support.faults import every_death, killed

KINDS = {
    VIDEO: AssetKind.VIDEO,
    CAPTIONS: AssetKind.CAPTIONS,
    AUDIO: AssetKind.AUDIO,
    IMAGE: AssetKind.IMAGE,
    FILE: AssetKind.OTHER,
}
READY = AssetReady(asset_id=VIDEO, kind=AssetKind.VIDEO, content_type="video/mp4", size=10, duration_s=61.5)
FAILED = AssetFailed(asset_id=VIDEO, kind=AssetKind.VIDEO, code="not_a_video")
DELETED = AssetDeleted(asset_id=VIDEO)


def hear(news: DomainEvent, revision: int, org_id: str = "org_1") -> None:
    """Let the catalog's handlers hear an event."""
    detail: dict[str, Any] = {
        "event_id": "evt_1",
        "occurred_at": "2026-11-22T10:00:00Z",
        "org_id": org_id,
        "actor_id": "usr_1",
        "request_id": "req_1",
        "correlation_id": "req_1",
        "revision": revision,
        "data": news.model_dump(mode="json"),
    }
    listener.handle(news.detail_type(), detail)


def known(org_id: str = "org_1") -> Asset:
    found = AssetRepository(org_id).find(VIDEO)
    assert found is not None
    return found


class TestHearing:
    pytestmark = pytest.mark.usefixtures("world")

    def test_keeps_what_was_told(self) -> None:
        hear(READY, 3)

        assert (known().state, known().asset_kind, known().duration_s) == (AssetState.READY, AssetKind.VIDEO, 61.5)
        assert AssetRepository("org_2").find(VIDEO) is None

    def test_comes_to_the_same_end_in_whatever_order_and_however_often(self) -> None:
        for number, order in enumerate(permutations([(FAILED, 2), (READY, 3), (FAILED, 1)])):
            for news, revision in [*order, *order]:
                hear(news, revision, f"org_{number}")

            assert known(f"org_{number}").state is AssetState.READY

    def test_lets_nothing_come_after_a_deletion(self) -> None:
        for number, order in enumerate(permutations([(READY, 2), (DELETED, 1), (FAILED, 9)])):
            for news, revision in order:
                hear(news, revision, f"org_{number}")

            assert known(f"org_{number}").state is AssetState.DELETED

    def test_comes_to_the_same_end_wherever_it_dies(self) -> None:
        hear(FAILED, 1)
        for number, moment in every_death(lambda: hear(READY, 2)):
            hear(FAILED, 1, f"org_{number}{moment}")
            with killed(number, moment):
                hear(READY, 2, f"org_{number}{moment}")

            hear(READY, 2, f"org_{number}{moment}")

            assert known(f"org_{number}{moment}").state is AssetState.READY


class TestFromMedia:
    def test_a_file_that_became_ready_can_be_attached(self, desk: Desk) -> None:
        lesson = f"/lessons/{desk.new_lesson(desk.new_topic())}"
        upload = {"name": "film.mp4", "content_type": "video/mp4", "size": 1000, "sha256": "0" * 64}
        asset_id = desk.tutor.post("/media/uploads", upload).json()["asset_id"]
        body = {"asset_id": asset_id, "title": "Film"}
        early = desk.tutor.post(f"{lesson}/attachments", body)

        make_ready(desk.org.org_id, asset_id)
        desk.world.settle()

        assert [error["code"] for error in early.json()["errors"]] == ["asset_not_ready"]
        assert desk.tutor.post(f"{lesson}/attachments", body).status_code == 201
        heard = AssetRepository(desk.org.org_id).find(asset_id)
        assert heard is not None
        assert (heard.asset_kind, heard.duration_s) == (AssetKind.VIDEO, 60.0)


class TestPublishing:
    def test_takes_a_lesson_with_every_type_of_block(self, desk: Desk) -> None:
        lesson_id = desk.new_lesson(desk.new_topic(), blocks=EVERY_TYPE, free_preview=True)
        for asset_id, kind in KINDS.items():
            ready_asset(desk.org.org_id, kind, asset_id=asset_id)

        desk.publish()

        found = outline(desk.org.org_id, desk.course_id, 1).find_lesson(lesson_id)
        assert found is not None
        assert (found.free_preview, set(found.asset_ids)) == (True, set(KINDS))

    def test_says_which_files_in_which_blocks_cannot_be_shown(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        first = desk.new_lesson(topic_id, blocks=[one_of("quiz"), one_of("video"), one_of("image")])
        second = desk.new_lesson(topic_id, blocks=[one_of("file")])
        ready = ready_asset(desk.org.org_id)
        desk.tutor.post(f"/lessons/{second}/attachments", {"asset_id": ready, "title": "Later gone"})
        heard_asset(desk.org.org_id, AssetState.FAILED, AssetKind.VIDEO, asset_id=VIDEO)
        ready_asset(desk.org.org_id, AssetKind.AUDIO, asset_id=IMAGE)
        heard_asset(desk.org.org_id, AssetState.DELETED, asset_id=ready, told=2)
        ready_asset(desk.world.organization().org_id, asset_id=FILE)

        refused = desk.tutor.post(f"{desk.path}/publish")

        assert (refused.status_code, refused.code) == (409, "course_not_publishable")
        assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [
            (f"/lessons/{first}/blocks/1/asset_id", "asset_failed"),
            (f"/lessons/{first}/blocks/1/captions/0/asset_id", "asset_not_ready"),
            (f"/lessons/{first}/blocks/2/asset_id", "asset_kind"),
            (f"/lessons/{second}/blocks/0/asset_id", "asset_not_ready"),
            (f"/lessons/{second}/attachments/0/asset_id", "asset_deleted"),
        ]
        assert desk.tutor.get(desk.path).json()["status"] == "draft"

    def test_goes_through_once_the_files_are_ready(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic(), blocks=[one_of("audio")])
        assert desk.tutor.post(f"{desk.path}/publish").code == "course_not_publishable"

        ready_asset(desk.org.org_id, AssetKind.AUDIO, asset_id=AUDIO)

        assert desk.tutor.post(f"{desk.path}/publish").status_code == 200

    def test_asks_for_a_hundred_files_at_once_and_for_none_where_there_are_none(self, desk: Desk) -> None:
        def calls_of_publishing() -> int:
            with counting_calls() as calls:
                desk.publish()
            return calls.count("BatchGetItem")

        topic_id = desk.new_topic()
        desk.new_lesson(topic_id)
        without = calls_of_publishing()
        ids = [ready_asset(desk.org.org_id, AssetKind.OTHER) for _ in range(101)]
        for start in (0, 60):
            desk.new_lesson(
                topic_id,
                f"From {start}",
                blocks=[{"type": "file", "asset_id": one, "title": "x"} for one in ids[start : start + 60]],
            )

        assert calls_of_publishing() == without + 2

    def test_stops_at_as_many_files_as_a_version_can_name(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(assets, "MOST_IN_COURSE", 2)
        ids = [ready_asset(desk.org.org_id) for _ in range(3)]
        blocks = [{"type": "file", "asset_id": one, "title": "x"} for one in ids]
        lesson = f"/lessons/{desk.new_lesson(desk.new_topic(), blocks=blocks)}"

        assert desk.tutor.post(f"{desk.path}/publish").code == "course_not_publishable"
        desk.put(lesson, {"blocks": blocks[:2]})
        assert desk.tutor.post(f"{desk.path}/publish").status_code == 200


class TestPublished:
    def test_finds_the_files_of_a_lesson_as_it_is_drafted_in_one_read(self, desk: Desk) -> None:
        ready_asset(desk.org.org_id, AssetKind.AUDIO, asset_id=AUDIO)
        lesson_id = desk.new_lesson(desk.new_topic(), blocks=[one_of("audio")])
        desk.publish()
        desk.put(f"/lessons/{lesson_id}", {"blocks": [one_of("video")]})

        with counting_calls() as calls:
            found = published.draft_assets(desk.org.org_id, desk.course_id, lesson_id)

        assert (found, calls) == ((VIDEO, CAPTIONS), ["BatchGetItem"])

    def test_finds_nothing_for_others(self, desk: Desk) -> None:
        lesson_id = desk.new_lesson(desk.new_topic())
        desk.publish()
        stranger = desk.world.organization().org_id
        other = desk.new_course().json()["course_id"]

        for where in (
            (stranger, desk.course_id, lesson_id),
            (desk.org.org_id, other, lesson_id),
            (desk.org.org_id, desk.course_id, "les_0"),
            (desk.org.org_id, "crs_0", lesson_id),
        ):
            assert published.draft_assets(*where) == ()
