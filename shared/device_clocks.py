"""The clocks of devices, which are wrong: what their moments mean by the server's."""

from datetime import datetime, timedelta

RIGHT_ENOUGH = timedelta(minutes=2)
"""A device's clock that differs less is taken as it is."""
STEP = timedelta(minutes=15)
"""A clock that is wrong is corrected by whole steps, so that what is sent again has the same moment again."""
OLDEST = timedelta(days=60)
"""What is said to be of longer ago is refused."""


def skew(sent_at: datetime, now: datetime) -> timedelta:
    """What to add to a device's moments: nothing where its clock is right enough, else whole steps, never too many."""
    wrong = now - sent_at
    return timedelta() if abs(wrong) <= RIGHT_ENOUGH else (wrong // STEP) * STEP
