"""How ai is stored.

Kind      pk                    sk        gsi1pk  gsi1sk
Settings  ORG#<org>#SETTINGS    SETTINGS
Job       ORG#<org>#JOB#<job>   JOB
Receipt   ORG#<org>#RECEIPT#<user>  <key or digest>

Access pattern                  Answered by
the settings                    get    pk=ORG#<org>#SETTINGS, sk=SETTINGS
a job                           get    pk=ORG#<org>#JOB#<job>, sk=JOB
"""

from functions.ai.tables.base import AiRow, JobRow, ReceiptRow
from functions.ai.tables.settings import SettingsRow

__all__ = ["AiRow", "JobRow", "ReceiptRow", "SettingsRow"]
