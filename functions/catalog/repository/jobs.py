"""A job that copies a course from somewhere to somewhere: what it is to do, and how far it is."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from shared.clock import Clock, system_clock
from shared.errors import Problem
from shared.jobs import Job, JobState


class Work(StrEnum):
    """From where to where."""

    DUPLICATE = "courses.duplicate"
    SAVE_TEMPLATE = "courses.save_template"
    USE_TEMPLATE = "courses.use_template"
    EXPORT = "courses.export"
    ANALYSE = "courses.analyse_archive"
    IMPORT = "courses.import"


class CopyJob(Job):
    """The job's row holds all that a step needs to go on: each step reads it, and writes how far it came."""

    source_id: str
    target_id: str
    """What is made. It can be seen only once it is complete."""
    wish: dict[str, Any] = Field(default_factory=dict)
    """How it was asked for: a title, a name."""
    found: dict[str, Any] = Field(default_factory=dict)
    """What was found out on the way and is needed again: which file became which asset."""

    @classmethod
    def wanted(
        cls,
        work: Work,
        owner_id: str,
        source_id: str,
        target_id: str,
        *,
        wish: dict[str, Any] | None = None,
        clock: Clock = system_clock,
    ) -> "CopyJob":
        """A new job."""
        job = Job.asked("catalog", work, owner_id, clock=clock)
        return cls(**job.model_dump(), source_id=source_id, target_id=target_id, wish=wish or {})

    def begun(self, total: int, now: datetime, **found: Any) -> "CopyJob":
        """The job once it is known how much there is to do."""
        return self._now(now, state=JobState.RUNNING, total=total, found={**self.found, **found})

    def further(self, by: int, now: datetime, **found: Any) -> "CopyJob":
        """The job after some more is done."""
        return self._now(now, done=self.done + by, found={**self.found, **found})


def problem_of(error: Problem) -> dict[str, Any]:
    """What a job says when this went wrong."""
    faults = [{"pointer": one.pointer, "code": one.code, "message": one.message} for one in error.errors]
    return {"code": error.code, "detail": error.detail, "errors": faults}
