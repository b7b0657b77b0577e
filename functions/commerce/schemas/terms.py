"""What bodies about prices have in common."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from functions.commerce.domain.offers import MOST_MINOR
from shared.schemas import In


def _near(moment: datetime) -> datetime:
    if not 2000 <= moment.year < 2200:  # what people mean by a date
        raise ValueError("must lie between the years 2000 and 2199")
    return moment.astimezone(UTC)


When = Annotated[AwareDatetime, AfterValidator(_near)]
"""A moment with its offset from UTC."""
Minor = Annotated[int, Field(strict=True, ge=0, le=MOST_MINOR, description="In minor units: paise.")]
"""An amount of money; whole, never a fraction."""
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$", max_length=3), Field(description="ISO 4217.")]
Code = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$"),
    Field(description="Letters, digits, `-` and `_`; small letters count as capitals."),
]
Days = Annotated[int, Field(strict=True, ge=0, le=3660)]


class ChangeIn(In):
    """Changes: what is left out stays as it is."""

    def changes(self) -> dict[str, object]:
        """What is to be changed, and to what."""
        return {name: getattr(self, name) for name in self.model_fields_set}
