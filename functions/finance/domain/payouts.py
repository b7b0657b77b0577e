"""Payouts: what people were paid of what they were owed."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class Payout(BaseModel):
    """A payment to somebody, made outside of here. Never changed."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    payout_id: str
    user_id: str
    currency: str
    amount_minor: int
    reference: str | None = None
    """The bank's, say."""
    made_by: str
    made_at: datetime
