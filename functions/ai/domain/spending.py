"""What calls of a provider may take and took: reserved before, settled after, by month."""

from dataclasses import dataclass
from datetime import datetime

from functions.ai.domain.tasks import Used


@dataclass(frozen=True, slots=True)
class Amount:
    """Tokens, and money in millionths of a unit of the provider's currency."""

    tokens: int
    micro: int

    @classmethod
    def of(cls, used: Used) -> "Amount":
        """What was used."""
        return cls(used.tokens_in + used.tokens_out, used.cost_micro)

    def less(self, other: "Amount") -> "Amount":
        """The difference, which may be below 0."""
        return Amount(self.tokens - other.tokens, self.micro - other.micro)


NOTHING = Amount(0, 0)


@dataclass(frozen=True, slots=True)
class Prices:
    """Of a model: millionths of a unit of a currency for a million tokens read, and written."""

    currency: str
    input_micro: int
    output_micro: int

    def cost(self, tokens_in: int, tokens_out: int) -> int:
        """What that costs, in millionths, rounded up."""
        return -(-(tokens_in * self.input_micro + tokens_out * self.output_micro) // 1_000_000)


def month_of(at: datetime) -> str:
    """The calendar month (UTC) that a call counts in, as ``2026-11``."""
    return f"{at:%Y-%m}"
