"""What can go wrong in finance, as types."""

from shared.errors import Conflict, NotFound


class DocumentNotFound(NotFound):
    """There is no such document: nothing was billed or sent back by this order, or it is not yours."""


class DocumentNotReady(Conflict):
    """The document is being made: it is there within moments; a credit note, once the money went back."""
