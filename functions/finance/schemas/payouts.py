"""Bodies about what people earned and were paid."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import Query
from pydantic import ConfigDict, Field, StringConstraints

from functions.commerce.published.books import OwedMonth, PostingKind, Statement
from functions.finance.service.payouts import PayoutWish
from shared.schemas import BodyId, In, Line, Out

Month = Annotated[
    str,
    StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", max_length=7),
]
MonthQuery = Annotated[
    str | None,
    Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", max_length=7, description="Such as 2026-11; else this one."),
]
_STATEMENT: dict[str, Any] = {
    "user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "month": "2026-11",
    "currency": "INR",
    "opening_minor": 40_000,
    "earned_minor": 40_000,
    "taken_back_minor": 20_000,
    "paid_minor": 15_000,
    "closing_minor": 45_000,
    "held_minor": 20_000,
    "due_minor": 25_000,
}
_PAYOUT: dict[str, Any] = {
    "payout_id": "pyt_01JD5H1B0A1B2C3D4E5F6G7H8J",
    "user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "currency": "INR",
    "amount_minor": 25_000,
    "reference": "UTR 612345678901",
    "made_by": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0Y",
    "made_at": "2026-12-01T09:31:00Z",
}


class StatementOut(Out):
    """What somebody earned in a month, in whole minor units: opening + earned - taken back - paid is closing. Of that
    some is held until it cannot go back any more; what is due can be paid out now.
    """

    user_id: str
    month: str
    currency: str
    opening_minor: int
    earned_minor: int
    taken_back_minor: int
    paid_minor: int
    closing_minor: int
    held_minor: int
    due_minor: int

    model_config = ConfigDict(json_schema_extra={"examples": [_STATEMENT]})

    @classmethod
    def of(cls, statement: Statement) -> "StatementOut":
        """The answer for a statement."""
        names = set(cls.model_fields) - {"user_id"}
        return cls(user_id=statement.party, **{name: getattr(statement, name) for name in names})


class StatementsOut(Out):
    """A month's statements, one for each currency."""

    items: list[StatementOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_STATEMENT]}]})


class OwedOut(Out):
    """What changed in a month of what somebody is owed, in whole minor units."""

    user_id: str
    month: str
    currency: str
    earned_minor: int
    taken_back_minor: int
    paid_minor: int

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    name: _STATEMENT[name]
                    for name in ("user_id", "month", "currency", "earned_minor", "taken_back_minor", "paid_minor")
                }
            ]
        }
    )

    @classmethod
    def of(cls, month: OwedMonth) -> "OwedOut":
        """The answer for a month."""
        return cls(user_id=month.party, **month.model_dump(exclude={"party"}))


class MovementOut(Out):
    """What one sale, refund or payout changed of what one is owed: above zero earned, below taken back or paid."""

    posted_as: PostingKind
    order_id: str | None
    currency: str
    amount_minor: int
    at: datetime

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "posted_as": "sale",
                    "order_id": "ord_01JD5H0TQ7W8X9Y0Z1A2B3C4D5",
                    "currency": "INR",
                    "amount_minor": 40_000,
                    "at": "2026-11-22T09:31:00Z",
                }
            ]
        }
    )


class PayoutIn(In):
    """That somebody was paid, outside of here."""

    user_id: BodyId
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$", max_length=3)]
    amount_minor: Annotated[int, Field(strict=True, ge=1, le=10**12, description="In minor units: paise.")]
    reference: Line | None = None
    """The bank's, say."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{name: _PAYOUT[name] for name in ("user_id", "currency", "amount_minor", "reference")}]
        }
    )

    def wish(self) -> PayoutWish:
        """What is to be noted."""
        return PayoutWish(self.user_id, self.currency, self.amount_minor, self.reference)


class PayoutOut(Out):
    """A payment to somebody of what was due to them."""

    payout_id: str
    user_id: str
    currency: str
    amount_minor: int
    reference: str | None
    made_by: str
    made_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_PAYOUT]})


class BalanceOut(Out):
    """What an account amounts to: above zero debit, below credit. All balances of a currency add up to zero."""

    account: str
    currency: str
    amount_minor: int

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"account": "gateway", "currency": "INR", "amount_minor": 97_640}]}
    )
