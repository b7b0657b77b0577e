"""What notices are about, as far as people choose what is mailed to them."""

from enum import StrEnum


class Category(StrEnum):
    """What a notice is about."""

    ACCESS = "access"
    """Places in courses: had, offered, paused, over."""
    PAYMENTS = "payments"
    """Money: receipts, failures, what is due, refunds, documents."""
    LEARNING = "learning"
    """How somebody gets on."""
    TEACHING = "teaching"
    """Work that waits for instructors and administrators."""

    @property
    def may_be_silenced(self) -> bool:
        """Whether one may unsubscribe. What belongs to a contract or a payment is always mailed."""
        return self not in {Category.ACCESS, Category.PAYMENTS}


SILENCEABLE = tuple(category for category in Category if category.may_be_silenced)
