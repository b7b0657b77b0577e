"""Announcing, sending, completing and aborting uploads."""

import pytest

from functions.media.domain.uploads import MOST_BY_FORM, SMALLEST_PART
from functions.media.errors import UploadOver
from functions.media.wiring import upload_service
from tests.functions.media.files import SAMPLES, Sender, announced, picture, stored_keys
from tests.support.world import World, at_once

LARGE = MOST_BY_FORM + 5
"""Announced only: nobody sends so much in a test."""


def large(sender: Sender, size: int = LARGE, **more: object) -> dict[str, object]:
    """Announce a large file; the answer."""
    said = announced(b"x", "video/mp4", size=size, **more)
    answer = sender.actor.post("/media/uploads", said)
    assert answer.status_code == 201, answer.text
    upload: dict[str, object] = answer.json()
    return upload


class TestAnnouncing:
    def test_reserves_room_and_shows_how_to_send(self, tutor: Sender) -> None:
        content = picture()
        answer = tutor.announce(content)

        upload = answer.json()
        assert answer.status_code == 201
        assert (upload["method"], upload["state"], upload["arrived_bytes"]) == ("form", "open", 0)
        assert upload["form"]["fields"]["Content-Type"] == "image/png"
        assert tutor.usage() == (0, len(content))
        assert tutor.asset(upload["asset_id"])["state"] == "uploading"

    def test_lets_a_large_file_come_in_parts(self, tutor: Sender) -> None:
        upload = large(tutor)

        assert (upload["method"], upload["form"]) == ("parts", None)
        assert (upload["part_size"], upload["part_count"]) == (SMALLEST_PART, 4)

    @pytest.mark.parametrize(
        ("change", "pointer"),
        [
            ({"size": 0}, "/size"),
            ({"size": 20 * 1024**3 + 1}, "/size"),
            ({"content_type": "application/x-msdownload"}, "/content_type"),
            ({"content_type": "image/png; charset=utf-8"}, "/content_type"),
            ({"size": 31 * 1024**2}, "/size"),
            ({"sha256": "0" * 63}, "/sha256"),
            ({"sha256": "G" * 64}, "/sha256"),
            ({"name": ""}, "/name"),
            ({"name": "a\nb"}, "/name"),
            ({"course_id": "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7"}, "/course_id"),
        ],
    )
    def test_is_refused_for_what_is_not_accepted(self, tutor: Sender, change: dict[str, object], pointer: str) -> None:
        answer = tutor.actor.post("/media/uploads", announced(b"x", "image/png") | change)

        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
        assert tutor.usage() == (0, 0)

    def test_for_a_course_of_ones_own_organization(self, tutor: Sender, stranger: Sender) -> None:
        course_id = tutor.actor.post("/courses", {"title": "Cells"}).json()["course_id"]

        mine = tutor.announce(picture(), course_id=course_id)
        theirs = stranger.announce(picture(), course_id=course_id)

        assert tutor.asset(mine.json()["asset_id"])["course_id"] == course_id
        assert theirs.status_code == 422

    def test_twice_by_the_same_request_is_one_upload(self, tutor: Sender) -> None:
        said = announced(b"x", "video/mp4", size=LARGE)

        answers = [tutor.actor.post("/media/uploads", said, headers={"idempotency-key": "once"}) for _ in range(2)]

        assert answers[0].json()["upload_id"] == answers[1].json()["upload_id"]
        assert answers[1].headers["idempotent-replayed"] == "true"
        assert tutor.usage() == (0, LARGE)
        assert len(tutor.multipart_ids()) == 1

    def test_is_not_for_students(self, world: World, tutor: Sender) -> None:
        student = Sender(world, world.actor("student", of=tutor.actor.org))

        assert student.announce(picture()).status_code == 403


class TestSendingInParts:
    def test_goes_on_where_it_broke(self, tutor: Sender) -> None:
        size = MOST_BY_FORM + 5
        parts = [bytes(SMALLEST_PART)] * 3 + [bytes(size - 3 * SMALLEST_PART)]
        upload = large(tutor, size)
        path = f"/media/uploads/{upload['upload_id']}"
        for number in (1, 3):
            tutor.put_part(upload, number, parts[number - 1])

        seen = tutor.actor.get(path).json()
        refused = tutor.actor.post(f"{path}/completion")
        for number in (2, 4):
            tutor.put_part(upload, number, parts[number - 1])
        done = tutor.actor.post(f"{path}/completion")

        assert (seen["arrived_parts"], seen["arrived_bytes"]) == ([1, 3], 2 * SMALLEST_PART)
        assert (refused.status_code, refused.code) == (409, "upload_incomplete")
        assert refused.json()["missing"] == ["2", "4"]
        assert (done.status_code, done.json()["state"]) == (202, "arrived")
        assert done.json()["arrived_bytes"] == size
        assert tutor.asset(str(upload["asset_id"]))["state"] == "inspecting"

    def test_signs_only_parts_that_there_are(self, tutor: Sender) -> None:
        upload = large(tutor)

        answer = tutor.actor.post(
            f"/media/uploads/{upload['upload_id']}/parts", {"parts": [{"number": 5, "sha256": "0" * 64}]}
        )

        assert (answer.status_code, answer.code) == (422, "part_not_of_upload")

    def test_signs_each_part_once_in_a_request(self, tutor: Sender) -> None:
        upload = large(tutor)

        answer = tutor.actor.post(
            f"/media/uploads/{upload['upload_id']}/parts", {"parts": [{"number": 1, "sha256": "0" * 64}] * 2}
        )

        assert answer.status_code == 422

    def test_is_not_for_what_comes_by_a_form(self, tutor: Sender) -> None:
        upload = tutor.announce(picture()).json()

        answer = tutor.actor.post(
            f"/media/uploads/{upload['upload_id']}/parts", {"parts": [{"number": 1, "sha256": "0" * 64}]}
        )

        assert (answer.status_code, answer.code) == (409, "upload_over")


