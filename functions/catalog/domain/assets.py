"""The organization's files as far as lessons are concerned: which there are, and whether they can be shown."""

from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from events.media import AssetKind

MOST_ATTACHMENTS = 20


class AssetUse(NamedTuple):
    """A file that something shows, and of which kind it must be; None for any."""

    asset_id: str
    kind: AssetKind | None


class Attachment(NamedTuple):
    """A file to take away with a lesson."""

    attachment_id: str
    asset_id: str
    title: str


class AssetState(StrEnum):
    """What became of a file."""

    READY = "ready"
    FAILED = "failed"
    DELETED = "deleted"


class Asset(BaseModel):
    """A file that the catalog has heard of."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    asset_id: str
    asset_kind: AssetKind | None = None
    """None for one of which only the end was heard."""
    state: AssetState
    duration_s: float | None = None
    told: int
    """The revision of the news."""
    revision: int = 0

    def outdates(self, known: "Asset") -> bool:
        """Whether this is newer than what is known. Nothing comes after a deletion."""
        if known.state is AssetState.DELETED:
            return False
        return self.state is AssetState.DELETED or self.told > known.told


class Unusable(NamedTuple):
    """Why a file cannot be shown to students."""

    code: str
    message: str


def why_unusable(use: AssetUse, asset: Asset | None) -> Unusable | None:
    """Why students could not be shown this file; None if they can."""
    if asset is None:
        return Unusable("asset_not_ready", f"There is no file {use.asset_id}, or it is still being worked on.")
    if asset.state is AssetState.FAILED:
        return Unusable("asset_failed", f"The file {use.asset_id} could not be used.")
    if asset.state is AssetState.DELETED:
        return Unusable("asset_deleted", f"The file {use.asset_id} was deleted.")
    if use.kind not in (None, asset.asset_kind):
        return Unusable("asset_kind", f"The file {use.asset_id} is not of the kind {use.kind}.")
    return None
