"""A real film, from upload to playing, on the deployed product: who sees it, and who does not."""

import hashlib
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.local.client import Api, Refused
from infra.local.cloud import LocalCloud
from infra.local.journey.checks import soon
from infra.local.mediaconvert import ffmpeg
from infra.local.people import OrganizationForm, Person, register_organization, register_student
from infra.playback_keys import KeyRing
from shared.clock import SetClock, system_clock
from tests.infra.local.mediaconvert.films import make, pattern
from tests.system.assets import decided

Json = dict[str, Any]
TUTOR = Person("Kavita", "kavita@films.example.org", "slow boats up the river")
STUDENT = Person("Meera", "meera@films.example.org", "slow boats up the river")
SECONDS, FRAMES = 6, 150


@dataclass(frozen=True)
class Cinema:
    """A course on offer whose only lesson shows a film that was uploaded, and a second film that nobody shows."""

    cloud: LocalCloud
    tutor: Api
    student: Api
    course_id: str
    lesson_id: str
    asset: Json
    other_id: str

    def play(self, viewer: Api) -> httpx.Response:
        """Ask for what opens the film; the whole answer, for its cookies."""
        assert viewer.tokens
        return httpx.post(
            f"{self.cloud.url}/api/v1/media/playback",
            json={"asset_id": self.asset["asset_id"], "course_id": self.course_id, "lesson_id": self.lesson_id},
            headers={"authorization": f"Bearer {viewer.tokens.access}"},
            timeout=60,
        )

    def here(self, address: str) -> str:
        """Where an address of the product is found in this test."""
        return address.replace("http://localhost:8080", self.cloud.url)


def cookies_of(answer: httpx.Response) -> str:
    """What a browser sends from then on."""
    return "; ".join(cookie.partition(";")[0] for cookie in answer.headers.get_list("set-cookie"))


@pytest.fixture(scope="module")
def cinema(cloud: LocalCloud, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cinema]:
    """Everything over the API, as people do it."""
    visitor = Api(cloud.url)
    form = OrganizationForm(name="Films", slug="films")
    tutor = register_organization(visitor, cloud.mails, form, TUTOR)
    student = register_student(visitor, cloud.mails, "films", STUDENT)
    folder = tmp_path_factory.mktemp("films")
    film = make(folder / "film.mp4", *pattern(size="640x360", seconds=SECONDS), "-movflags", "+faststart")
    second = make(folder / "second.mp4", *pattern(size="320x180", seconds=2), "-movflags", "+faststart")
    asset_ids = [upload(tutor, path.read_bytes()) for path in (film, second)]
    asset, _ = (decided(tutor, asset_id) for asset_id in asset_ids)
    course_id = tutor.post("/courses", {"title": "Patterns"})["course_id"]
    topic_id = tutor.post(f"/courses/{course_id}/topics", {"title": "Colours"})["topic_id"]
    block = {"type": "video", "asset_id": asset_ids[0]}
    lesson_id = tutor.post(f"/topics/{topic_id}/lessons", {"title": "Bars", "blocks": [block]})["lesson_id"]
    assert soon(lambda: published(tutor, course_id)), "The catalog hears of the film, and lets it be shown."
    student.post(f"/courses/{course_id}/enroll")
    yield Cinema(cloud, tutor, student, course_id, lesson_id, asset, asset_ids[1])
    visitor.close()


def published(author: Api, course_id: str) -> Json | None:
    """Put a course on offer; None where that is refused."""
    try:
        return author.post(f"/courses/{course_id}/publish")
    except Refused:
        return None


def upload(author: Api, content: bytes, name: str = "film.mp4") -> str:
    """Send a small file as a browser does; the asset's id."""
    announced = author.post(
        "/media/uploads",
        {
            "name": name,
            "size": len(content),
            "content_type": "video/mp4",
            "sha256": hashlib.sha256(content).hexdigest(),
        },
    )
    form = announced["form"]
    httpx.post(form["url"], data=form["fields"], files={"file": (name, content)}, timeout=60).raise_for_status()
    author.post(f"/media/uploads/{announced['upload_id']}/completion")
    return str(announced["asset_id"])


def fetched(address: str, cookies: str = "") -> httpx.Response:
    """What is at an address of the film, or CloudFront's refusal."""
    return httpx.get(address, headers={"cookie": cookies} if cookies else {}, timeout=60)


