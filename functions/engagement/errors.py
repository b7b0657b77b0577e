"""What can go wrong in engagement, as types."""

from shared.errors import Forbidden, NotFound, PreconditionFailed


class TemplateNotFound(NotFound):
    """There is no such kind of notice."""


class TemplateChanged(PreconditionFailed):
    """Somebody else changed these words in the meantime."""


class UnsubscribeLinkNotValid(Forbidden):
    """This link is not one of ours."""


class StillTelling(Exception):
    """Another process is telling the same person of the same event, or died while it did: time will show."""
