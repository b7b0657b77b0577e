"""What can go wrong in learning, as types."""

from shared.errors import Conflict, Forbidden, NotFound, Unprocessable


class CourseNotFound(NotFound):
    """There is no such course, or it was never published."""


class LessonNotFound(NotFound):
    """The course's current version has no such lesson."""


class NoteNotFound(NotFound):
    """You have no such note."""


class ShareNotFound(NotFound):
    """Nothing is shared under this code, or not any more."""


class EnrolmentNotFound(NotFound):
    """There is no such enrolment in this course."""


class PeopleNotReadable(Unprocessable):
    """The list of people cannot be read."""


class GroupNotFound(NotFound):
    """There is no such group."""


class GroupMemberNotFound(NotFound):
    """There is nobody of this id in the organization."""


class GroupFull(Conflict):
    """A group has at most 10,000 members, and a person is in at most 20 groups."""


class PathNotFound(NotFound):
    """There is no such learning path."""


class PathNotPublishable(Conflict):
    """The learning path is not ready to be shown."""


class PathCycle(Conflict):
    """Courses of the path wait for each other, so that nobody could ever begin any of them."""


class CourseNotOpen(Conflict):
    """The course takes no new learners."""


class PrerequisitesNotDone(Conflict):
    """Complete the courses that this one builds on first."""


class LessonLocked(Conflict):
    """The lesson is not open to you yet."""


class EnrolmentNotCancellable(Conflict):
    """A completed enrolment stays completed."""


class TransitionNotAllowed(Conflict):
    """An enrolment in this state cannot become that."""


class EnrolmentClosed(Conflict):
    """The course takes nobody at this time."""


class CourseFull(Conflict):
    """Every seat of the course is taken, and nobody can wait for one."""


class CourseNotSold(Conflict):
    """The course opens by a pass only, or is not on sale at present."""


class OrderNotHeardOf(Exception):
    """News about an order came before that of its payment: it will come again."""


class NotEnrolled(Forbidden):
    """Enrol in the course first."""


class NotYourCourse(Forbidden):
    """Only the organization's administrators may do this, and the course's instructors who care for its students."""


class NotYourPath(Forbidden):
    """Only who made the learning path may change it, and the organization's administrators."""