class TestFilm:
    def test_is_ready_with_its_figures(self, cinema: Cinema) -> None:
        assert cinema.asset["state"] == "ready"
        assert cinema.asset["duration_s"] == pytest.approx(SECONDS, abs=0.1)
        assert cinema.asset["renditions"] == [240, 360]

    def test_plays_from_beginning_to_end_with_the_cookies(self, cinema: Cinema, tmp_path: Path) -> None:
        answer = cinema.play(cinema.student)
        address = cinema.here(answer.json()["url"])

        said, frame = played(address, cookies_of(answer), tmp_path / "frame.png")

        assert max(int(count) for count in re.findall(r"frame=\s*(\d+)", said)) == FRAMES
        assert distinct_colours(frame) > 6, "the test pattern is colourful"

    def test_has_a_poster(self, cinema: Cinema) -> None:
        answer = cinema.play(cinema.student)

        poster = fetched(cinema.here(answer.json()["poster_url"]), cookies_of(answer))

        assert poster.headers["content-type"] == "image/jpeg"
        assert poster.content.startswith(b"\xff\xd8")


class TestNobodyElse:
    def test_without_cookies(self, cinema: Cinema) -> None:
        answer = fetched(cinema.here(cinema.play(cinema.student).json()["url"]))

        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (403, "text/xml")
        assert "<Code>MissingKey</Code>" in answer.text

    def test_with_the_cookies_of_another_film(self, cinema: Cinema) -> None:
        granted = cinema.play(cinema.student)
        address = cinema.here(granted.json()["url"])

        answer = fetched(address.replace(cinema.asset["asset_id"], cinema.other_id), cookies_of(granted))

        assert fetched(address, cookies_of(granted)).status_code == 200
        assert (answer.status_code, "<Code>AccessDenied</Code>" in answer.text) == (403, True)

    def test_with_cookies_that_somebody_made_up(self, cinema: Cinema) -> None:
        granted = cinema.play(cinema.student)
        forged = re.sub(r"CloudFront-Policy=[^;]+", "CloudFront-Policy=eyJTdGF0ZW1lbnQiOltdfQ__", cookies_of(granted))

        assert fetched(cinema.here(granted.json()["url"]), forged).status_code == 403

    def test_with_cookies_that_have_expired(self, cinema: Cinema, monkeypatch: pytest.MonkeyPatch) -> None:
        """Signed by the product's own code and key five minutes ago, as a browser would still have them."""
        from functions.media.gateways.signing import CloudFront
        from shared import aws

        store = cinema.cloud.client("secretsmanager")
        secret = store.get_secret_value(SecretId="lms-local/media/playback")["SecretString"]
        assert KeyRing.read(secret).keys
        monkeypatch.setenv("LMS_SECRET_PLAYBACK", "the secret of the local cloud")
        monkeypatch.setattr(aws, "secret", lambda _: secret)
        address = str(cinema.play(cinema.student).json()["url"])
        now = system_clock.now()
        with system_clock.time_from(SetClock(now)):
            below = address.rpartition("/")[0] + "/"
            fresh, stale = (
                "; ".join("=".join(cookie) for cookie in CloudFront().cookies(below, moment))
                for moment in (now + timedelta(days=365), now)
            )

        assert fetched(cinema.here(address), fresh).status_code == 200
        assert fetched(cinema.here(address), stale).status_code == 403

    def test_who_is_not_enrolled(self, cinema: Cinema) -> None:
        visitor = Api(cinema.cloud.url)
        outsider = register_student(
            visitor, cinema.cloud.mails, "films", Person("Arjun", "arjun@films.example.org", STUDENT.password)
        )

        refused = cinema.play(outsider)

        assert (refused.status_code, refused.json()["code"]) == (403, "playback_refused")
        assert "set-cookie" not in refused.headers
        visitor.close()


class TestBroken:
    @pytest.mark.parametrize(("kept", "code"), [(64, "video_unreadable"), (None, "video_broken")])
    def test_film_says_what_is_wrong_with_it(self, cinema: Cinema, tmp_path: Path, kept: int | None, code: str) -> None:
        whole = make(tmp_path / "film.mp4", *pattern(seconds=2), "-movflags", "+faststart").read_bytes()

        asset = decided(cinema.tutor, upload(cinema.tutor, whole[: kept or len(whole) // 2]))

        assert (asset["state"], asset["failure"]["code"]) == ("failed", code)
        assert asset["failure"]["message"].endswith(".")


def played(address: str, cookies: str, frame: Path) -> tuple[str, Path]:
    """Play a stream to its end as ffmpeg does, with a picture taken in the middle; what it said of that."""
    command = [ffmpeg.program(), "-hide_banner", "-nostdin", "-headers", f"Cookie: {cookies}\r\n", "-i", address]
    command += ["-map", "0:v:0", "-f", "null", "-", "-map", "0:v:0", "-ss", "2", "-frames:v", "1", str(frame)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    return done.stderr, frame


def distinct_colours(picture: Path) -> int:
    """How many rather different colours a picture has."""
    command = [ffmpeg.program(), "-loglevel", "error", "-i", str(picture), "-vf", "scale=32:18", "-f", "rawvideo"]
    pixels = subprocess.run([*command, "-pix_fmt", "rgb24", "-"], capture_output=True, check=True).stdout
    return len({tuple(channel // 64 for channel in pixels[place : place + 3]) for place in range(0, len(pixels), 3)})