class TestCompleting:
    def test_is_refused_before_the_file_has_arrived(self, tutor: Sender) -> None:
        upload = tutor.announce(picture()).json()

        answer = tutor.complete(upload["upload_id"])

        assert (answer.status_code, answer.code) == (409, "upload_incomplete")

    def test_is_refused_when_something_of_another_size_has_arrived(self, tutor: Sender) -> None:
        upload = tutor.announce(picture()).json()
        tutor.put(upload["upload_id"], picture() + b"more")

        assert tutor.complete(upload["upload_id"]).code == "upload_incomplete"

    def test_can_be_repeated(self, world: World, tutor: Sender) -> None:
        upload = tutor.announce(picture()).json()
        tutor.put(upload["upload_id"], picture())

        before = [tutor.complete(upload["upload_id"]).json()["state"] for _ in range(2)]
        world.settle()
        after = tutor.complete(upload["upload_id"]).json()["state"]

        assert [*before, after] == ["arrived", "arrived", "accepted"]
        assert tutor.usage() == (len(picture()), 0)

    def test_by_many_at_the_same_moment_is_one_inspection(self, world: World, tutor: Sender) -> None:
        upload = tutor.announce(picture()).json()
        tutor.put(upload["upload_id"], picture())

        answers = at_once(6, lambda _: tutor.complete(upload["upload_id"]))
        world.settle()

        assert {answer.status_code for answer in answers} == {202}
        assert tutor.asset(upload["asset_id"])["state"] == "ready"
        assert tutor.usage() == (len(picture()), 0)

    def test_is_refused_when_the_time_is_over(self, world: World, tutor: Sender) -> None:
        upload = tutor.announce(picture()).json()
        tutor.put(upload["upload_id"], picture())

        with world.later(hours=1), pytest.raises(UploadOver):
            upload_service(tutor.actor.org_id).complete(upload["upload_id"], by=tutor.caller())

    def test_is_refused_when_the_time_for_parts_is_over(self, world: World, tutor: Sender) -> None:
        upload_id = str(large(tutor)["upload_id"])

        with world.later(hours=24), pytest.raises(UploadOver):
            upload_service(tutor.actor.org_id).sign_parts(upload_id, {1: "0" * 64}, by=tutor.caller())


class TestAborting:
    def test_frees_the_room_and_throws_the_parts_away(self, tutor: Sender) -> None:
        upload = large(tutor)

        answers = [tutor.actor.delete(f"/media/uploads/{upload['upload_id']}").status_code for _ in range(2)]

        assert answers == [204, 204]
        assert tutor.usage() == (0, 0)
        assert tutor.multipart_ids() == []
        assert tutor.actor.get(f"/media/assets/{upload['asset_id']}").status_code == 404
        assert tutor.actor.get("/media/assets").json()["items"] == []

    def test_ends_what_can_be_sent(self, tutor: Sender) -> None:
        upload = large(tutor)
        path = f"/media/uploads/{upload['upload_id']}"
        tutor.actor.delete(path)

        assert tutor.actor.post(f"{path}/completion").code == "upload_over"
        assert tutor.actor.post(f"{path}/parts", {"parts": [{"number": 1, "sha256": "0" * 64}]}).code == "upload_over"
        assert tutor.actor.get(path).json()["state"] == "aborted"

    def test_comes_too_late_for_what_has_arrived(self, tutor: Sender) -> None:
        asset_id = tutor.upload(picture())
        upload_id = asset_id.replace("ast_", "upl_")
        upload = tutor.announce(SAMPLES["text/csv"], "text/csv").json()
        tutor.put(upload["upload_id"], SAMPLES["text/csv"])
        tutor.complete(upload["upload_id"])

        assert upload_id != upload["upload_id"]
        assert tutor.actor.delete(f"/media/uploads/{upload['upload_id']}").code == "upload_over"

    def test_and_completing_at_the_same_moment_agree(self, world: World, tutor: Sender) -> None:
        for _ in range(4):
            content = picture(size=(20 + len(stored_keys()), 10))
            upload = tutor.announce(content).json()
            path = f"/media/uploads/{upload['upload_id']}"
            tutor.put(upload["upload_id"], content)
            before = tutor.usage()[0]

            answers = at_once(
                2,
                lambda number, path=path: (  # type: ignore[misc]  # bound here
                    tutor.actor.delete(path) if number else tutor.actor.post(f"{path}/completion")
                ),
            )
            world.settle()

            won = [answer.status_code in {202, 204} for answer in answers]
            stored_now, reserved = tutor.usage()
            assert sum(won) == 1, [answer.text for answer in answers]
            assert (stored_now - before, reserved) == ((len(content) if won[0] else 0), 0)


class TestSomebodyElse:
    def test_of_the_organization_finds_no_upload_that_is_not_theirs(self, tutor: Sender, colleague: Sender) -> None:
        path = f"/media/uploads/{large(tutor)['upload_id']}"

        assert colleague.actor.get(path).status_code == 404
        assert colleague.actor.delete(path).status_code == 404
        assert colleague.actor.post(f"{path}/completion").status_code == 404

    def test_who_administers_may_end_it(self, tutor: Sender, admin: Sender) -> None:
        path = f"/media/uploads/{large(tutor)['upload_id']}"

        assert admin.actor.delete(path).status_code == 204

    def test_of_another_organization_finds_nothing(self, tutor: Sender, stranger: Sender) -> None:
        path = f"/media/uploads/{large(tutor)['upload_id']}"

        assert stranger.actor.get(path).status_code == 404
