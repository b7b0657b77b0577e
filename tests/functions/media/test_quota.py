"""An organization's room, however many announce, abort and delete at the same moment."""

import pytest

from functions.media.domain import usage
from tests.functions.media.files import Sender, announced, picture
from tests.support.faults import every_death, killed
from tests.support.world import World, at_once


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> int:
    """Every organization has room for five files of ten bytes, and a little."""
    monkeypatch.setattr(usage, "QUOTA_BYTES", 57)
    return 57


def announce(sender: Sender, name: str, size: int = 10) -> int:
    """Announce a file; the status."""
    return sender.actor.post("/media/uploads", announced(b"x", "text/plain", size=size, name=name)).status_code


class TestRoom:
    def test_is_not_promised_twice(self, tutor: Sender, narrow: int) -> None:
        answers = at_once(12, lambda number: announce(tutor, f"{number}.txt"))

        assert sorted(answers) == [201] * 5 + [409] * 7
        assert tutor.usage() == (0, 50)

    def test_is_each_organizations_own(self, tutor: Sender, stranger: Sender, narrow: int) -> None:
        assert [announce(tutor, "a", 57), announce(tutor, "b", 1), announce(stranger, "a", 57)] == [201, 409, 201]

    def test_says_how_much_there_is(self, tutor: Sender, narrow: int) -> None:
        announce(tutor, "a", 50)

        answer = tutor.actor.post("/media/uploads", announced(b"x", "text/plain", size=8))

        assert (answer.code, answer.json()["free"], answer.json()["quota"]) == ("quota_exceeded", 7, 57)

    def test_is_freed_once_by_an_abort_however_often_it_is_asked_for(self, tutor: Sender, narrow: int) -> None:
        announce(tutor, "other")
        upload = tutor.announce(b"0123456789", "text/plain").json()

        answers = at_once(6, lambda _: tutor.actor.delete(f"/media/uploads/{upload['upload_id']}").status_code)

        assert answers == [204] * 6
        assert tutor.usage() == (0, 10)

    def test_is_freed_by_deleting_the_last_of_the_same_files(self, tutor: Sender) -> None:
        first, second = tutor.upload(picture()), tutor.upload(picture(), name="again")

        seen = [tutor.usage()[0]]
        for asset_id in (first, second):
            assert tutor.actor.delete(f"/media/assets/{asset_id}").status_code == 204
            seen.append(tutor.usage()[0])

        assert seen == [len(picture()), len(picture()), 0]

    def test_is_freed_once_by_deleting_at_the_same_moment(self, tutor: Sender) -> None:
        tutor.upload(b"something else", "text/plain")
        asset_id = tutor.upload(picture())

        answers = at_once(5, lambda _: tutor.actor.delete(f"/media/assets/{asset_id}").status_code)

        assert sorted(answers) == [204, 404, 404, 404, 404]
        assert tutor.usage() == (14, 0)

    def test_is_neither_lost_nor_promised_twice_wherever_an_announcement_dies(
        self, world: World, tutor: Sender
    ) -> None:
        def announce_as(key: str) -> int:
            return tutor.actor.post(
                "/media/uploads",
                announced(b"x", "video/mp4", size=60 * 1024**2),
                headers={"idempotency-key": key},
            ).status_code

        deaths = list(every_death(lambda: announce_as("rehearsal")))
        for place, (number, moment) in enumerate(deaths):
            with killed(number, moment) as death:
                announce_as(f"key-{place}")

            assert announce_as(f"key-{place}") == 201, death
            assert tutor.usage() == (0, 60 * 1024**2 * (place + 2)), death
