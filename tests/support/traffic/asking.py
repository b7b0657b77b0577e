"""How everybody asks: patiently, the same again until it is answered; every answer is counted."""

import asyncio
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

import httpx

PATIENCE_S = 300
AGAIN_AFTER_S = 0.5
LONGEST_WAIT_S = 16
_ID = re.compile(r"/[a-z]{3}_[0-9A-Za-z]+")


@dataclass
class Asking:
    """The way to the API, and what was seen on it."""

    client: httpx.AsyncClient
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """By route: seconds of each answer."""
    answers: Counter[int] = field(default_factory=Counter)
    """How often each status came."""
    broken: Counter[str] = field(default_factory=Counter)
    """How often no answer came, by why."""
    failed: Counter[str] = field(default_factory=Counter)
    """By route: the answers that were the server's fault."""

    async def ask(self, token: str, method: str, path: str, body: Any = None, *, key: str | None = None) -> Any:
        """What is answered in the end. Only what is safe to repeat may be asked: a POST needs a key or ids of its own.

        Raises:
            AssertionError: It was refused, or not answered for minutes.
        """
        route = f"{method} {_ID.sub('/…', path.partition('?')[0])}"
        headers = {"authorization": f"Bearer {token}", **({"idempotency-key": key} if key else {})}
        end, wait, heard = time.monotonic() + PATIENCE_S, AGAIN_AFTER_S, Counter[str]()
        while True:
            began = time.monotonic()
            try:
                answer = await self.client.request(method, f"/api/v1{path}", json=body, headers=headers)
            except httpx.TransportError as fault:
                self.broken[type(fault).__name__] += 1
                heard[repr(fault)] += 1
            else:
                heard[f"{answer.status_code} {answer.text.partition('request_id')[0]}"] += 1
                self.took[route].append(time.monotonic() - began)
                self.answers[answer.status_code] += 1
                if answer.is_success:
                    return answer.json() if answer.content else None
                self.failed[f"{answer.status_code} {route}"] += answer.status_code >= 500
                # 409: what the same request began a moment ago is not at its end.
                if answer.status_code < 500 and answer.status_code not in {409, 429}:
                    raise AssertionError(f"{route}: {dict(heard)}")
            assert time.monotonic() < end, f"{route} was not answered for {PATIENCE_S} s: {dict(heard)}"
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT_S)

    def slowest(self, most: int = 6) -> list[str]:
        """The routes that took longest, by their 95th of a hundred."""
        seen = {route: quantiles(times, n=100) for route, times in self.took.items() if len(times) > 9}
        order = sorted(seen, key=lambda route: seen[route][94], reverse=True)[:most]
        return [
            f"{route}: p50 {seen[route][49] * 1e3:.0f} ms, p95 {seen[route][94] * 1e3:.0f} ms, "
            f"{len(self.took[route])} times"
            for route in order
        ]
