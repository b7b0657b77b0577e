"""Bodies of requests and answers about copies of courses: duplicates and templates."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.catalog.domain.copying import Template
from functions.catalog.repository.jobs import CopyJob
from functions.catalog.schemas.courses import Summary
from shared.jobs import JobOut
from shared.schemas import BodyId, In, Line, Out

_COURSE_ID = "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7"
_TEMPLATE_ID = "tpl_01JD5J4CC4D5E6F7G8H9JKMNPQ"
_TEMPLATE: dict[str, Any] = {
    "name": "A week of evenings",
    "description": "Five topics, an exercise each evening, a quiz at the end.",
}
JOB: dict[str, Any] = {
    "job_id": "job_catalog_01JD5J3BB3C4D5E6F7G8H9JKMN",
    "state": "queued",
    "progress": {"done": 0, "total": None},
    "result": None,
    "problem": None,
    "created_at": "2026-11-22T10:00:00Z",
    "updated_at": "2026-11-22T10:00:00Z",
}

CopyTitle = Annotated[Line | None, Field(description="The new course's title; left out, it is made of the old one.")]


class DuplicateIn(In):
    """How the duplicate is to be called."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "Money and interest, evening class"}]})

    title: CopyTitle = None


class CopyOut(JobOut):
    """The job that copies a course. `course_id` can be read once the job has succeeded, and not before."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**JOB, "kind": "courses.duplicate", "course_id": _COURSE_ID}]}
    )

    course_id: str

    @classmethod
    def of_copy(cls, job: CopyJob) -> "CopyOut":
        """The answer for a job that makes a course."""
        return cls(course_id=job.target_id, **JobOut.of(job).model_dump())


class TemplateIn(In):
    """A course to save as a template, and how it is to be called."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"course_id": _COURSE_ID, **_TEMPLATE}]})

    course_id: BodyId
    name: Line
    description: Summary = ""


class TemplateJobOut(JobOut):
    """The job that saves a template. `template_id` can be read once the job has succeeded, and not before."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**JOB, "kind": "courses.save_template", "template_id": _TEMPLATE_ID}]}
    )

    template_id: str

    @classmethod
    def of_template(cls, job: CopyJob) -> "TemplateJobOut":
        """The answer for a job that saves a template."""
        return cls(template_id=job.target_id, **JobOut.of(job).model_dump())


class TemplateOut(Out):
    """A template. It stays as it is whatever becomes of the course that it was taken from."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "template_id": _TEMPLATE_ID,
                    **_TEMPLATE,
                    "course_id": _COURSE_ID,
                    "title": "Money and interest",
                    "language": "en",
                    "topic_count": 5,
                    "lesson_count": 12,
                    "created_by": "usr_01JD5GYVX1B2C3D4E5F6G7H8J9",
                    "created_at": "2026-11-22T10:00:04Z",
                }
            ]
        }
    )

    template_id: str
    name: str
    description: str
    course_id: str
    """The course that it was taken from, which may be no more."""
    title: str
    language: str
    topic_count: int
    lesson_count: int
    created_by: str
    created_at: datetime

    @classmethod
    def of(cls, template: Template) -> "TemplateOut":
        """The answer for a template."""
        return cls.model_validate(template)
