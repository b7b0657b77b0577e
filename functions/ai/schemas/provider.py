"""Bodies about the provider, and about what was spent. No answer has a key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from functions.ai.domain.connections import AiConnection
from functions.ai.domain.settings import Budget
from functions.ai.repository.spending import Spent
from functions.ai.service.connections import ProviderWish
from shared.schemas import In, Out

_PROVIDER: dict[str, Any] = {
    "base_url": "https://api.openai.com/v1",
    "model": "gpt-5-mini",
    "currency": "USD",
    "input_micro_per_million": 250_000,
    "output_micro_per_million": 2_000_000,
}

ProviderKey = Annotated[str, StringConstraints(min_length=8, max_length=400, pattern=r"^[\x21-\x7e]+$")]
ProviderUrl = Annotated[str, StringConstraints(min_length=8, max_length=300, pattern=r"^[\x21-\x7e]+$")]
ModelName = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[\x21-\x7e]+$")]
TokenPrice = Annotated[int, Field(ge=0, le=10**10)]


class AiProviderIn(In):
    """A server that speaks the API of OpenAI, the key for it, and what a million tokens of the model cost there."""

    base_url: ProviderUrl
    model: ModelName
    key: ProviderKey
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    input_micro_per_million: TokenPrice
    output_micro_per_million: TokenPrice

    model_config = ConfigDict(json_schema_extra={"examples": [{**_PROVIDER, "key": "sk-example-0123456789"}]})

    def wish(self) -> ProviderWish:
        """What is wanted."""
        return ProviderWish(
            self.base_url,
            self.model,
            self.key,
            self.currency,
            self.input_micro_per_million,
            self.output_micro_per_million,
        )


class AiProviderOut(Out):
    """Where tasks are done; all of it is null where only the embedded provider works."""

    base_url: str | None
    model: str | None
    key_ends: str | None
    currency: str | None
    input_micro_per_million: int | None
    output_micro_per_million: int | None
    updated_by: str | None
    updated_at: datetime | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_PROVIDER,
                    "key_ends": "6789",
                    "updated_by": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
                    "updated_at": "2026-12-01T09:30:00Z",
                }
            ]
        }
    )

    @classmethod
    def of(cls, found: AiConnection | None) -> "AiProviderOut":
        """The answer for a provider, or for none."""
        return cls(
            base_url=found.base_url if found else None,
            model=found.model if found else None,
            key_ends=found.key_ends if found else None,
            currency=found.currency if found else None,
            input_micro_per_million=found.input_micro if found else None,
            output_micro_per_million=found.output_micro if found else None,
            updated_by=found.updated_by if found else None,
            updated_at=found.updated_at if found else None,
        )


class AiSpentOut(Out):
    """What somebody or something took: `of` is `all`, a person's id, or a feature. `calls` counts settled calls."""

    of: str
    tokens: int
    micro: int
    calls: int


class AiUsageOut(Out):
    """What a month took, reservations of calls that are not over included, with the budget of the organization."""

    month: str
    all: AiSpentOut
    tokens_per_month: int
    micro_per_month: int
    features: list[AiSpentOut]
    people: list[AiSpentOut]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "month": "2026-12",
                    "all": {"of": "all", "tokens": 1_200, "micro": 1_400, "calls": 0},
                    "tokens_per_month": 2_000_000,
                    "micro_per_month": 20_000_000,
                    "features": [{"of": "summaries", "tokens": 1_200, "micro": 1_400, "calls": 1}],
                    "people": [{"of": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X", "tokens": 1_200, "micro": 1_400, "calls": 0}],
                }
            ]
        }
    )


def usage_out(month: str, found: Sequence[Spent], budget: Budget) -> AiUsageOut:
    """The answer for all that was spent in a month."""
    by_kind: dict[str, list[AiSpentOut]] = {}
    for one in found:
        by_kind.setdefault(one.whose.partition("#")[0], []).append(spent_out(one))
    whole = by_kind.get("ALL") or [AiSpentOut(of="all", tokens=0, micro=0, calls=0)]
    return AiUsageOut(
        month=month,
        all=whole[0],
        tokens_per_month=budget.tokens,
        micro_per_month=budget.micro,
        features=by_kind.get("FEATURE", []),
        people=by_kind.get("PERSON", []),
    )


def spent_out(spent: Spent) -> AiSpentOut:
    """The answer for what was spent."""
    _, _, name = spent.whose.partition("#")
    return AiSpentOut(of=name or "all", tokens=spent.amount.tokens, micro=spent.amount.micro, calls=spent.calls)
