"""Jobs from their creation to their end, one at a time, in the order in which they came."""

import queue
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.local.mediaconvert.failures import UNKNOWN, JobFailed, Refused
from infra.local.mediaconvert.settings import Json, Order, order
from infra.local.mediaconvert.store import Store
from infra.local.mediaconvert.transcoding import Made, transcode

ENDED = {"COMPLETE", "ERROR", "CANCELED"}
ACCOUNT = "000000000000"

Tell = Callable[[Json], None]


@dataclass
class Job:
    """One job, as far as it has come."""

    job_id: str
    token: str
    order: Order
    request: Json
    created_at: float = field(default_factory=time.time)
    finished_at: float | None = None
    status: str = "SUBMITTED"
    error_code: int | None = None
    error_message: str | None = None
    made: list[Made] = field(default_factory=list)

    def rendered(self, region: str) -> Json:
        """The job as the API shows it."""
        shown: Json = {
            "id": self.job_id,
            "arn": f"arn:aws:mediaconvert:{region}:{ACCOUNT}:jobs/{self.job_id}",
            "status": self.status,
            "createdAt": self.created_at,
            "timing": {"submitTime": self.created_at, **({"finishTime": self.finished_at} if self.finished_at else {})},
            "queue": _queue_of(region),
            "clientRequestToken": self.token,
            **{name: self.request[name] for name in ("role", "settings", "userMetadata") if name in self.request},
        }
        if self.error_code is not None:
            shown |= {"errorCode": self.error_code, "errorMessage": self.error_message}
        return shown

    def news(self, region: str) -> Json:
        """What the event bus is told of the job."""
        detail: Json = {
            "timestamp": round(time.time() * 1000),
            "accountId": ACCOUNT,
            "queue": _queue_of(region),
            "jobId": self.job_id,
            "status": self.status,
            "userMetadata": self.request.get("userMetadata", {}),
        }
        if self.status == "COMPLETE":
            playlists = [made.address for made in self.made if made.address.endswith(".m3u8")]
            detail["outputGroupDetails"] = [{"type": "HLS_GROUP", "playlistFilePaths": playlists}]
        if self.error_code is not None:
            detail |= {"errorCode": self.error_code, "errorMessage": self.error_message}
        return detail


class Jobs:
    """All jobs since the start. What was under way when it ended is not known any more."""

    def __init__(self, store: Store, tell: Tell, region: str) -> None:
        self._store, self._tell, self._region = store, tell, region
        self._jobs: dict[str, Job] = {}
        self._by_token: dict[str, Job] = {}
        self._waiting: queue.Queue[Job] = queue.Queue()
        self._lock = threading.Lock()
        threading.Thread(target=self._work_for_ever, daemon=True).start()

    def create(self, request: Json) -> Json:
        """A new job, or the one that was created under the same token."""
        for wanted in ("role", "settings"):
            if wanted not in request:
                raise Refused(400, "BadRequestException", f"/{wanted} is required.")
        token = request.get("clientRequestToken") or secrets.token_hex(16)
        with self._lock:
            known = self._by_token.get(token)
            if known is None:
                job_id = f"{round(time.time() * 1000)}-{secrets.token_hex(3)}"
                known = Job(job_id, token, order(request["settings"]), request)
                self._jobs[job_id] = self._by_token[token] = known
                self._waiting.put(known)
        return {"job": known.rendered(self._region)}

    def get(self, job_id: str) -> Json:
        """A job as it is now."""
        return {"job": self._find(job_id).rendered(self._region)}

    def cancel(self, job_id: str) -> Json:
        """End a job that has not ended."""
        job = self._find(job_id)
        with self._lock:
            if job.status in ENDED:
                raise Refused(409, "ConflictException", "The job has ended.")
            job.status = "CANCELED"
        return {}

    def _find(self, job_id: str) -> Job:
        if job_id not in self._jobs:
            raise Refused(404, "NotFoundException", "There is no such job.")
        return self._jobs[job_id]

    def _work_for_ever(self) -> None:
        while True:
            self._work(self._waiting.get())

    def _work(self, job: Job) -> None:
        self._move(job, "PROGRESSING")
        folder = Path(tempfile.mkdtemp(prefix="mediaconvert-"))
        try:
            made = transcode(job.order, folder, self._store.fetch, cancelled=lambda: job.status == "CANCELED")
            for part in made:
                self._store.keep(part.file, part.address)
            job.made = made
            self._move(job, "COMPLETE")
        except JobFailed as failed:
            self._fail(job, failed.code, str(failed))
        except Exception as unforeseen:
            self._fail(job, UNKNOWN, f"An unexpected error occurred: {unforeseen!r}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        job.finished_at = time.time()
        self._tell(job.news(self._region))

    def _fail(self, job: Job, code: int, message: str) -> None:
        job.error_code, job.error_message = code, message
        self._move(job, "ERROR")

    def _move(self, job: Job, status: str) -> None:
        with self._lock:
            if job.status not in ENDED:
                job.status = status


def _queue_of(region: str) -> str:
    return f"arn:aws:mediaconvert:{region}:{ACCOUNT}:queues/Default"


def probe_result(found: Any) -> Json:
    """A file's contents as the API shows them."""
    tracks: list[Json] = []
    for picture in found.pictures:
        properties: Json = {
            "width": picture.width,
            "height": picture.height,
            "frameRate": {"numerator": picture.frame_rate.numerator, "denominator": picture.frame_rate.denominator},
            "sampleAspectRatio": {
                "numerator": picture.pixel_aspect.numerator,
                "denominator": picture.pixel_aspect.denominator,
            },
            "rotation": picture.rotation,
        }
        tracks.append({"trackType": "video", "duration": found.duration, "videoProperties": properties})
    for sound in found.sounds:
        heard = {"channels": sound.channels, "sampleRate": sound.sample_rate}
        tracks.append({"trackType": "audio", "duration": found.duration, "audioProperties": heard})
    numbered = [{"index": number, **track} for number, track in enumerate(tracks, start=1)]
    return {"container": {"duration": found.duration, "tracks": numbered}}
