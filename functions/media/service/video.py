"""Videos: from a file that was accepted to a stream that plays, step by step, each of them safe to repeat."""

from dataclasses import asdict, dataclass
from typing import Any

from functions.media.domain.assets import Asset, AssetState
from functions.media.domain.video import (
    MASTER,
    Ladder,
    Source,
    VideoFailure,
    choose,
    faults_of,
    is_the_files_own,
    job_settings,
    read_master,
    read_playlist,
)
from functions.media.gateways.streams import Streams, address_of, streams_below
from functions.media.gateways.transcoder import Transcoder, TranscodingJob
from functions.media.repository.assets import AssetRepository
from functions.media.repository.videos import VideoRepository
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.observability import log
from shared.workflows import StepFunctions, Waiting, Workflows

TRIES = 3
Outcome = dict[str, Any]
"""What a step says to the workflow: a ``status``, and what later steps need."""


@dataclass(frozen=True, slots=True)
class Run:
    """One go at transcoding an asset, counted from 0."""

    asset_id: str
    attempt: int = 0

    @property
    def token(self) -> str:
        """What makes a repeated step find the job that it began."""
        return f"{self.asset_id}-{self.attempt}"


class VideoService:
    """One organization's videos on their way."""

    def __init__(
        self,
        assets: AssetRepository,
        videos: VideoRepository,
        transcoder: Transcoder,
        streams: Streams,
        waiting: Waiting,
        clock: Clock = system_clock,
    ) -> None:
        self._org_id = assets.org_id
        self._assets, self._videos = assets, videos
        self._transcoder, self._streams, self._waiting = transcoder, streams, waiting
        self._clock = clock

    def plan(self, asset_id: str) -> Outcome:
        """Look what is in the file."""
        asset = self._in_progress(asset_id)
        if asset is None or asset.source_key is None:
            return {"status": "gone"}
        source = self._transcoder.probe(address_of(asset.source_key))
        if source is None:
            return _failed(VideoFailure.UNREADABLE)
        try:
            choose(source)
        except ValueError:
            return _failed(VideoFailure.TOO_SMALL)
        return {"status": "planned", "attempt": 0, "source": asdict(source)}

    def start(self, run: Run, source: Source) -> Outcome:
        """Begin the job of this attempt."""
        asset = self._in_progress(run.asset_id)
        if asset is None or asset.source_key is None:
            return {"status": "gone"}
        wanted = job_settings(
            choose(source),
            source=address_of(asset.source_key),
            destination=address_of(streams_below(self._org_id, run.asset_id)),
        )
        marks = {"org_id": self._org_id, "asset_id": run.asset_id, "attempt": str(run.attempt)}
        return {"status": "started", "job_id": self._transcoder.start(run.token, wanted, marks)}

    def wait(self, run: Run, job_id: str, token: str) -> None:
        """Let the workflow be answered when the job has ended, at once if it has ended already."""
        self._videos.wait(run.asset_id, job_id, token)
        job = self._transcoder.find(job_id)
        if job is None or job.ended:
            self._waiting.answer(token, self._outcome(run, job))

    def hear(self, run: Run, job: TranscodingJob) -> None:
        """Answer the workflow that waits for this job. When none does yet, it looks at the job as it begins to wait."""
        token = self._videos.find_waiting(run.asset_id, job.job_id)
        if token and job.ended:
            self._waiting.answer(token, self._ended(run, job))

    def look(self, run: Run, job_id: str) -> Outcome:
        """What has become of a job that nobody told of in time."""
        job = self._transcoder.find(job_id)
        return {"status": "running"} if job and not job.ended else self._outcome(run, job)

    def verify(self, run: Run, source: Source) -> Outcome:
        """Whether everything is there that a player will ask for."""
        ladder = choose(source)
        faults = self._faults(run.asset_id, ladder)
        if faults:
            log("video.not_whole", asset_id=run.asset_id, faults=faults[:10])
            return self._again(run)
        return {"status": "whole"}

    def publish(self, asset_id: str, source: Source) -> Outcome:
        """Make the asset ready, told as ``AssetReady``. One that was deleted meanwhile leaves nothing behind."""
        lines = tuple(sorted(rung.lines for rung in choose(source).rungs if rung.lines))

        def attempt() -> Outcome:
            asset = self._in_progress(asset_id)
            if asset is None:
                return self._clear(asset_id)
            facts: dict[str, object] = {
                "duration_s": round(source.duration_s, 3),
                "width": source.width,
                "height": source.height,
                "renditions": lines,
            }
            self._assets.save(asset.become(AssetState.READY, self._clock.now(), **facts))
            return {"status": "done"}

        done = undisturbed(attempt)
        self._videos.forget(asset_id)
        return done

    def fail(self, asset_id: str, code: str) -> Outcome:
        """Write why the asset cannot be played, told as ``AssetFailed``, and remove what was made of it."""

        def attempt() -> None:
            asset = self._in_progress(asset_id)
            if asset is not None:
                self._assets.save(asset.fail(code, self._clock.now()))

        undisturbed(attempt)
        self._clear(asset_id)
        return {"status": "failed"}

    # -- steps

    def _in_progress(self, asset_id: str) -> Asset | None:
        """The asset, unless it was deleted or is not on its way any more."""
        asset = self._assets.find(asset_id)
        return asset if asset and asset.state is AssetState.PROCESSING else None

    def _clear(self, asset_id: str) -> Outcome:
        """Remove what was made of an asset that nobody will see; one that is ready keeps it."""
        asset = self._assets.find(asset_id)
        if asset is None or asset.state is not AssetState.READY:
            self._streams.remove(self._org_id, asset_id)
        self._videos.forget(asset_id)
        return {"status": "gone"}

    def _faults(self, asset_id: str, ladder: Ladder) -> list[str]:
        master = self._streams.read_playlist(self._org_id, asset_id, f"{MASTER}.m3u8")
        if master is None:
            return [f"{MASTER}.m3u8 is not there"]
        texts = {name: self._streams.read_playlist(self._org_id, asset_id, name) for name in read_master(master)}
        playlists = {name: read_playlist(text or "") for name, text in texts.items()}
        return faults_of(ladder, playlists, self._streams.sizes(self._org_id, asset_id))

    def _outcome(self, run: Run, job: TranscodingJob | None) -> Outcome:
        return self._again(run) if job is None else self._ended(run, job)

    def _ended(self, run: Run, job: TranscodingJob) -> Outcome:
        log("video.transcoded", asset_id=run.asset_id, job_status=job.status, error_code=job.error_code)
        if job.complete:
            return {"status": "complete"}
        own = is_the_files_own(job.error_code)
        return _failed(own) if own else self._again(run)

    def _again(self, run: Run) -> Outcome:
        """Another attempt, while there are some left."""
        if run.attempt + 1 >= TRIES:
            return _failed(VideoFailure.TRANSCODING_FAILED)
        return {"status": "again", "attempt": run.attempt + 1}


def start_transcoding(org_id: str, asset_id: str, workflows: Workflows | None = None) -> None:
    """Let an asset that is in progress become a stream. Safe to repeat: a name starts one workflow."""
    started = workflows or StepFunctions()
    started.start("video", asset_id, {"org_id": org_id, "asset_id": asset_id})


def _failed(why: VideoFailure) -> Outcome:
    return {"status": "failed", "code": why.value}
