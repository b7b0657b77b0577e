"""One call of a server that speaks the API of OpenAI: an answer of a given form, or a fault by its name.

Nothing is tried again here: whoever waits is paid for by the second, so that a workflow waits instead.
"""

import json
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from functions.ai.domain.places import are_public, is_public_place
from functions.ai.domain.spending import Prices
from functions.ai.domain.tasks import Used
from functions.ai.providers.outside.breaker import breaker
from functions.ai.providers.port import (
    Busy,
    KeyRefused,
    NotReached,
    NotValid,
    ProviderFault,
    QuotaExhausted,
    Refused,
    Truncated,
    Unreachable,
)

if TYPE_CHECKING:
    from openai import APIError, APIStatusError, OpenAI
    from openai.types.chat import ChatCompletion

OUTSIDE = "openai"
TIMEOUT_S = 60.0
LONGEST_WAIT_S = 300.0
MOST_TOLD = 10**9
"""Tokens of one call."""
A = TypeVar("A")
NO_QUOTA = {"insufficient_quota", "billing_hard_limit_reached"}


@dataclass(frozen=True, slots=True)
class Account:
    """Where a model answers, and what a call is made with; the key is never stored, logged or answered."""

    base_url: str
    model: str
    key: str
    prices: Prices
    timeout_s: float = TIMEOUT_S
    may_be_near: bool = False
    """Whether it may be on a private network; never for an address that somebody sent."""

    def __repr__(self) -> str:
        return f"Account({self.base_url}, {self.model})"


class Client:
    """Calls one account."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def ask(self, instruction: str, data: Any, form: dict[str, Any], most_tokens: int) -> tuple[Any, Used]:
        """What the model says about the data, in the form of a JSON schema. Raises ``ProviderFault``."""
        return self._parsed(self._called(lambda: self._completion(instruction, data, form, most_tokens)))

    def embed(self, texts: tuple[str, ...]) -> tuple[list[list[float]], Used]:
        """A vector for each text. Raises ``ProviderFault``."""
        answer = self._called(lambda: self._client().embeddings.create(model=self._account.model, input=list(texts)))
        try:
            return [one.embedding for one in answer.data], self._used(answer.usage.prompt_tokens, 0)
        except (AttributeError, TypeError) as error:
            raise NotValid("The server's answer is none of this API.") from error

    def _called(self, call: Callable[[], A]) -> A:
        """What the server answers, if it may be called now; noted for the breaker."""
        # Imported late: it costs as much as all the rest together, and only what works in the background calls.
        from openai import APIError

        server = self._account.base_url
        if not self._account.may_be_near and not _is_public(server):
            raise NotReached("The server is not in public.")
        if not breaker.lets(server):
            raise NotReached("The server failed so often that it is left alone for a moment.")
        try:
            answer = call()
        except APIError as error:
            fault = _fault(error)
            breaker.note(server, failed=isinstance(fault, Unreachable))
            raise fault from error
        except (ValueError, RecursionError) as error:
            breaker.note(server, failed=False)
            raise NotValid("The server's answer is no JSON.") from error
        breaker.note(server, failed=False)
        return answer

    def _completion(self, instruction: str, data: Any, form: dict[str, Any], most_tokens: int) -> "ChatCompletion":
        return self._client().chat.completions.create(
            model=self._account.model,
            messages=[
                {"role": "system", "content": instruction},
                {"role": "user", "content": json.dumps(data, ensure_ascii=False)},
            ],
            response_format={"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": form}},
            max_completion_tokens=most_tokens,
        )

    def _client(self) -> "OpenAI":
        from openai import OpenAI

        from functions.ai.providers.outside.wire import http_client

        account = self._account
        return OpenAI(
            api_key=account.key,
            base_url=account.base_url,
            timeout=account.timeout_s,
            max_retries=0,
            http_client=http_client(account.timeout_s),
        )

    def _parsed(self, answer: "ChatCompletion") -> tuple[Any, Used]:
        try:
            usage, choice = answer.usage, answer.choices[0]
            used = self._used(usage.prompt_tokens, usage.completion_tokens) if usage else None
            refusal, reason = choice.message.refusal, choice.finish_reason
            content = choice.message.content or ""
        except (AttributeError, IndexError, TypeError) as error:
            raise NotValid("The server's answer is none of this API.") from error
        if used is None:
            raise NotValid("The server does not say what the answer took.")
        if refusal or reason == "content_filter":
            raise Refused(used=used)
        if reason == "length":
            raise Truncated(used=used)
        try:
            said = json.loads(content)
            json.dumps(said, ensure_ascii=False).encode()  # halves of characters can be neither kept nor shown
            return said, used
        except (ValueError, RecursionError, TypeError) as error:
            raise NotValid("The answer is no JSON.", used=used) from error

    def _used(self, tokens_in: int, tokens_out: int) -> Used:
        """What a server says that it took; one that says nonsense is taken for one that says nothing."""
        if not (0 <= tokens_in <= MOST_TOLD and 0 <= tokens_out <= MOST_TOLD):
            raise NotValid("The server does not say what the answer took.")
        prices = self._account.prices
        return Used(
            provider=OUTSIDE,
            model=self._account.model,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            cost_micro=prices.cost(tokens_in, tokens_out),
            currency=prices.currency,
        )


def _fault(error: "APIError") -> ProviderFault:
    """What a fault of the SDK is called here."""
    import openai

    if isinstance(error, openai.APITimeoutError):
        return Unreachable("The provider did not answer in time.")
    if isinstance(error, openai.APIConnectionError):
        never = type(error.__cause__).__name__ in {"ConnectError", "ConnectTimeout", "UnsupportedProtocol"}
        return NotReached() if never else Unreachable("The connection broke.")
    if isinstance(error, openai.RateLimitError):
        return QuotaExhausted() if error.code in NO_QUOTA else Busy(retry_after_s=_after(error))
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError | openai.NotFoundError):
        return KeyRefused()
    if isinstance(error, openai.InternalServerError):
        return Unreachable("The provider failed.", retry_after_s=_after(error))
    if isinstance(error, openai.APIStatusError):
        return Refused(f"The provider answers with status {error.status_code}.")
    return NotValid("The server's answer is none of this API.")


def _after(error: "APIStatusError") -> float | None:
    try:
        return min(max(float(error.response.headers["retry-after"]), 0.0), LONGEST_WAIT_S)
    except (KeyError, ValueError):
        return None


def _is_public(url: str) -> bool:
    """Whether what the host's name leads to now are public addresses all."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, 443, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return is_public_place(url) and are_public(str(place[4][0]) for place in found)
