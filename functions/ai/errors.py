"""What can go wrong in ai, as types."""

from shared.errors import Conflict


class AiSwitchedOff(Conflict):
    """The organization has switched AI off."""
