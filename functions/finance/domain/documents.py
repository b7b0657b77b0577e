"""Documents ready to be set: everything on them is text."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """A document ready to be set; ``facts`` are the pairs of its head, ``rows`` its table. Everything is text."""

    model_config = ConfigDict(frozen=True)

    title: str
    number: str
    facts: tuple[tuple[str, str], ...]
    supplier: tuple[str, ...]
    recipient: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, str], ...]
    words: str
    notes: tuple[str, ...]
    code: str
    """What the QR code says."""

    @property
    def file_name(self) -> str:
        """What it is saved as."""
        return f"{self.number.replace('/', '-')}.pdf"

    def data(self) -> dict[str, Any]:
        """The same for a template."""
        return self.model_dump(mode="json", exclude={"code"})
