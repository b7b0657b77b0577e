"""Attachments of lessons over HTTP."""

import pytest

from events.media import AssetKind
from functions.catalog.domain.assets import MOST_ATTACHMENTS, AssetState
from shared.ids import new_id
from tests.functions.catalog.conftest import Desk, if_match
from tests.support.assets import heard_asset, ready_asset
from tests.support.calls import counting_calls
from tests.support.world import at_once


@pytest.fixture
def lesson(desk: Desk) -> str:
    """The address of a lesson."""
    return f"/lessons/{desk.new_lesson(desk.new_topic())}"


class TestAttach:
    def test_shows_the_file_with_the_lesson(self, desk: Desk, lesson: str) -> None:
        asset_id = ready_asset(desk.org.org_id)

        answer = desk.tutor.post(f"{lesson}/attachments", {"asset_id": asset_id, "title": " Worksheet "})

        read = desk.tutor.get(lesson)
        attachment = answer.json()
        assert answer.status_code == 201
        assert attachment["attachment_id"].startswith("att_")
        assert attachment | {"asset_id": asset_id, "title": "Worksheet"} == attachment
        assert read.json()["attachments"] == [attachment]
        assert read.headers["etag"] == answer.headers["etag"] == '"rev-2"'
        topic_id = read.json()["topic_id"]
        assert desk.pages(f"/topics/{topic_id}/lessons")[0]["attachments"] == [attachment]

    def test_is_an_edit_of_the_lesson(self, desk: Desk, lesson: str) -> None:
        """Who has the lesson open reads it again before saving; the answer's tag spares that to who attached."""
        before = if_match(desk.tutor.get(lesson))
        asset_id = ready_asset(desk.org.org_id)

        answer = desk.tutor.post(f"{lesson}/attachments", {"asset_id": asset_id, "title": "Worksheet"})

        assert desk.tutor.put(lesson, {"title": "New"}, headers=before).code == "changed_meanwhile"
        assert desk.tutor.put(lesson, {"title": "New"}, headers=if_match(answer)).status_code == 200
        assert len(desk.tutor.get(lesson).json()["attachments"]) == 1

    def test_refuses_files_that_cannot_be_shown(self, desk: Desk, lesson: str) -> None:
        elsewhere = ready_asset(desk.world.organization().org_id)
        failed = heard_asset(desk.org.org_id, AssetState.FAILED)
        deleted = heard_asset(desk.org.org_id, AssetState.DELETED)

        def faults(asset_id: str) -> list[tuple[str, str]]:
            refused = desk.tutor.post(f"{lesson}/attachments", {"asset_id": asset_id, "title": "x"})
            assert refused.status_code == 422
            return [(error["pointer"], error["code"]) for error in refused.json()["errors"]]

        assert faults(elsewhere) == faults(new_id("ast")) == [("/asset_id", "asset_not_ready")]
        assert faults(failed) == [("/asset_id", "asset_failed")]
        assert faults(deleted) == [("/asset_id", "asset_deleted")]
        assert faults(new_id("crs")) == [("/asset_id", "string_pattern_mismatch")]
        assert desk.tutor.get(lesson).json()["attachments"] == []

    def test_stops_at_twenty(self, desk: Desk, lesson: str) -> None:
        asset_id = ready_asset(desk.org.org_id)
        for number in range(MOST_ATTACHMENTS):
            desk.tutor.post(f"{lesson}/attachments", {"asset_id": asset_id, "title": f"Part {number}"})

        refused = desk.tutor.post(f"{lesson}/attachments", {"asset_id": asset_id, "title": "One more"})

        titles = [attachment["title"] for attachment in desk.tutor.get(lesson).json()["attachments"]]
        assert (refused.status_code, refused.code) == (409, "lesson_full")
        assert titles == [f"Part {number}" for number in range(MOST_ATTACHMENTS)]

    def test_once_however_often_it_is_asked(self, desk: Desk, lesson: str) -> None:
        body = {"asset_id": ready_asset(desk.org.org_id), "title": "Worksheet"}

        answers = at_once(8, lambda _: desk.tutor.post(f"{lesson}/attachments", body))

        assert {answer.status_code for answer in answers} == {201}
        assert {answer.text for answer in answers} == {answers[0].text}
        assert len(desk.tutor.get(lesson).json()["attachments"]) == 1

    def test_of_eight_files_at_once_loses_none(self, desk: Desk, lesson: str) -> None:
        asset_id = ready_asset(desk.org.org_id)

        answers = at_once(
            8, lambda n: desk.tutor.post(f"{lesson}/attachments", {"asset_id": asset_id, "title": f"Part {n}"})
        )

        there = desk.tutor.get(lesson).json()["attachments"]
        assert {answer.status_code for answer in answers} == {201}
        assert sorted(attachment["title"] for attachment in there) == [f"Part {n}" for n in range(8)]

    def test_costs_two_reads_and_a_transaction(self, desk: Desk, lesson: str) -> None:
        asset_id = ready_asset(desk.org.org_id)
        desk.tutor.get(lesson)

        with counting_calls() as calls:
            desk.tutor.post(f"{lesson}/attachments", {"asset_id": asset_id, "title": "Worksheet"})

        assert calls == ["BatchGetItem", "GetItem", "TransactWriteItems"]


