"""How much room an organization has, and how much of it is taken or promised."""

from typing import Self

from pydantic import BaseModel, ConfigDict

from functions.media.domain.contents import OutOfStep
from functions.media.errors import QuotaExceeded

GIB = 1024**3
QUOTA_BYTES = 50 * GIB
"""What every organization has."""


class Usage(BaseModel):
    """An organization's room. ``reserved`` is promised to uploads that are not over yet, ``stored`` is taken.

    What is stored once for several assets counts once; what is made of a file for showing it does not count.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    reserved: int = 0
    stored: int = 0
    revision: int = 0

    @property
    def free(self) -> int:
        """What can still be announced."""
        return max(0, QUOTA_BYTES - self.reserved - self.stored)

    def reserve(self, size: int) -> Self:
        """Promise room to an upload. Raises ``QuotaExceeded`` when there is not so much."""
        if size > self.free:
            raise QuotaExceeded(f"There is room for {self.free} bytes more.", free=self.free, quota=QUOTA_BYTES)
        return self._with(reserved=self.reserved + size)

    def settle(self, size: int, *, stored: bool) -> Self:
        """Take back the promise, because the upload is over; ``stored`` when the room is now taken."""
        return self._with(reserved=self.reserved - size, stored=self.stored + size * stored)

    def give_back(self, size: int) -> Self:
        """Count no longer what nothing uses any more."""
        return self._with(stored=self.stored - size)

    def _with(self, **figures: int) -> Self:
        if min(figures.values()) < 0:
            raise OutOfStep(f"More room was given back than was taken: {figures}.")
        return self.model_copy(update=figures)
