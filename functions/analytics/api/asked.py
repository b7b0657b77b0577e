"""What every dashboard may be asked for."""

from typing import Annotated

from fastapi import Query

MOST_DAYS = 366
Days = Annotated[
    int, Query(ge=1, le=MOST_DAYS, description="How many days, of which today is the last.", examples=[30])
]