class TestDetach:
    def test_removes_it_from_the_draft_and_from_no_version(self, desk: Desk, lesson: str) -> None:
        asset_id = ready_asset(desk.org.org_id)
        gone, stays = (
            desk.tutor.post(f"{lesson}/attachments", {"asset_id": asset_id, "title": title}).json()
            for title in ("Gone", "Stays")
        )
        desk.publish()

        answer = desk.tutor.delete(f"{lesson}/attachments/{gone['attachment_id']}")

        read = desk.tutor.get(lesson)
        assert answer.status_code == 204
        assert (read.json()["attachments"], read.headers["etag"]) == ([stays], answer.headers["etag"])
        student = desk.member("student")
        desk.world.settle()
        student.post(f"{desk.path}/enroll")
        learned = student.get(f"{desk.path}/learn{lesson}").json()
        assert learned["attachments"] == [gone, stays]

    def test_of_what_is_not_there_is_not_found(self, desk: Desk, lesson: str) -> None:
        body = {"asset_id": ready_asset(desk.org.org_id, AssetKind.VIDEO), "title": "Worksheet"}
        attachment_id = desk.tutor.post(f"{lesson}/attachments", body).json()["attachment_id"]
        other = f"/lessons/{desk.new_lesson(desk.new_topic('Other'))}"

        answers = [
            desk.tutor.delete(f"{other}/attachments/{attachment_id}"),
            desk.tutor.delete(f"{lesson}/attachments/{new_id('att')}"),
            desk.tutor.delete(f"{lesson}/attachments/{attachment_id}"),
            desk.tutor.delete(f"{lesson}/attachments/{attachment_id}"),
        ]

        assert [answer.code for answer in answers] == ["attachment_not_found"] * 2 + [None, "attachment_not_found"]


class TestWhoMay:
    def test_is_for_the_editors_of_the_course(self, desk: Desk, lesson: str) -> None:
        body = {"asset_id": ready_asset(desk.org.org_id), "title": "Worksheet"}
        attachment_id = desk.tutor.post(f"{lesson}/attachments", body).json()["attachment_id"]

        def codes(role: str, *, elsewhere: bool = False) -> list[str | None]:
            who = desk.world.actor(role) if elsewhere else desk.member(role)
            return [
                who.post(f"{lesson}/attachments", body).code,
                who.delete(f"{lesson}/attachments/{attachment_id}").code,
            ]

        assert codes("student") == ["forbidden"] * 2
        assert codes("tutor") == ["not_an_instructor"] * 2
        assert codes("org_admin", elsewhere=True) == ["lesson_not_found"] * 2
        assert codes("org_admin") == [None] * 2
