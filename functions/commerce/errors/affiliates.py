"""What can go wrong with affiliates."""

from shared.errors import Conflict, NotFound


class AffiliateNotFound(NotFound):
    """There is no such affiliate."""


class AffiliateExists(Conflict):
    """This person is an affiliate already."""


class AffiliateCodeTaken(Conflict):
    """Another affiliate has this code."""


class ReferralRefused(NotFound):
    """There is no such code, or it is not for you."""
