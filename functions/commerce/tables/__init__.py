"""How commerce is stored.

Kind        pk                                sk            gsi1pk  gsi1sk
Connection  ORG#<org>#CONNECTIONS             <connection>
Door        GLOBAL#DOOR#<connection>          DOOR
Receipt     ORG#<org>#RECEIPT#<user>          <key or digest>

A webhook's address names nothing but the connection, so the door through which it comes is global: whose it is, and the
sealed secrets that prove it. It changes in the transaction that changes the connection.

Access pattern                          Answered by
a connection                            get    pk=ORG#<org>#CONNECTIONS, sk=<connection>
connections, newest first               query  pk=ORG#<org>#CONNECTIONS, descending
the one to sell through                 query  the same: the newest that is active
whose webhooks come in at an address    get    pk=GLOBAL#DOOR#<connection>, sk=DOOR
"""

from functions.commerce.tables.base import CommerceRow, ReceiptRow
from functions.commerce.tables.connections import ConnectionRow, DoorRow

__all__ = ["CommerceRow", "ConnectionRow", "DoorRow", "ReceiptRow"]
