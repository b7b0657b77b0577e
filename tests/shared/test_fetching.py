"""Reading what presigned URLs lead to."""

from datetime import timedelta

import pytest

from shared import aws, settings
from shared.clock import system_clock
from shared.fetching import fetched
from tests.support.world import World


def url_of(content: bytes) -> str:
    """A URL that is good for a quarter of an hour."""
    place = {"Bucket": settings.setting("LMS_FILES_BUCKET"), "Key": "imports/it is here.bin"}
    aws.client("s3").put_object(**place, Body=content)
    return str(aws.client("s3").generate_presigned_url("get_object", Params=place, ExpiresIn=900))


class TestFetched:
    def test_is_a_stream_of_what_stands_there(self, world: World) -> None:
        with fetched(url_of(b"0123456789")) as stream:
            assert [stream.read(4), stream.read(4), stream.read(4), stream.read(4)] == [b"0123", b"4567", b"89", b""]

    def test_is_not_to_be_had_when_its_time_is_over(self, world: World) -> None:
        url = url_of(b"x")

        with (
            world.clock(system_clock.now() + timedelta(minutes=16)),
            pytest.raises(OSError, match="expired"),
            fetched(url),
        ):
            pass

    def test_is_never_a_file_of_this_machine(self) -> None:
        for url in ("file:///etc/passwd", "ftp://example.org/x", "/etc/passwd", ""):
            with pytest.raises(OSError, match="no address"), fetched(url):
                pass
