"""What a signature allows: exactly what was announced, and for a quarter of an hour at most."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from functions.media.gateways.files import MediaFiles
from shared import settings
from tests.functions.media.files import Sender, announced, picture
from tests.support.world import World

CONTENT = picture()
CHECKSUM = base64.b64encode(hashlib.sha256(CONTENT).digest()).decode()


def policy(upload: dict[str, Any]) -> dict[str, Any]:
    """What the form's signature is over."""
    read: dict[str, Any] = json.loads(base64.b64decode(upload["form"]["fields"]["policy"]))
    return read


class TestAForm:
    def test_allows_one_place_one_type_one_size_and_one_content(self, tutor: Sender) -> None:
        upload = tutor.announce(CONTENT).json()

        conditions = policy(upload)["conditions"]
        fixed = {name: value for one in conditions if isinstance(one, dict) for name, value in one.items()}
        assert [one for one in conditions if isinstance(one, list)] == [
            ["content-length-range", len(CONTENT), len(CONTENT)]
        ]
        assert {name: value for name, value in fixed.items() if name in {"bucket", "key", "Content-Type"}} == {
            "bucket": settings.setting("LMS_FILES_BUCKET"),
            "key": f"quarantine/{tutor.actor.org_id}/{upload['upload_id']}",
            "Content-Type": "image/png",
        }
        assert fixed["x-amz-checksum-sha256"] == CHECKSUM
        assert fixed["x-amz-checksum-algorithm"] == "SHA256"

    def test_has_every_field_that_it_is_signed_for(self, tutor: Sender) -> None:
        upload = tutor.announce(CONTENT).json()

        fields = upload["form"]["fields"]
        fixed = [one for one in policy(upload)["conditions"] if isinstance(one, dict)]
        assert all(fields[name] == value for one in fixed for name, value in one.items() if name != "bucket")
        assert fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"

    def test_is_good_for_a_quarter_of_an_hour(self, tutor: Sender) -> None:
        upload = tutor.announce(CONTENT).json()

        until = datetime.fromisoformat(policy(upload)["expiration"])
        assert timedelta(minutes=14) < until - datetime.now(UTC) <= timedelta(minutes=15)

    def test_is_signed_anew_while_the_upload_is_open_and_never_for_longer(self, world: World, tutor: Sender) -> None:
        upload = tutor.announce(CONTENT).json()

        assert tutor.actor.get(f"/media/uploads/{upload['upload_id']}").json()["form"]["fields"]["policy"]
        assert datetime.fromisoformat(upload["open_until"]) - datetime.now(UTC) <= timedelta(hours=1)

    def test_goes_to_the_bucket_of_the_region(self, tutor: Sender) -> None:
        url = urlsplit(tutor.announce(CONTENT).json()["form"]["url"])

        assert url.scheme == "https"
        assert "ap-south-1.amazonaws.com" in url.netloc


class TestAPart:
    def signed(self, tutor: Sender, number: int = 4) -> dict[str, Any]:
        """One part of a large file."""
        size = 50 * 1024**2 + 5
        upload = tutor.actor.post("/media/uploads", announced(b"x", "video/mp4", size=size)).json()
        part = {"number": number, "sha256": hashlib.sha256(CONTENT).hexdigest()}
        answer = tutor.actor.post(f"/media/uploads/{upload['upload_id']}/parts", {"parts": [part]})
        found: dict[str, Any] = answer.json()["parts"][0]
        return found

    def test_has_its_length_and_its_checksum_under_the_signature(self, tutor: Sender) -> None:
        part = self.signed(tutor)

        query = parse_qs(urlsplit(part["url"]).query)
        assert query["X-Amz-SignedHeaders"] == ["content-length;host;x-amz-checksum-sha256"]
        assert part["size"] == 50 * 1024**2 + 5 - 3 * 16 * 1024**2
        assert part["headers"] == {"x-amz-checksum-sha256": CHECKSUM}

    def test_is_one_part_of_one_upload_at_one_place(self, tutor: Sender) -> None:
        part = self.signed(tutor)

        url = urlsplit(part["url"])
        query = parse_qs(url.query)
        assert query["partNumber"] == ["4"]
        assert query["uploadId"] == tutor.multipart_ids()
        assert f"quarantine/{tutor.actor.org_id}/upl_" in unquote(url.path)

    def test_is_good_for_a_quarter_of_an_hour(self, tutor: Sender) -> None:
        query = parse_qs(urlsplit(self.signed(tutor)["url"]).query)

        assert query["X-Amz-Expires"] == ["900"]

    def test_has_no_checksum_that_its_sender_does_not_know(self, tutor: Sender) -> None:
        query = parse_qs(urlsplit(self.signed(tutor)["url"]).query)

        assert not [name for name in query if "crc" in name.lower() or "sdk" in name.lower()]


class TestALoan:
    def test_lets_one_file_be_read_for_a_while(self, tutor: Sender) -> None:
        url = urlsplit(MediaFiles().lend("sources/org_1/con_1", timedelta(hours=1)))

        assert unquote(url.path).endswith("sources/org_1/con_1")
        assert parse_qs(url.query)["X-Amz-Expires"] == ["3600"]
