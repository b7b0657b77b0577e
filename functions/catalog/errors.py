"""What can go wrong in the catalog, as types."""

from shared.errors import Conflict, Forbidden, NotFound, PreconditionFailed, Unprocessable


class CourseNotFound(NotFound):
    """There is no such course, or it is not yours to see."""


class TopicNotFound(NotFound):
    """There is no such topic."""


class LessonNotFound(NotFound):
    """There is no such lesson."""


class NotAnInstructor(Forbidden):
    """Only the course's instructors and the organization's administrators may do this."""


class CourseNotPublishable(Conflict):
    """The course is not ready to be published."""


class ReleaseCycle(Conflict):
    """Lessons wait for each other, so that none of them would ever open."""


class PrerequisiteCycle(Conflict):
    """Courses wait for each other, so that nobody could ever enrol in any of them."""


class TooManyPrerequisites(Conflict):
    """More courses stand before this one than may."""


class CourseNotPublished(Conflict):
    """The course was never published."""


class CourseNotDeletable(Conflict):
    """A course that was published can be archived, but not deleted."""


class CourseFull(Conflict):
    """The course has as many topics or lessons as one can have."""


class TopicNotEmpty(Conflict):
    """The topic still has lessons. Move or delete them first."""


class ChangedMeanwhile(PreconditionFailed):
    """It was changed by somebody else in the meantime."""


class ContentNotValid(Unprocessable):
    """The lesson's content is not as it must be."""


class PlaceNotFound(Unprocessable):
    """What it should stand after is not in that list."""
