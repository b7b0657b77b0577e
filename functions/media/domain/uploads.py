"""Uploads: how a file comes in, and when that is over."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

from functions.media.errors import PartNotOfUpload, UploadIncomplete, UploadOver

MIB = 1024**2
GIB = 1024**3
MOST_BY_FORM = 50 * MIB
LARGEST = 20 * GIB
SMALLEST_PART = 16 * MIB
MOST_PARTS = 1000
"""What one page of S3's list of parts holds; S3 itself takes ten times as many."""
SIGNED_FOR = timedelta(minutes=15)
FORM_OPEN = timedelta(hours=1)
PARTS_OPEN = timedelta(hours=24)
"""S3 throws away unfinished uploads a day after they were begun, or up to a day later."""
INSPECTED_WITHIN = timedelta(hours=6)
KEPT = timedelta(days=30)


class UploadMethod(StrEnum):
    """How the bytes come."""

    FORM = "form"
    PARTS = "parts"
    ADOPTION = "adoption"
    """From another room's archive, without a browser."""


class UploadState(StrEnum):
    """How far an upload is. The room that it reserved is settled when it leaves the first two."""

    OPEN = "open"
    ARRIVED = "arrived"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    ABORTED = "aborted"
    EXPIRED = "expired"


class Upload(BaseModel):
    """A file on its way in. ``multipart_id`` is S3's name for an upload in parts."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    upload_id: str
    asset_id: str
    owner_id: str
    method: UploadMethod
    content_type: str
    size: int
    sha256: str
    part_size: int | None = None
    multipart_id: str | None = None
    state: UploadState = UploadState.OPEN
    created_at: datetime
    open_until: datetime
    arrived_at: datetime | None = None
    revision: int = 0

    @property
    def part_count(self) -> int | None:
        """How many parts there are, for one that comes in parts."""
        return part_count(self.size, self.part_size) if self.part_size else None

    @property
    def deadline(self) -> datetime:
        """When somebody must look after it, if it is not over by then."""
        return self.arrived_at + INSPECTED_WITHIN if self.arrived_at else self.open_until

    @property
    def settled(self) -> bool:
        """Whether the room that it reserved is settled."""
        return self.state not in {UploadState.OPEN, UploadState.ARRIVED}

    def size_of_part(self, number: int) -> int:
        """How many bytes a part has; parts count from 1. Raises ``PartNotOfUpload``."""
        if not self.part_size or not 1 <= number <= (self.part_count or 0):
            raise PartNotOfUpload(f"There is no part {number}.", part=number)
        return min(self.part_size, self.size - (number - 1) * self.part_size)

    def require_open(self, now: datetime) -> None:
        """Raise ``UploadOver`` unless something may still be sent."""
        if self.state is not UploadState.OPEN or now >= self.open_until:
            raise UploadOver(state=self.state.value, upload_id=self.upload_id)

    def require_parts(self, arrived: dict[int, int]) -> None:
        """Raise ``UploadIncomplete`` unless these (sizes by number) are all the parts, and nothing else."""
        wanted = {number: self.size_of_part(number) for number in range(1, (self.part_count or 0) + 1)}
        missing = [number for number in wanted if number not in arrived]
        wrong = [number for number, size in arrived.items() if wanted.get(number) != size]
        if missing or wrong:
            raise UploadIncomplete(
                f"{len(missing)} parts are missing, {len(wrong)} are not as announced.",
                missing=[str(number) for number in missing[:100]],
                wrong=[str(number) for number in wrong[:100]],
            )

    def arrive(self, now: datetime) -> Self:
        """The upload that is complete and waits for its inspection."""
        return self.model_copy(update={"state": UploadState.ARRIVED, "arrived_at": now})

    def end(self, state: UploadState) -> Self:
        """The upload that is over."""
        return self.model_copy(update={"state": state})


def method_for(size: int) -> UploadMethod:
    """How a file of this size is sent."""
    return UploadMethod.FORM if size <= MOST_BY_FORM else UploadMethod.PARTS


def part_size_for(size: int) -> int:
    """The size of every part but the last: whole mebibytes, as small as gives no more parts than ``MOST_PARTS``."""
    smallest = -(-size // MOST_PARTS)
    return max(SMALLEST_PART, -(-smallest // MIB) * MIB)


def part_count(size: int, part_size: int) -> int:
    """How many parts of this size a file has."""
    return -(-size // part_size)
