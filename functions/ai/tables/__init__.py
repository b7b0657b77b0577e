"""How ai is stored.

Kind      pk                    sk        gsi1pk  gsi1sk
Settings  ORG#<org>#SETTINGS    SETTINGS
Spent     ORG#<org>#SPENT#<month>  ALL | PERSON#<user> | FEATURE#<feature>
Call      ORG#<org>#CALL#<call> CALL
Job       ORG#<org>#JOB#<job>   JOB
Receipt   ORG#<org>#RECEIPT#<user>  <key or digest>

Access pattern                  Answered by
the settings                    get    pk=ORG#<org>#SETTINGS, sk=SETTINGS
what a month has taken          query  pk=ORG#<org>#SPENT#<month>
  of a person                   get    pk=ORG#<org>#SPENT#<month>, sk=PERSON#<user>
a call                          get    pk=ORG#<org>#CALL#<call>, sk=CALL
a job                           get    pk=ORG#<org>#JOB#<job>, sk=JOB
"""

from functions.ai.tables.base import AiRow, JobRow, ReceiptRow
from functions.ai.tables.settings import SettingsRow
from functions.ai.tables.spending import CallRow, SpentRow

__all__ = ["AiRow", "CallRow", "JobRow", "ReceiptRow", "SettingsRow", "SpentRow"]
