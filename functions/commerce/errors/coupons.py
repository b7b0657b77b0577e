"""What can go wrong with coupons."""

from shared.errors import Conflict, NotFound, Unprocessable


class CouponNotFound(NotFound):
    """There is no such coupon."""


class CouponUnsound(Unprocessable):
    """What the coupon says does not fit together."""


class CodeTaken(Conflict):
    """Another coupon has this code."""


class CouponRefused(Unprocessable):
    """The code cannot be used for this purchase."""


class CouponInUse(Conflict):
    """The coupon was used: switch it off instead of removing it."""
