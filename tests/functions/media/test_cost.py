"""What a request about files costs: the calls of storage it makes, one after the other."""

import pytest

from tests.functions.media.files import Sender, picture
from tests.support.calls import counting_calls
from tests.support.faults import counted


@pytest.fixture
def warm(tutor: Sender) -> Sender:
    """A tutor whom this process knows."""
    tutor.actor.get("/auth/me")
    return tutor


class TestReading:
    def test_a_file_and_the_usage_are_one_read_each(self, warm: Sender) -> None:
        asset_id = warm.upload(picture())
        with counting_calls() as calls:
            warm.actor.get(f"/media/assets/{asset_id}")
            warm.actor.get("/media/usage")

        assert calls == ["GetItem", "GetItem"]

    @pytest.mark.parametrize("params", [{}, {"kind": "image"}, {"state": "ready"}, {"kind": "image", "state": "ready"}])
    def test_the_list_is_a_query_and_a_batch_whatever_is_wanted(self, warm: Sender, params: dict[str, str]) -> None:
        warm.upload(picture())
        with counting_calls() as calls:
            warm.actor.get("/media/assets", params=params)

        assert calls == ["Query", "BatchGetItem"]

    def test_what_has_arrived_is_a_read_and_one_list_of_the_file_store(self, warm: Sender) -> None:
        upload = warm.announce(b"x", "video/mp4", size=20 * 1024**3).json()
        with counted() as calls:
            seen = warm.actor.get(f"/media/uploads/{upload['upload_id']}").json()

        assert seen["part_count"] <= 1000
        assert [call.partition(" ")[0] for call in calls] == ["DynamoDB.GetItem", "GET"]


class TestWriting:
    def test_announcing_counts_reads_and_is_one_transaction(self, warm: Sender) -> None:
        with counting_calls() as calls:
            warm.announce(picture())

        assert calls == ["UpdateItem", "GetItem", "GetItem", "TransactWriteItems"]

    def test_signing_parts_is_a_read_however_many_there_are(self, warm: Sender) -> None:
        upload = warm.announce(b"x", "video/mp4", size=20 * 1024**3).json()
        parts = [{"number": number, "sha256": "0" * 64} for number in range(1, 101)]
        with counted() as calls:
            answer = warm.actor.post(f"/media/uploads/{upload['upload_id']}/parts", {"parts": parts})

        assert len(answer.json()["parts"]) == 100
        assert calls == ["DynamoDB.GetItem"]
