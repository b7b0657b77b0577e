"""What can go wrong in analytics."""

from shared.errors import Forbidden, NotFound, Unprocessable


class LearnerNotFound(NotFound):
    """There is no such person here, or they never learned here."""


class CourseNotFound(NotFound):
    """There is no such course."""


class OrganizationNotFound(NotFound):
    """There is no such organization."""


class NotYourCourse(Forbidden):
    """Only the course's instructors who may see its figures, and administrators, may do this."""


class PeriodUnsound(Unprocessable):
    """The period must begin before it ends, and may last 366 days."""
