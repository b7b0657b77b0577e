"""Bodies about enrolling many."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from functions.learning.domain.bulk import MAX_PEOPLE, ListOutcome
from shared.jobs import Job, JobOut
from shared.schemas import BodyId, In, OneLine, Out, Printable

Who = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=254), Printable, OneLine]
EXAMPLE: dict[str, Any] = {"people": ["usr_01JD0K2P8N7M6Q5R4S3T2V1W0X", "arjun@example.org"]}

_JOB: dict[str, Any] = {
    "job_id": "job_learning_01JD0M7B1C2D3E4F5G6H7J8K9M",
    "list_id": "job_learning_01JD0M7B1C2D3E4F5G6H7J8K9M",
    "kind": "enrollments.bulk",
    "state": "queued",
    "progress": {"done": 0, "total": 2},
    "result": None,
    "problem": None,
    "created_at": "2026-11-22T09:30:00Z",
    "updated_at": "2026-11-22T09:30:00Z",
}


class PeopleIn(In):
    """Who is to be enrolled: people by id or e-mail address, or the members of a group."""

    people: Annotated[list[Who], Field(min_length=1, max_length=MAX_PEOPLE)] | None = None
    from_group_id: BodyId | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    @model_validator(mode="after")
    def _one_of_both(self) -> "PeopleIn":
        if (self.people is None) == (self.from_group_id is None):
            raise ValueError("name either people or a group")
        return self


class ListOut(JobOut):
    """The job that enrols a list. Its report is found under `list_id`."""

    list_id: str

    model_config = ConfigDict(json_schema_extra={"examples": [_JOB]})

    @classmethod
    def of_list(cls, job: Job) -> "ListOut":
        """The answer for a job."""
        return cls(**JobOut.of(job).model_dump(), list_id=job.job_id)


class EnrolledOut(Out):
    """What became of one of a list. `line` is the file's own line, or the place in the list, from 1."""

    line: int
    who: str
    outcome: ListOutcome
    user_id: str | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "line": 2,
                    "who": "arjun@example.org",
                    "outcome": "enrolled",
                    "user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
                }
            ]
        }
    )
