"""MediaConvert: what is in a file, and making a stream of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from functions.media.domain.video import Source
from shared import aws, settings

COMPLETE, ENDED = "COMPLETE", frozenset({"COMPLETE", "ERROR", "CANCELED"})


@dataclass(frozen=True, slots=True)
class TranscodingJob:
    """A job as far as it has come. ``error_code`` is MediaConvert's."""

    job_id: str
    status: str
    error_code: int | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in ENDED

    @property
    def complete(self) -> bool:
        """Whether it made everything."""
        return self.status == COMPLETE


class Transcoder(Protocol):
    """Makes streams of files."""

    def probe(self, address: str) -> Source | None:
        """What is in a file at an ``s3://`` address; None where there is neither picture nor sound."""
        ...

    def start(self, token: str, job_settings: Mapping[str, Any], marks: Mapping[str, str]) -> str:
        """Begin a job; under the same token it is the same job. ``marks`` come back with its news."""
        ...

    def find(self, job_id: str) -> TranscodingJob | None:
        """A job as far as it has come; None for one that is not known (any more)."""
        ...


class MediaConvert:
    """The real one."""

    def probe(self, address: str) -> Source | None:
        """What is in a file at an ``s3://`` address; None where there is neither picture nor sound."""
        client = _client()
        try:
            [result] = client.probe(InputFiles=[{"FileUrl": address}])["ProbeResults"]
        except client.exceptions.BadRequestException:
            return None
        return Source.probed(result.get("Container") or {})

    def start(self, token: str, job_settings: Mapping[str, Any], marks: Mapping[str, str]) -> str:
        """Begin a job; under the same token it is the same job. ``marks`` come back with its news."""
        created = _client().create_job(
            Role=settings.setting("LMS_TRANSCODER_ROLE"),
            ClientRequestToken=token,
            Settings=job_settings,
            UserMetadata=dict(marks),
        )
        job_id: str = created["Job"]["Id"]
        return job_id

    def find(self, job_id: str) -> TranscodingJob | None:
        """A job as far as it has come; None for one that is not known (any more)."""
        client = _client()
        try:
            job = client.get_job(Id=job_id)["Job"]
        except client.exceptions.NotFoundException:
            return None
        return TranscodingJob(job_id, job["Status"], job.get("ErrorCode"))


def _client() -> Any:
    return aws.client("mediaconvert")
