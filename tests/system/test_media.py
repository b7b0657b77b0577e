"""Files on the local cloud, whose store checks signatures as S3 does: what was announced comes in, nothing else."""

import base64
import hashlib
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from functions.media.domain.uploads import MOST_BY_FORM, SMALLEST_PART
from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.people import OrganizationForm, Person, register_organization
from tests.functions.media.files import SAMPLES, picture
from tests.system.assets import decided

ADMIN = Person("Farida", "farida@files.example.org", "seven kites above the harbour")
Json = dict[str, Any]


@pytest.fixture(scope="module")
def tutor(cloud: LocalCloud) -> Iterator[Api]:
    """Somebody who uploads."""
    api = Api(cloud.url)
    yield register_organization(api, cloud.mails, OrganizationForm(name="Files", slug="files"), ADMIN)
    api.close()


@pytest.fixture
def store() -> Iterator[httpx.Client]:
    """A browser's way to the file store."""
    with httpx.Client(timeout=60, trust_env=False) as client:
        yield client


def announce(tutor: Api, content: bytes, content_type: str = "image/png", **more: Any) -> Json:
    """Announce a file."""
    said = {
        "name": f"{time.monotonic_ns()}",
        "size": len(content),
        "content_type": content_type,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    answer: Json = tutor.post("/media/uploads", said | more)
    return answer


def send(store: httpx.Client, upload: Json, content: bytes, **other: str) -> httpx.Response:
    """Send the form, with other fields than those that were signed if told so."""
    fields = upload["form"]["fields"] | other
    return store.post(upload["form"]["url"], data=fields, files={"file": ("file", content)})


class TestAForm:
    def test_brings_the_file_in_and_it_is_inspected(self, tutor: Api, store: httpx.Client) -> None:
        content = picture(size=(900, 300))
        upload = announce(tutor, content)

        sent = send(store, upload, content)
        done = tutor.post(f"/media/uploads/{upload['upload_id']}/completion")
        asset = decided(tutor, upload["asset_id"])

        assert sent.status_code in {200, 201, 204}, sent.text
        assert done["state"] == "arrived"
        assert (asset["state"], asset["width"], asset["failure"]) == ("ready", 900, None)
        assert tutor.get("/media/usage")["stored_bytes"] >= len(content)

    @pytest.mark.parametrize(
        "change",
        [
            lambda upload, content: ({}, content + b"more"),
            lambda upload, content: ({}, content[:-1]),
            lambda upload, content: ({"Content-Type": "text/html"}, content),
            lambda upload, content: ({"key": upload["form"]["fields"]["key"] + "-elsewhere"}, content),
            lambda upload, content: ({"x-amz-signature": "0" * 64}, content),
        ],
        ids=["larger", "smaller", "another type", "another place", "another signature"],
    )
    def test_brings_nothing_else_in(
        self, tutor: Api, store: httpx.Client, change: Callable[[Json, bytes], tuple[dict[str, str], bytes]]
    ) -> None:
        content = SAMPLES["image/png"]
        upload = announce(tutor, content)
        other, sent = change(upload, content)

        answer = send(store, upload, sent, **other)

        assert answer.status_code in {400, 403}, answer.text

    def test_cannot_be_made_good_for_longer(self, tutor: Api, store: httpx.Client) -> None:
        content = SAMPLES["image/png"]
        upload = announce(tutor, content)
        policy = base64.b64decode(upload["form"]["fields"]["policy"])
        longer = policy.replace(b'"expiration": "2', b'"expiration": "3')

        changed = send(store, upload, content, policy=base64.b64encode(longer).decode())

        assert longer != policy
        assert changed.status_code == 403

    def test_brings_nothing_in_when_its_time_is_over(self, cloud: LocalCloud, tutor: Api, store: httpx.Client) -> None:
        content = SAMPLES["image/png"]
        form = announce(tutor, content)["form"]
        bucket = urlsplit(form["url"]).path.strip("/")
        signed = cloud.client("s3").generate_presigned_post(bucket, form["fields"]["key"], ExpiresIn=1)
        time.sleep(2)

        late = store.post(form["url"], data=signed["fields"], files={"file": ("file", content)})

        assert late.status_code == 403, late.text


class TestAPart:
    def test_is_taken_as_it_was_signed_and_in_no_other_way(self, tutor: Api, store: httpx.Client) -> None:
        content = b"\0" * (MOST_BY_FORM + 1)
        upload = announce(tutor, content, "video/mp4")
        path = f"/media/uploads/{upload['upload_id']}"
        part = content[:SMALLEST_PART]
        wanted = {"number": 1, "sha256": hashlib.sha256(part).hexdigest()}
        [signed] = tutor.post(f"{path}/parts", {"parts": [wanted]})["parts"]

        shorter = store.put(signed["url"], content=part[:-1], headers=signed["headers"])
        unsaid = store.put(signed["url"], content=part)
        other = store.put(
            signed["url"].replace("partNumber=1", "partNumber=2"), content=part, headers=signed["headers"]
        )
        taken = store.put(signed["url"], content=part, headers=signed["headers"])

        assert [answer.status_code for answer in (shorter, unsaid, other)] == [403, 403, 403]
        assert taken.status_code == 200
        assert tutor.get(path)["arrived_parts"] == [1]
        tutor.delete(path)

    def test_with_other_bytes_than_were_signed_is_refused(self, tutor: Api, store: httpx.Client) -> None:
        content = b"\0" * (MOST_BY_FORM + 1)
        upload = announce(tutor, content, "video/mp4")
        path = f"/media/uploads/{upload['upload_id']}"
        wanted = {"number": 1, "sha256": hashlib.sha256(content[:SMALLEST_PART]).hexdigest()}
        [signed] = tutor.post(f"{path}/parts", {"parts": [wanted]})["parts"]

        answer = store.put(signed["url"], content=b"\1" * SMALLEST_PART, headers=signed["headers"])

        assert answer.status_code == 400, answer.text
        assert tutor.get(path)["arrived_parts"] == []
        tutor.delete(path)


class TestAnInspection:
    def test_refuses_what_is_not_what_it_was_announced_as(self, tutor: Api, store: httpx.Client) -> None:
        content = b"MZ" + bytes(400)
        upload = announce(tutor, content, "application/pdf")
        send(store, upload, content)
        tutor.post(f"/media/uploads/{upload['upload_id']}/completion")

        asset = decided(tutor, upload["asset_id"])

        assert (asset["state"], asset["failure"]["code"]) == ("failed", "type_mismatch")


class TestTheFileStore:
    def test_shows_nobody_what_is_in_quarantine_or_uploaded(self, tutor: Api, store: httpx.Client) -> None:
        content = SAMPLES["text/csv"]
        upload = announce(tutor, content, "text/csv")
        form = upload["form"]

        answers = [
            store.put(f"{form['url'].rstrip('/')}/{form['fields']['key']}", content=content),
            store.post(form["url"], data={"key": form["fields"]["key"]}, files={"file": ("file", content)}),
        ]

        assert all(answer.status_code in {400, 403} for answer in answers), [answer.text for answer in answers]

    def test_lets_pages_of_the_product_send(self, tutor: Api, store: httpx.Client) -> None:
        form = announce(tutor, SAMPLES["text/csv"], "text/csv", name="page")["form"]
        asked = {"access-control-request-method": "PUT", "access-control-request-headers": "x-amz-checksum-sha256"}

        ours = store.options(f"{form['url'].rstrip('/')}/any", headers={"origin": "http://localhost:3000", **asked})
        theirs = store.options(f"{form['url'].rstrip('/')}/any", headers={"origin": "https://evil.example", **asked})

        assert ours.headers["access-control-allow-origin"] == "http://localhost:3000"
        assert theirs.status_code == 403
