"""Long work: answered with ``202`` and a job that tells how far it is.

A job's row lies in the table of the room that does the work; its id names the room, so that
``GET /api/v1/jobs/{job_id}`` finds it in one read.
"""

from collections import Counter
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict
from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.clock import Clock, epoch_seconds, system_clock
from shared.dynamo import IntegerAttribute, Repository, Row
from shared.errors import NotFound
from shared.ids import new_id
from shared.schemas import Out

KEPT = timedelta(days=30)


class JobNotFound(NotFound):
    """There is no such job, or it was asked for more than 30 days ago."""


class JobState(StrEnum):
    """Where a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class Job(BaseModel):
    """A piece of long work that somebody asked for."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    job_id: str
    work: str
    owner_id: str
    state: JobState = JobState.QUEUED
    done: int = 0
    total: int | None = None
    result: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @classmethod
    def asked(cls, context: str, work: str, owner_id: str, *, clock: Clock = system_clock) -> "Job":
        """A new job. ``work`` says what is done, as in ``members.import``."""
        now = clock.now()
        ulid = new_id("job", clock).removeprefix("job_")
        return cls(job_id=f"job_{context}_{ulid}", work=work, owner_id=owner_id, created_at=now, updated_at=now)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to do, for good or ill."""
        return self.state in {JobState.SUCCEEDED, JobState.FAILED}

    def counting(self, by: int, outcomes: Counter[str], now: datetime) -> Self:
        """The job of a list after some more of it; the result counts what became of its lines."""
        done = self.done + by
        so_far = Counter((self.result or {}).get("outcomes", {})) + outcomes
        state = JobState.SUCCEEDED if done == self.total else JobState.RUNNING
        return self._now(now, state=state, done=done, result={"outcomes": dict(so_far)})

    def finished(self, result: dict[str, Any], now: datetime) -> Self:
        """The job when all is done."""
        return self._now(now, state=JobState.SUCCEEDED, done=self.total or 0, result=result)

    def failed(self, problem: dict[str, Any], now: datetime) -> Self:
        """The job that cannot go on."""
        return self._now(now, state=JobState.FAILED, problem=problem)

    def _now(self, now: datetime, **changes: Any) -> Self:
        return self.model_copy(update={**changes, "updated_at": now})


class JobFields:
    """The attributes of a room's job row: ``class JobRow(IdentityRow, JobFields, discriminator="Job")``."""

    job_id = UnicodeAttribute()
    work = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    state = UnicodeAttribute()
    done = IntegerAttribute()
    total = IntegerAttribute(null=True)
    result = JSONAttribute(null=True)
    problem = JSONAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()


def job_key(org_id: str, job_id: str) -> tuple[str, str]:
    """Where a job's row stands in its room's table."""
    return f"ORG#{org_id}#JOB#{job_id}", "JOB"


def job_row(kind: type[Row], org_id: str, job: Job) -> Row:
    """The row of a job."""
    pk, sk = job_key(org_id, job.job_id)
    return kind.of(job, pk=pk, sk=sk, expires_at=epoch_seconds(job.created_at + KEPT))


def find_job(repository: Repository, kind: type[Row], job_id: str) -> Job:
    """The job as it is now. Raises ``JobNotFound``."""
    row = repository._find(kind, job_key(repository.org_id, job_id), consistent=True)
    if row is None:
        raise JobNotFound(job_id=job_id)
    return Job.model_validate(row)


def save_job(repository: Repository, kind: type[Row], job: Job) -> Job:
    """Store a job that is still as it was read; ``ConditionFailed`` else."""
    row = job_row(kind, repository.org_id, job)
    repository._save(row)
    return job.model_copy(update={"revision": row.revision})


class ProgressOut(Out):
    """How much is done; ``total`` is null until it is known."""

    done: int
    total: int | None


class JobOut(Out):
    """A job as its owner sees it."""

    job_id: str
    kind: str
    state: JobState
    progress: ProgressOut
    result: dict[str, Any] | None
    problem: dict[str, Any] | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, job: Job) -> "JobOut":
        """The answer for a job."""
        return cls(kind=job.work, progress=ProgressOut(done=job.done, total=job.total), **job.model_dump(include=_SAME))


_SAME = {"job_id", "state", "result", "problem", "created_at", "updated_at"}
