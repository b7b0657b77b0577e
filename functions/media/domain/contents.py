"""Contents: what is stored, once per organization, for all the assets that are the same file."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict

from functions.media.domain.assets import Variant


class Content(BaseModel):
    """A file that was inspected. ``references`` counts its assets; at zero it waits to be removed."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    content_id: str
    sha256: str
    size: int
    source_key: str
    served_key: str | None = None
    attachment: bool = False
    variants: tuple[Variant, ...] = ()
    width: int | None = None
    height: int | None = None
    references: int = 1
    created_at: datetime
    revision: int = 0

    def facts(self) -> dict[str, object]:
        """What an asset of this content takes over from it."""
        return {
            name: getattr(self, name)
            for name in ("content_id", "source_key", "served_key", "attachment", "variants", "width", "height")
        }

    def refer(self, by: int) -> Self:
        """The content with so many assets more."""
        return self.model_copy(update={"references": self.references + by})
