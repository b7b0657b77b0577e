"""Commerce's deadlines."""

from functions.commerce.tables import CommerceRow, DeadlineRow
from shared import deadlines


class DeadlineRepository(deadlines.DeadlineRepository):
    """What is to be looked at of orders, subscriptions, offers and connections."""

    table = CommerceRow
    row = DeadlineRow
    shards = 16
