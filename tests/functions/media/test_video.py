"""From a film that a tutor uploads to a stream that plays, or to a reason that the tutor can read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from events.media import AssetKind
from functions.media.domain.assets import Asset, AssetState
from functions.media.domain.video import Source, VideoFailure
from functions.media.gateways.streams import Streams
from functions.media.gateways.transcoder import TranscodingJob
from functions.media.repository.assets import AssetRepository
from functions.media.repository.videos import VideoRepository
from functions.media.service.video import TRIES, Run, VideoService, start_transcoding
from shared.clock import system_clock
from shared.ids import new_id
from tests.functions.media.files import Sender, stored_keys
from tests.infra.local.mediaconvert.films import make, pattern

SOURCE = Source(duration_s=2.0, width=320, height=180, frame_rate=(25, 1), has_audio=True)


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two seconds of a test pattern with a tone."""
    place = tmp_path_factory.mktemp("film") / "film.mp4"
    return make(place, *pattern(seconds=2), "-movflags", "+faststart").read_bytes()


class TestFilm:
    def test_becomes_a_stream_with_its_figures(self, tutor: Sender, film: bytes) -> None:
        asset_id = tutor.upload(film, "video/mp4")

        asset = tutor.asset(asset_id)
        assert asset["state"] == "ready"
        assert asset["duration_s"] == pytest.approx(2, abs=0.1)
        assert (asset["width"], asset["height"], asset["renditions"]) == (320, 180, [180])
        names = {key.rpartition("/")[2] for key in stored_keys() if f"/{asset_id}/" in key}
        assert names >= {"index.m3u8", "index_180p.m3u8", "index_180p_00001.ts", "still.0000000.jpg"}

    def test_of_mere_sound_becomes_one_too(self, tutor: Sender, tmp_path: Path) -> None:
        sound = make(
            tmp_path / "sound.mp3", "-f", "lavfi", "-i", "sine=frequency=440", "-t", "2", "-id3v2_version", "3"
        )

        asset = tutor.asset(tutor.upload(sound.read_bytes(), "audio/mpeg"))

        assert (asset["state"], asset["renditions"], asset["width"]) == ("ready", [], None)

    @pytest.mark.parametrize(("kept", "code"), [(40, "video_unreadable"), (0.5, "video_broken")])
    def test_that_breaks_off_says_so_to_its_owner(self, tutor: Sender, film: bytes, kept: float, code: str) -> None:
        broken = film[: int(kept)] if kept > 1 else film[: int(len(film) * kept)]

        asset_id = tutor.upload(broken, "video/mp4")

        failure = tutor.asset(asset_id)["failure"]
        assert (failure["code"], failure["message"]) == (code, VideoFailure(code).sentence)
        assert not [key for key in stored_keys() if key.startswith(f"videos/{tutor.actor.org_id}/{asset_id}/")]


class Machine:
    """MediaConvert and the workflow, as a test wants them."""

    def __init__(
        self, *, probed: Source | None = SOURCE, status: str = "PROGRESSING", error: int | None = None
    ) -> None:
        self.probed, self.status, self.error = probed, status, error
        self.jobs: dict[str, str] = {}
        self.answers: list[tuple[str, dict[str, Any]]] = []
        self.known = True

    def probe(self, address: str) -> Source | None:
        """What the test says."""
        return self.probed

    def start(self, token: str, job_settings: Mapping[str, Any], marks: Mapping[str, str]) -> str:
        """One job for a token."""
        return self.jobs.setdefault(token, f"job-{len(self.jobs)}")

    def find(self, job_id: str) -> TranscodingJob | None:
        """As far as the test says."""
        return TranscodingJob(job_id, self.status, self.error) if self.known else None

    def answer(self, token: str, result: dict[str, Any]) -> None:
        """Keep what the workflow was answered."""
        self.answers.append((token, result))


class Desk:
    """A video service before such a machine, and an asset that is on its way."""

    def __init__(self, org_id: str, machine: Machine) -> None:
        self.assets = AssetRepository(org_id)
        self.machine = machine
        self.videos = VideoService(self.assets, VideoRepository(org_id), machine, Streams(), machine)
        now = system_clock.now()
        asset = Asset(
            asset_id=new_id("ast"),
            owner_id="usr_1",
            name="Film.mp4",
            kind=AssetKind.VIDEO,
            content_type="video/mp4",
            size=1000,
            sha256="0" * 64,
            state=AssetState.PROCESSING,
            source_key=f"sources/{org_id}/con_1",
            created_at=now,
            updated_at=now,
        )
        self.asset_id = self.assets.save(asset).asset_id
        self.run = Run(self.asset_id)


@pytest.fixture
def desk(tutor: Sender) -> Desk:
    return Desk(tutor.actor.org_id, Machine())


