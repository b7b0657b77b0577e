"""The stand-in for MediaConvert: spoken to by botocore's own client, and looked at by what it makes."""

from pathlib import Path
from typing import Any

import pytest

from functions.media.domain.video import Sidecar, Source, choose, job_settings
from infra.local.mediaconvert import ffmpeg
from tests.infra.local.mediaconvert.films import Service, frames, make, pattern

ROLE = "arn:aws:iam::000000000000:role/transcoder"
SOURCE = Source(duration_s=4.0, width=320, height=180, frame_rate=(25, 1), has_audio=True)


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(tmp_path)


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds of a test pattern with a tone, which can be read from its beginning on."""
    return make(tmp_path_factory.mktemp("films") / "film.mp4", *pattern(), "-movflags", "+faststart")


def stored(service: Service, content: bytes, name: str = "in/film.mp4") -> str:
    """Put an object on the shelf."""
    place = service.shelf.folder / "files" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return f"s3://files/{name}"


def submitted(service: Service, address: str, token: str = "once", **more: Any) -> str:
    """Create a job for that input."""
    settings = job_settings(choose(SOURCE), source=address, destination="s3://files/out/", **more)
    job: str = service.client.create_job(Role=ROLE, Settings=settings, ClientRequestToken=token)["Job"]["Id"]
    return job


class TestTranscoding:
    def test_makes_a_stream_of_every_rung_that_plays_to_its_end(self, service: Service, film: Path) -> None:
        job = submitted(service, stored(service, film.read_bytes()))

        assert service.after(job)["status"] == "COMPLETE"
        made = service.shelf.folder / "files" / "out"
        assert frames(made / "index.m3u8") == 100
        master = (made / "index.m3u8").read_text()
        for rung in choose(SOURCE).rungs:
            assert f"RESOLUTION={rung.width}x{rung.height}" in master
            contents = ffmpeg.look_into(made / f"index_{rung.name}_00001.ts", "segment")
            assert (contents.pictures[0].width, contents.pictures[0].height) == (rung.width, rung.height)
            assert contents.sounds

    def test_takes_stills(self, service: Service, film: Path) -> None:
        job = submitted(service, stored(service, film.read_bytes()))

        service.after(job)
        stills = sorted((service.shelf.folder / "files" / "out").glob("still.*.jpg"))
        assert [still.name for still in stills] == [f"still.{number:07d}.jpg" for number in range(4)]
        assert all(still.read_bytes().startswith(b"\xff\xd8") for still in stills)

    def test_makes_a_track_of_captions(self, service: Service, film: Path) -> None:
        sidecar = stored(service, b"WEBVTT\n\n00:01.000 --> 00:02.000\nNamaste\n", "in/hi.vtt")
        job = submitted(service, stored(service, film.read_bytes()), captions=[Sidecar(language="hi", source=sidecar)])

        assert service.after(job)["status"] == "COMPLETE"
        made = service.shelf.folder / "files" / "out"
        assert 'TYPE=SUBTITLES,GROUP-ID="subs",NAME="hi",LANGUAGE="hi"' in (made / "index.m3u8").read_text()
        assert "Namaste" in (made / "index_hi_00001.vtt").read_text()

    def test_makes_sound_of_a_sound(self, service: Service, tmp_path: Path) -> None:
        sound = make(tmp_path / "sound.mp3", "-f", "lavfi", "-i", "sine=frequency=440", "-t", "3")
        source = Source(duration_s=3.0, width=None, height=None, frame_rate=None, has_audio=True)
        settings = job_settings(
            choose(source), source=stored(service, sound.read_bytes(), "in/sound.mp3"), destination="s3://files/out/"
        )

        job = service.client.create_job(Role=ROLE, Settings=settings)["Job"]["Id"]

        assert service.after(job)["status"] == "COMPLETE"
        assert 'CODECS="mp4a.40.2"' in (service.shelf.folder / "files" / "out" / "index.m3u8").read_text()


class TestProbing:
    def test_says_what_is_in_a_file(self, service: Service, film: Path) -> None:
        [result] = service.client.probe(InputFiles=[{"FileUrl": stored(service, film.read_bytes())}])["ProbeResults"]

        picture, sound = result["Container"]["Tracks"]
        assert result["Container"]["Duration"] == pytest.approx(4, abs=0.1)
        assert (picture["VideoProperties"]["Width"], picture["VideoProperties"]["Height"]) == (320, 180)
        assert picture["VideoProperties"]["FrameRate"] == {"Numerator": 25, "Denominator": 1}
        assert sound["TrackType"] == "audio"

    @pytest.mark.parametrize("content", [b"", b"Not a film at all.\n" * 200, b"\x89PNG\r\n\x1a\n" + bytes(64)])
    def test_refuses_what_is_no_film(self, service: Service, content: bytes) -> None:
        with pytest.raises(service.client.exceptions.BadRequestException):
            service.client.probe(InputFiles=[{"FileUrl": stored(service, content)}])


class TestFailing:
    @pytest.mark.parametrize(
        ("content", "code"),
        [(b"", 1010), (b"Not a film at all.\n" * 200, 1010), (None, 1040)],
        ids=["0", "text", "cut"],
    )
    def test_ends_in_an_error_with_its_code(
        self, service: Service, film: Path, content: bytes | None, code: int
    ) -> None:
        half = film.read_bytes()[: film.stat().st_size // 2]

        told = service.after(submitted(service, stored(service, half if content is None else content)))

        assert (told["status"], told["errorCode"]) == ("ERROR", code)
        assert not list((service.shelf.folder / "files").glob("out/*"))

    def test_says_that_the_input_is_not_there(self, service: Service) -> None:
        told = service.after(submitted(service, "s3://files/in/nothing.mp4"))

        assert (told["status"], told["errorCode"]) == ("ERROR", 3404)

    def test_refuses_settings_that_it_cannot_follow(self, service: Service) -> None:
        settings = job_settings(choose(SOURCE), source="s3://files/in/film.mp4", destination="s3://files/out/")
        settings["OutputGroups"][0]["Outputs"][0]["VideoDescription"]["CodecSettings"] = {"Codec": "AV1"}

        with pytest.raises(service.client.exceptions.BadRequestException):
            service.client.create_job(Role=ROLE, Settings=settings)


class TestJobs:
    def test_are_created_once_for_a_token(self, service: Service, film: Path) -> None:
        address = stored(service, film.read_bytes())

        assert submitted(service, address) == submitted(service, address)
        assert submitted(service, address, token="another") != submitted(service, address)

    def test_can_be_looked_at(self, service: Service, film: Path) -> None:
        job = submitted(service, stored(service, film.read_bytes()))
        service.after(job)

        found = service.client.get_job(Id=job)["Job"]

        assert (found["Status"], found["Role"], found["ClientRequestToken"]) == ("COMPLETE", ROLE, "once")

    def test_that_are_unknown_are_not_found(self, service: Service) -> None:
        with pytest.raises(service.client.exceptions.NotFoundException):
            service.client.get_job(Id="1-abc")

    def test_can_be_cancelled_until_they_end(self, service: Service, tmp_path: Path) -> None:
        long = make(tmp_path / "long.mp4", *pattern(size="1920x1080", rate="10", seconds=30))
        job = submitted(service, stored(service, long.read_bytes()))

        service.client.cancel_job(Id=job)

        assert service.after(job)["status"] == "CANCELED"
        with pytest.raises(service.client.exceptions.ConflictException):
            service.client.cancel_job(Id=job)
