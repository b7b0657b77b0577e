"""How far AI may go in an organization: whether at all, whether anything leaves for a provider, and for how much."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

MOST_TOKENS = 10**12
MOST_MICRO = 10**12


class Budget(BaseModel):
    """What may be spent in a calendar month (UTC), of tokens and of money in millionths of a unit of the currency that
    the provider's prices are in.
    """

    model_config = ConfigDict(frozen=True)

    tokens: int
    micro: int


class Settings(BaseModel):
    """What an organization has decided. Until it does, AI is on, and what is spent stays small."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    switched_on: bool = True
    """Off: nothing is asked of any provider, the embedded one included."""
    may_leave: bool = True
    """Whether texts may leave for a provider that is not embedded."""
    organization_tokens: int = 2_000_000
    organization_micro: int = 20_000_000
    person_tokens: int = 500_000
    person_micro: int = 5_000_000
    updated_by: str | None = None
    updated_at: datetime | None = None
    revision: int = 0

    @property
    def organization(self) -> Budget:
        """What all may spend together."""
        return Budget(tokens=self.organization_tokens, micro=self.organization_micro)

    @property
    def person(self) -> Budget:
        """What each may spend."""
        return Budget(tokens=self.person_tokens, micro=self.person_micro)