class TestPlanning:
    def test_says_what_is_in_the_file(self, desk: Desk) -> None:
        plan = desk.videos.plan(desk.asset_id)

        assert (plan["status"], plan["attempt"]) == ("planned", 0)
        assert Source(**plan["source"]) == SOURCE

    @pytest.mark.parametrize(
        ("probed", "code"),
        [(None, "video_unreadable"), (Source(2.0, 16, 16, (25, 1), has_audio=True), "video_too_small")],
    )
    def test_refuses_what_cannot_be_played(self, desk: Desk, probed: Source | None, code: str) -> None:
        desk.machine.probed = probed

        assert desk.videos.plan(desk.asset_id) == {"status": "failed", "code": code}

    def test_leaves_alone_what_is_not_on_its_way(self, desk: Desk) -> None:
        desk.videos.fail(desk.asset_id, "video_broken")

        assert desk.videos.plan(desk.asset_id) == {"status": "gone"}
        assert desk.videos.plan("ast_nothing") == {"status": "gone"}


class TestTranscoding:
    def test_begins_once_for_each_attempt(self, desk: Desk) -> None:
        first = desk.videos.start(desk.run, SOURCE)

        assert desk.videos.start(desk.run, SOURCE) == first
        assert desk.videos.start(Run(desk.asset_id, 1), SOURCE) != first

    def test_is_answered_when_the_news_come(self, desk: Desk) -> None:
        desk.videos.wait(desk.run, "job-0", "token")
        assert desk.machine.answers == []

        desk.videos.hear(desk.run, TranscodingJob("job-0", "COMPLETE"))

        assert desk.machine.answers == [("token", {"status": "complete"})]

    def test_is_answered_at_once_when_the_news_came_before_anybody_waited(self, desk: Desk) -> None:
        desk.machine.status = "COMPLETE"
        desk.videos.hear(desk.run, TranscodingJob("job-0", "COMPLETE"))
        assert desk.machine.answers == []

        desk.videos.wait(desk.run, "job-0", "token")

        assert desk.machine.answers == [("token", {"status": "complete"})]

    def test_is_not_answered_by_news_of_an_earlier_job(self, desk: Desk) -> None:
        desk.videos.wait(Run(desk.asset_id, 1), "job-1", "second")

        desk.videos.hear(desk.run, TranscodingJob("job-0", "ERROR", 1999))

        assert desk.machine.answers == []

    @pytest.mark.parametrize(
        ("status", "error", "outcome"),
        [
            ("COMPLETE", None, {"status": "complete"}),
            ("ERROR", 1010, {"status": "failed", "code": "video_unreadable"}),
            ("ERROR", 1040, {"status": "failed", "code": "video_broken"}),
            ("ERROR", 1999, {"status": "again", "attempt": 1}),
            ("CANCELED", None, {"status": "again", "attempt": 1}),
            ("PROGRESSING", None, {"status": "running"}),
        ],
    )
    def test_ends_as_its_job_did(self, desk: Desk, status: str, error: int | None, outcome: dict[str, Any]) -> None:
        desk.machine.status, desk.machine.error = status, error

        assert desk.videos.look(desk.run, "job-0") == outcome

    def test_is_tried_again_a_few_times_only(self, desk: Desk) -> None:
        desk.machine.known = False

        assert desk.videos.look(desk.run, "job-0") == {"status": "again", "attempt": 1}
        last = desk.videos.look(Run(desk.asset_id, TRIES - 1), "job-0")
        assert last == {"status": "failed", "code": "transcoding_failed"}


class TestVerifying:
    def test_asks_for_another_attempt_while_something_is_missing(self, desk: Desk) -> None:
        assert desk.videos.verify(desk.run, SOURCE) == {"status": "again", "attempt": 1}


class TestPublishing:
    def test_tells_that_it_can_be_played(self, desk: Desk) -> None:
        assert desk.videos.publish(desk.asset_id, SOURCE) == {"status": "done"}

        asset = desk.assets.get(desk.asset_id)
        assert (asset.state, asset.renditions, asset.duration_s) == (AssetState.READY, (180,), 2.0)

    def test_twice_changes_nothing(self, desk: Desk) -> None:
        desk.videos.publish(desk.asset_id, SOURCE)
        before = desk.assets.get(desk.asset_id)

        desk.videos.publish(desk.asset_id, SOURCE)

        assert desk.assets.get(desk.asset_id) == before

    def test_a_failure_that_nobody_foresaw_is_written_down(self, desk: Desk) -> None:
        assert desk.videos.fail(desk.asset_id, "transcoding_failed") == {"status": "failed"}
        assert desk.videos.fail(desk.asset_id, "video_broken") == {"status": "failed"}

        asset = desk.assets.get(desk.asset_id)
        assert (asset.state, asset.failure) == (AssetState.FAILED, "transcoding_failed")


class TestStarting:
    def test_is_named_after_the_asset_so_that_it_starts_once(self) -> None:
        started: list[tuple[str, str, dict[str, Any]]] = []

        class Recorder:
            def start(self, workflow: str, name: str, payload: dict[str, Any]) -> None:
                started.append((workflow, name, payload))

        start_transcoding("org_1", "ast_1", Recorder())

        assert started == [("video", "ast_1", {"org_id": "org_1", "asset_id": "ast_1"})]
