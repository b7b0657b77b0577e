"""What can go wrong in analytics."""

from shared.errors import Forbidden, NotFound


class LearnerNotFound(NotFound):
    """There is no such person here, or they never learned here."""


class CourseNotFound(NotFound):
    """There is no such course."""


class LessonNotFound(NotFound):
    """The course's current version has no such lesson."""


class OrganizationNotFound(NotFound):
    """There is no such organization."""


class NotYourCourse(Forbidden):
    """Only the course's instructors who may see its figures, and administrators, may do this."""
