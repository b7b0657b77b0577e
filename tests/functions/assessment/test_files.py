"""Files that are handed in: who uploads them for what, whose they must be, and who opens them."""

import hashlib
from typing import Any

import pytest

from functions.media.gateways.files import quarantine_key
from shared import aws, settings
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.test_assignments import an_assignment
from tests.functions.assessment.test_rubrics import write_rubric
from tests.support.actors import Actor
from tests.support.client import Answer

Json = dict[str, Any]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"
FILES: Json = {"most": 2, "kinds": ["document"], "largest_bytes": 1000}


def announce(path: str, by: Actor, content: bytes = PDF, **more: Any) -> Answer:
    """Announce a file to hand in for what has this path."""
    said = {"name": "Meera Nair.pdf", "size": len(content), "content_type": "application/pdf"}
    said |= {"sha256": hashlib.sha256(content).hexdigest()}
    said |= {"assignment_id" if "assignments" in path else "assessment_id": path.rpartition("/")[2]}
    return by.post("/media/work-files", said | more)


def upload(room: Classroom, path: str, by: Actor, content: bytes = PDF, **more: Any) -> str:
    """The same, sent and inspected. Returns the asset's id."""
    announced = announce(path, by, content, **more)
    assert announced.status_code == 201, announced.text
    upload_id, asset_id = announced.json()["upload_id"], announced.json()["asset_id"]
    key = quarantine_key(room.org.org_id, upload_id)
    aws.client("s3").put_object(Bucket=settings.setting("LMS_FILES_BUCKET"), Key=key, Body=content)
    assert by.post(f"/media/uploads/{upload_id}/completion").status_code == 202
    room.world.settle()
    assert by.get(f"/media/uploads/{upload_id}").json()["state"] == "accepted"
    return str(asset_id)


def hand_in(path: str, by: Actor, *asset_ids: str, text: str = "") -> Answer:
    return by.post(f"{path}/submissions", {"text": text, "asset_ids": list(asset_ids)})


def opening(by: Actor, asset_id: str, work_id: str | None = None) -> Answer:
    names = {"sub": "submission_id", "att": "attempt_id", "rev": "peer_review_id"}
    where = {names[work_id[:3]]: work_id} if work_id else {}
    return by.post("/media/work-files/opening", {"asset_id": asset_id, **where})


class TestAnnouncing:
    @pytest.mark.parametrize(
        ("more", "pointer"),
        [
            ({"content_type": "image/png"}, "/content_type"),
            ({"content_type": "application/x-msdownload"}, "/content_type"),
            ({"size": 1001}, "/size"),
        ],
    )
    def test_keeps_the_assignments_limits(self, room: Classroom, more: Json, pointer: str) -> None:
        refused = announce(an_assignment(room, files=FILES), room.learner, **more)

        assert (refused.code, refused.json()["errors"][0]["pointer"]) == ("file_not_accepted", pointer)

    def test_is_for_those_from_whom_something_is_taken_now(self, room: Classroom) -> None:
        closes: Json = {"due_at": "2026-11-23T12:00:00Z", "closes_at": "2026-11-24T12:00:00Z"}
        open_now, draft = an_assignment(room, files=FILES, **closes), an_assignment(room, files=FILES, publish=False)
        outsider = room.world.actor("student", of=room.org, name="Not Enrolled")
        stranger = room.world.actor("student", name="Of Another School")
        taken = [announce(open_now, room.learner).status_code, announce(an_assignment(room), room.learner).code]
        refused = [announce(open_now, one).code for one in (room.tutor, outsider, stranger)]
        room.advance(days=2)

        assert taken == [201, "files_not_taken"]
        assert refused == ["files_not_taken"] * 3
        assert announce(draft, room.learner).code == "files_not_taken"
        assert announce(open_now, room.learner).code == "files_not_taken"


class TestHandingIn:
    def test_takes_files_instead_of_a_text(self, room: Classroom) -> None:
        path = an_assignment(room, files=FILES)
        asset_id = upload(room, path, room.learner)

        handed = hand_in(path, room.learner, asset_id)
        nothing = hand_in(path, room.another_learner())

        assert handed.status_code == 201, handed.text
        file = {"asset_id": asset_id, "kind": "document", "content_type": "application/pdf", "size": len(PDF)}
        assert handed.json()["files"] == [file]
        assert nothing.json()["errors"][0]["pointer"] == "/text"

    def test_takes_only_ones_own_for_this_that_were_inspected(self, room: Classroom) -> None:
        path, other = an_assignment(room, files=FILES), an_assignment(room, files={**FILES, "most": 3})
        friend = room.another_learner()
        asset_ids = {
            "another's": upload(room, path, friend),
            "for something else": upload(room, other, room.learner, PDF + b"2"),
            "only announced": announce(path, room.learner, PDF + b"3").json()["asset_id"],
            "unknown": "ast_01JD0000000000000000000000",
        }

        refused = {what: hand_in(path, room.learner, one).json()["errors"] for what, one in asset_ids.items()}

        faults = {what: [(one["pointer"], one["code"]) for one in errors] for what, errors in refused.items()}
        assert faults == {what: [("/asset_ids/0", "no_such_file")] for what in asset_ids}

    def test_takes_as_many_as_are_allowed_and_each_once(self, room: Classroom) -> None:
        path = an_assignment(room, files={**FILES, "most": 1})
        one, two = (upload(room, path, room.learner, PDF + bytes([48 + number])) for number in range(2))

        codes = [hand_in(path, room.learner, *ids).json()["errors"][0]["code"] for ids in ((one, two), (one, one))]
        without = hand_in(an_assignment(room), room.learner, one).json()["errors"][0]["code"]

        assert (codes, without) == (["too_many_files", "too_many_files"], "no_files")

    def test_takes_those_of_ones_team(self, room: Classroom) -> None:
        path = an_assignment(room, files=FILES, in_teams=True)
        friend = room.another_learner()
        room.tutor.post(f"{path}/teams", {"user_ids": [room.learner.user_id, friend.user_id]})
        asset_id = upload(room, path, friend)

        handed = hand_in(path, room.learner, asset_id).json()

        assert [opening(one, asset_id, handed["submission_id"]).status_code for one in (room.learner, friend)] == [
            200,
            200,
        ]


