"""What can go wrong in mastery, as types."""

from shared.errors import Conflict, Forbidden, NotFound


class SkillNotFound(NotFound):
    """There is no such skill."""


class CourseNotFound(NotFound):
    """There is no such course, or it is not yours to see."""


class LessonNotFound(NotFound):
    """The course has no such lesson."""


class LearnerNotFound(NotFound):
    """There is nobody of that id here, or they have answered nothing in this course."""


class NotYourCourse(Forbidden):
    """Only the organization's administrators may do this, and the course's instructors who have the permission."""


class NotYourMastery(Forbidden):
    """What somebody masters is seen by themselves and by administrators; instructors see the gaps in their courses."""


class SkillsFull(Conflict):
    """The organization has as many skills as it may have."""


class SkillNameTaken(Conflict):
    """Another skill below the same one has that name."""


class SkillHasParts(Conflict):
    """The skill has parts. Move, archive or merge these first."""


class SkillArchived(Conflict):
    """The skill, or the one above it, is archived."""
