"""What can go wrong in ai, as types."""

from shared.errors import Conflict, Forbidden, NotFound, Unprocessable


class AiSwitchedOff(Conflict):
    """The organization has switched AI off."""


class MaterialNotFound(NotFound):
    """There is nothing published there that you may read, or it has no text."""


class MaterialTooLarge(Unprocessable):
    """It is too long to be summarized at once: take a topic or a lesson of it."""


class LessonsNotOpen(Forbidden):
    """The lessons are not open to you yet."""


class SummaryNotFound(NotFound):
    """There is no such summary, or it is not yours."""


class SummaryOver(Conflict):
    """Nothing can be cancelled or resumed: the summary is made, or it is not over yet."""