class TestOpening:
    def test_is_for_the_author_and_staff_of_the_course(self, room: Classroom) -> None:
        path = an_assignment(room, files=FILES)
        asset_id = upload(room, path, room.learner)
        before = [opening(room.learner, asset_id).status_code, opening(room.tutor, asset_id).code]
        submission_id = hand_in(path, room.learner, asset_id).json()["submission_id"]
        admin = room.world.actor("org_admin", of=room.org)
        others = [
            room.another_learner(),
            room.world.actor("tutor", of=room.org, name="Of Another Course"),
            room.world.actor("org_admin", name="Of Another School"),
        ]

        opened = opening(room.tutor, asset_id, submission_id)

        assert before == [200, "asset_not_found"]
        assert opened.status_code == 200, opened.text
        assert opened.json()["name"] == "Meera Nair.pdf"
        assert "Signature=" in opened.json()["url"]
        assert opening(admin, asset_id, submission_id).status_code == 200
        assert [opening(one, asset_id, submission_id).code for one in others] == ["asset_not_found"] * 3

    def test_needs_a_work_in_which_the_file_stands(self, room: Classroom) -> None:
        path = an_assignment(room, files=FILES, submissions_allowed=2)
        asset_id = upload(room, path, room.learner)
        friend = room.another_learner()
        theirs = hand_in(path, friend, text="Without a file.").json()["submission_id"]

        for reader in (friend, room.tutor):
            for work_id in (theirs, "sub_01JD0000000000000000000000", "rev_1", "att_1", None):
                assert opening(reader, asset_id, work_id).code == "asset_not_found"

    def test_of_a_reviewer_tells_no_name(self, room: Classroom) -> None:
        path = an_assignment(room, files=FILES, rubric_id=write_rubric(room), peers={"reviews": 1})
        friend = room.another_learner()
        for number, one in enumerate((room.learner, friend)):
            hand_in(path, one, upload(room, path, one, PDF + bytes([48 + number])))
        room.tutor.put(f"{path}/peer-reviews/allocation")

        [given] = friend.get(f"{path}/peer-reviews").json()["to_give"]
        opened = opening(friend, given["files"][0]["asset_id"], given["peer_review_id"])

        assert opened.status_code == 200, opened.text
        assert opened.json()["name"] is None
        assert room.learner.user_id not in opened.text
        assert opening(room.learner, given["files"][0]["asset_id"], given["peer_review_id"]).status_code == 200
        own = room.learner.get(f"{path}/peer-reviews").json()["to_give"][0]["files"][0]["asset_id"]
        assert opening(room.learner, own, given["peer_review_id"]).code == "asset_not_found"

    def test_stands_in_no_list_and_in_no_lesson_of_the_organization(self, room: Classroom) -> None:
        path = an_assignment(room, files=FILES)
        asset_id = upload(room, path, room.learner)
        admin = room.world.actor("org_admin", of=room.org)
        course = {"course_id": room.course.course_id, "lesson_id": room.course.lesson_ids[0]}

        for one in (room.tutor, admin):
            assert asset_id not in one.get("/media/assets").text
            assert one.get(f"/media/assets/{asset_id}").code == "asset_not_found"
            assert one.delete(f"/media/assets/{asset_id}").code == "asset_not_found"
            assert one.post("/media/playback", {"asset_id": asset_id, **course}).code == "asset_not_found"


class TestInAnAttempt:
    def test_answers_name_files_that_their_author_uploaded_for_it(self, room: Classroom) -> None:
        path = room.assessment("file_upload")
        early = announce(path, room.learner).code
        work = room.begin(path)
        asset_id = upload(room, path, room.learner)
        friend = room.another_learner()
        theirs = room.begin(path, friend)

        stolen = room.save(theirs, {"asset_ids": [asset_id]}, learner=friend)
        saved = room.save(work, {"asset_ids": [asset_id]})
        room.learner.post(f"{path}/submit")
        attempt_id = work["attempt_id"]

        assert early == "files_not_taken"
        assert stolen.json()["errors"][0]["pointer"] == "/response/asset_ids/0"
        assert saved.status_code == 200, saved.text
        assert [opening(one, asset_id, attempt_id).status_code for one in (room.tutor, room.learner)] == [200, 200]
        assert opening(friend, asset_id, attempt_id).code == "asset_not_found"
        assert announce(path, room.learner).code == "files_not_taken"
