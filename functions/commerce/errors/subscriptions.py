"""What can go wrong with what is paid over time."""

from shared.errors import Conflict, NotFound


class SubscriptionNotFound(NotFound):
    """There is no such subscription."""


class SubscriptionOver(Conflict):
    """The subscription has ended."""


class SubscribedAlready(Conflict):
    """You have a subscription to this that has not ended."""


class InstalmentsNotFound(NotFound):
    """There are no instalments of this order."""


class InstalmentNotDue(Conflict):
    """This is not the next instalment to be paid."""
