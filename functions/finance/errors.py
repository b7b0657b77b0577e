"""What can go wrong in finance, as types."""

from shared.errors import Conflict, NotFound, Unprocessable


class DocumentNotFound(NotFound):
    """There is no such document: nothing was billed or sent back by this order, or it is not yours."""


class DocumentNotReady(Conflict):
    """The document is being made: it is there within moments; a credit note, once the money went back."""


class StatementNotFound(NotFound):
    """This person was never owed anything here."""


class PayoutTooLarge(Unprocessable):
    """More than what is due cannot be paid out."""


class ReportNotFound(NotFound):
    """There is no such report."""


class ReportNotReady(Conflict):
    """The report is not made yet, or could not be made; its state says which."""


class PeriodUnsound(Unprocessable):
    """A report is of one to twelve months that have begun."""
