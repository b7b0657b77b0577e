"""What can go wrong in the catalog, as types."""

from shared.errors import Conflict, Forbidden, NotFound, PreconditionFailed, Unprocessable


class CourseNotFound(NotFound):
    """There is no such course, or it is not yours to see."""


class TopicNotFound(NotFound):
    """There is no such topic."""


class LessonNotFound(NotFound):
    """There is no such lesson."""


class InstructorNotFound(NotFound):
    """The course has no such instructor."""


class VersionNotFound(NotFound):
    """The course has no such version."""


class ApprovalRequestNotFound(NotFound):
    """There is no such request for approval."""


class ReviewNotFound(NotFound):
    """There is no such review, or it is not shown."""


class AttachmentNotFound(NotFound):
    """There is no such attachment."""


class NotAnInstructor(Forbidden):
    """Only the organization's administrators may do this, and the course's instructors who have the permission."""


class NotYourReview(Forbidden):
    """Only who wrote the review may do this."""


class NotAReviewer(Forbidden):
    """Only who is or was enrolled in a course, and does not teach it, may review it."""


class NotAFreePreview(Forbidden):
    """The lesson is not a free preview: enrol in the course to learn it."""


class CourseNotPublishable(Conflict):
    """The course is not ready to be published."""


class ReleaseCycle(Conflict):
    """Lessons wait for each other, so that none of them would ever open."""


class PrerequisiteCycle(Conflict):
    """Courses wait for each other, so that nobody could ever enrol in any of them."""


class TooManyPrerequisites(Conflict):
    """More courses stand before this one than may."""


class ApprovalNeeded(Conflict):
    """An administrator must approve exactly this content before it is published."""


class ContentChanged(Conflict):
    """The course was changed after approval was asked for. Ask again."""


class AlreadyDecided(Conflict):
    """The request was decided otherwise, or another one took its place."""


class CourseBeingRestored(Conflict):
    """An earlier version is being restored. Try again in a moment."""


class InstructorExists(Conflict):
    """This person is an instructor of the course already."""


class TeamFull(Conflict):
    """The course has as many instructors as one can have."""


class LastInstructor(Conflict):
    """A course keeps at least one instructor with all permissions."""


class SharesExceeded(Conflict):
    """The instructors' shares are more than the whole together."""


class AlreadyReviewed(Conflict):
    """You have reviewed this course already. Change that review instead."""


class ReviewsClosed(Conflict):
    """The organization has switched reviews off."""


class CategoryNotFound(NotFound):
    """There is no such category."""


class CategoryNameTaken(Conflict):
    """Another category has this name."""


class CategoryHasChildren(Conflict):
    """There are categories below it. Move or delete them first."""


class CategoriesFull(Conflict):
    """The organization has as many categories as one can have."""


class CourseNotPublished(Conflict):
    """The course was never published."""


class CourseNotDeletable(Conflict):
    """A course that was published can be archived, but not deleted."""


class CourseFull(Conflict):
    """The course has as many topics or lessons as one can have."""


class LessonFull(Conflict):
    """The lesson has as many attachments as one can have."""


class TopicNotEmpty(Conflict):
    """The topic still has lessons. Move or delete them first."""


class ChangedMeanwhile(PreconditionFailed):
    """It was changed by somebody else in the meantime."""


class AssetNotUsable(Unprocessable):
    """There is no such file, or students could not be shown it."""


class ContentNotValid(Unprocessable):
    """The lesson's content is not as it must be."""


class NotEligible(Unprocessable):
    """Only an active tutor or administrator of the organization can be an instructor."""


class PlaceNotFound(Unprocessable):
    """What it should stand after is not in that list."""


class TemplateNotFound(NotFound):
    """There is no such template."""


class NotTheTemplatesOwner(Forbidden):
    """Only who saved the template and the organization's administrators may remove it."""


class ExportNotFound(NotFound):
    """There is no such export of this course, or it was made more than a week ago."""


class ImportNotFound(NotFound):
    """There is no such import, or it is not yours."""


class ArchiveNotUploaded(Conflict):
    """The archive has not arrived yet. Upload it first."""


class ArchiveNotAnalysed(Conflict):
    """The archive was not analysed yet, or is being analysed."""


class ArchiveNotImportable(Conflict):
    """The archive cannot be imported; its import says why."""


class ArchiveRefused(Unprocessable):
    """This is no archive of a course, or not a sound one."""


class ArchiveChanged(Conflict):
    """The archive is not the one that was analysed."""


class FilesNotAvailable(Conflict):
    """A file of the course cannot be copied."""


class CourseTooLarge(Conflict):
    """The course is too large for an archive."""


class CourseNotReadable(Conflict):
    """A lesson's content is not there any more: the course was deleted while it was copied."""
