"""What the catalog tells."""

from typing import ClassVar

from shared.events import DomainEvent


class _CatalogEvent(DomainEvent):
    source: ClassVar[str] = "lms.catalog"

    course_id: str


class CourseCreated(_CatalogEvent):
    """Somebody began a course. Nobody but its instructors and the administrators can see it yet."""

    creator_id: str


class CoursePublished(_CatalogEvent):
    """Students see this version of the course from now on. Told once for each version."""

    version: int
    topic_count: int
    lesson_count: int
    required_count: int


class CourseArchived(_CatalogEvent):
    """The course is no longer on offer. `version` is the one that students saw last."""

    version: int


class CourseDeleted(_CatalogEvent):
    """A course that was never published is gone, with all its content."""


class CourseCopyRequested(DomainEvent):
    """Somebody asked for a copy of a course: a duplicate, a template, an archive, or a course made of one of these."""

    source: ClassVar[str] = "lms.catalog"

    job_id: str


class CourseTemplateDeleted(DomainEvent):
    """A template is gone; courses that were made of it stay as they are."""

    source: ClassVar[str] = "lms.catalog"

    template_id: str


class _InstructorEvent(_CatalogEvent):
    instructor_id: str
    permissions: tuple[str, ...]
    revenue_share_bp: int
    """Of ten thousand."""


class InstructorAdded(_InstructorEvent):
    """Somebody teaches a course from now on, may do this there, and has this share of what it earns."""


class InstructorChanged(_InstructorEvent):
    """An instructor's permissions or share are other ones from now on."""


class InstructorRemoved(_CatalogEvent):
    """Somebody teaches a course no more."""

    instructor_id: str


class _ApprovalEvent(_CatalogEvent):
    request_id: str


class CourseApprovalRequested(_ApprovalEvent):
    """An administrator is asked to approve a course as it is now."""


class CourseApproved(_ApprovalEvent):
    """An administrator approved what was asked for: exactly this content may be published."""


class CourseRejected(_ApprovalEvent):
    """An administrator did not approve what was asked for, and said why."""


class CourseRestoreBegun(_CatalogEvent):
    """A course's draft is being made equal to an earlier version. Nobody edits or publishes it meanwhile."""

    version: int


class CourseRestored(_CatalogEvent):
    """A course's draft is as this version was."""

    version: int


class ReviewsChanged(_CatalogEvent):
    """A course has these reviews that are shown: so many, with so many stars together."""

    count: int
    sum: int
    revision: int
    """Counts the changes of this course's reviews; older news is to be ignored."""
