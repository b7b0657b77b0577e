"""Rows of what is to be looked at when its time has come."""

from functions.commerce.tables.base import CommerceRow
from shared.deadlines import DeadlineFields


class DeadlineRow(CommerceRow, DeadlineFields, discriminator="Deadline"):
    """Something of an organization that is to be looked at from a moment on."""
