"""What can go wrong in commerce, as types."""

from shared.errors import Conflict, NotFound, Unavailable, Unprocessable


class ConnectionNotFound(NotFound):
    """There is no such connection to a payment gateway."""


class ConnectionRetired(Conflict):
    """The connection is retired: it only still hears of what was sold through it."""


class ConnectionsFull(Conflict):
    """The organization has as many connections as it may have."""


class GatewayKeyRefused(Unprocessable):
    """The payment gateway does not accept this key and secret."""


class GatewayUnavailable(Unavailable):
    """The payment gateway does not answer at the moment."""


class GatewayRefused(Conflict):
    """The payment gateway refused the request."""
