"""The provider that an organization has connected: a server that speaks the API of OpenAI."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.ai.domain.spending import Prices


class AiConnection(BaseModel):
    """Where it is, which model answers, what that costs, and the key, sealed."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    base_url: str
    model: str
    sealed_key: bytes
    key_ends: str
    """The last four characters of the key, by which people tell keys apart."""
    currency: str
    input_micro: int
    """What a million tokens read cost, in millionths of a unit."""
    output_micro: int
    """What a million tokens written cost, in millionths of a unit."""
    updated_by: str
    updated_at: datetime
    revision: int = 0

    @property
    def prices(self) -> Prices:
        """What it costs."""
        return Prices(self.currency, self.input_micro, self.output_micro)
