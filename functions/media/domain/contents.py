"""Contents: what is stored, once per organization, for all the assets that are the same file."""

from datetime import datetime, timedelta
from typing import Self

from pydantic import BaseModel, ConfigDict

from functions.media.domain.assets import Variant

REMOVED_AFTER = timedelta(days=7)
"""Who is reading or playing a file when it is deleted can finish; a mistake can be made good by who operates."""


class OutOfStep(ValueError):
    """Figures that were read at different moments do not fit together."""


class Content(BaseModel):
    """A file that was inspected. ``references`` counts its assets; at zero it waits to be removed."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    content_id: str
    sha256: str
    content_type: str
    size: int
    source_key: str
    served_key: str | None = None
    attachment: bool = False
    variants: tuple[Variant, ...] = ()
    width: int | None = None
    height: int | None = None
    references: int = 1
    unused_since: datetime | None = None
    created_at: datetime
    revision: int = 0

    def facts(self) -> dict[str, object]:
        """What an asset of this content takes over from it."""
        return {
            name: getattr(self, name)
            for name in ("content_id", "source_key", "served_key", "attachment", "variants", "width", "height")
        }

    def used_once_more(self) -> Self:
        """The content of one asset more."""
        return self.model_copy(update={"references": self.references + 1, "unused_since": None})

    def used_once_less(self, now: datetime) -> Self:
        """The content of one asset less."""
        left = self.references - 1
        if left < 0:
            raise OutOfStep(f"Nothing refers to {self.content_id} any more.")
        return self.model_copy(update={"references": left, "unused_since": None if left else now})

    def removable(self, now: datetime) -> bool:
        """Whether nothing has referred to it for long enough."""
        return self.unused_since is not None and now >= self.unused_since + REMOVED_AFTER
