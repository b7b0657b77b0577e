"""What can go wrong in analytics."""

from shared.errors import Conflict, Forbidden, NotFound, Unprocessable


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


class FiguresExportNotFound(NotFound):
    """There is no such export, or somebody else asked for it."""


class FiguresExportNotReady(Conflict):
    """The export is not made yet, or could not be made; its state says which."""


class FiguresExportUnsound(Unprocessable):
    """What an export is of is said by exactly the ids that its kind needs."""


class ReportSubscriptionNotFound(NotFound):
    """There is no such subscription, or it is somebody else's."""


class TooManyReportSubscriptions(Conflict):
    """One person may have 20 subscriptions."""
