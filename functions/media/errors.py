"""What can go wrong in media, as types."""

from shared.errors import Conflict, Forbidden, NotFound, Unavailable, Unprocessable


class UploadNotFound(NotFound):
    """There is no such upload, or it is not yours."""


class AssetNotFound(NotFound):
    """There is no such file, or it was deleted."""


class AssetNotYours(Forbidden):
    """Only who uploaded a file and the organization's administrators may delete it."""


class FileOnItsWay(Conflict):
    """The file is still being uploaded or inspected."""


class FilesNotTaken(NotFound):
    """There is nothing here that takes files from you now."""


class UploadOver(Conflict):
    """The upload is over: nothing more can be sent or signed for it."""


class UploadIncomplete(Conflict):
    """Not everything that was announced has arrived, or something else has."""


class QuotaExceeded(Conflict):
    """The organization has no room for a file of this size."""


class FileNotAccepted(Unprocessable):
    """Files like this one are not accepted."""


class PartNotOfUpload(Unprocessable):
    """The upload has no such part."""


class AssetNotReady(Conflict):
    """The file is still being looked at or prepared, or it turned out not to be usable."""


class PlaybackRefused(Forbidden):
    """Enrol in the course to see what is in its lessons."""


class LessonNotOpen(Forbidden):
    """The lesson is not open to you yet."""


class PlaybackUnavailable(Unavailable):
    """Files cannot be shown at the moment."""
