"""Looking after uploads that nobody ended."""

from datetime import timedelta

import pytest

from functions.media import tasks
from functions.media.domain.uploads import MOST_BY_FORM
from functions.media.gateways.files import MediaFiles
from functions.media.repository.deadlines import DeadlineRepository
from tests.functions.media.files import Sender, announced, picture, stored_keys
from tests.support.faults import every_death, killed
from tests.support.world import World


def look() -> int:
    """What the clock makes happen."""
    found: int = tasks.handler({"task": "look_at_due_files"}, None)["looked_at"]
    return found


class TestAnUploadThatNobodyEnded:
    def test_expires_and_frees_its_room_once(self, world: World, tutor: Sender) -> None:
        form = tutor.announce(picture()).json()
        parts = tutor.actor.post("/media/uploads", announced(b"x", "video/mp4", size=MOST_BY_FORM + 1)).json()

        with world.later(minutes=59):
            assert look() == 0
        with world.later(hours=1, minutes=1):
            assert look() == 1
        assert tutor.usage() == (0, MOST_BY_FORM + 1)
        with world.later(hours=24, minutes=1):
            assert [look(), look()] == [1, 0]

        assert tutor.usage() == (0, 0)
        assert tutor.multipart_ids() == []
        for upload in (form, parts):
            assert tutor.asset(upload["asset_id"])["failure"]["code"] == "upload_expired"

    def test_is_inspected_after_all_if_its_file_has_arrived(self, world: World, tutor: Sender) -> None:
        upload = tutor.announce(picture()).json()
        tutor.put(upload["upload_id"], picture())

        with world.later(hours=1, minutes=1):
            assert look() == 1
            world.settle()

        assert tutor.asset(upload["asset_id"])["state"] == "ready"
        assert tutor.usage() == (len(picture()), 0)

    def test_expires_if_something_else_has_arrived(self, world: World, tutor: Sender) -> None:
        upload = tutor.announce(picture()).json()
        tutor.put(upload["upload_id"], b"something else")

        with world.later(hours=1, minutes=1):
            look()

        assert tutor.asset(upload["asset_id"])["state"] == "failed"
        assert stored_keys() == []

    def test_is_given_up_when_its_inspection_is_lost(self, world: World, tutor: Sender) -> None:
        upload = tutor.announce(picture()).json()
        tutor.put(upload["upload_id"], picture())
        tutor.complete(upload["upload_id"])

        with world.later(hours=2):
            look()
            assert tutor.usage_now().reserved == len(picture())
        with world.later(hours=6, minutes=1):
            look()

        assert tutor.asset(upload["asset_id"])["failure"]["code"] == "inspection_lost"
        assert tutor.usage() == (0, 0)

    def test_is_ended_once_wherever_the_round_dies(self, world: World, tutor: Sender) -> None:
        def announce(key: str) -> None:
            said = announced(b"x", "video/mp4", size=MOST_BY_FORM + 1)
            tutor.actor.post("/media/uploads", said, headers={"idempotency-key": key})

        def expired() -> None:
            with world.later(days=2):
                look()

        announce("rehearsal")
        deaths = list(every_death(expired))
        for number, moment in deaths:
            announce(f"{number}-{moment}")
            with killed(number, moment) as death:
                expired()
            expired()
            assert tutor.usage() == (0, 0), death
            assert tutor.multipart_ids() == [], death


class TestADeadline:
    def test_that_cannot_be_met_comes_again_and_holds_up_no_other(
        self, world: World, tutor: Sender, stranger: Sender, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tutor.announce(picture())
        other = stranger.announce(picture()).json()
        find = MediaFiles.find

        def fail_for_one(files: MediaFiles, key: str) -> object:
            if tutor.actor.org_id in key:
                raise OSError("the file store is not there")
            return find(files, key)

        with world.later(hours=2) as clock:
            with monkeypatch.context() as patched:
                patched.setattr(MediaFiles, "find", fail_for_one)
                assert look() == 2
            assert look() == 0
            clock.advance(timedelta(hours=1, minutes=1))
            assert look() == 1
            assert DeadlineRepository().over(0, clock.now()) == []

        assert stranger.asset(other["asset_id"])["state"] == "failed"
        assert tutor.usage() == stranger.usage() == (0, 0)
