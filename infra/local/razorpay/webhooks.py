"""Webhooks as Razorpay sends them: signed, late, twice, out of order or not at all, and again for a day until heard."""

import hashlib
import hmac
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import count
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from infra.local.razorpay.accounts import Event

TRIED_FOR_S = 86_400
Send = Callable[[str, bytes, Mapping[str, str]], int]
"""Sends a POST; returns the status, 0 where nobody answered."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How an account's webhooks come. Shares are of a hundred."""

    url: str
    secret: str
    delay_s: float = 0.0
    duplicates: int = 0
    losses: int = 0
    reorder_s: float = 0.0
    """Each is late by up to this much more, so that later ones overtake it."""
    retry_s: float = 2.0
    """Before the second try; twice as long before each that follows."""


@dataclass(order=True)
class _Letter:
    due: float
    number: int
    account_id: str = field(compare=False)
    event: Event = field(compare=False)
    manner: Manner = field(compare=False)
    since: float = field(compare=False)
    tries: int = field(compare=False, default=0)


class Post:
    """What is on its way. A retried event is signed with the secret of the day on which it happened."""

    def __init__(self, send: Send | None = None, *, seed: int = 0) -> None:
        self._send = send or post
        self._random = random.Random(seed)  # noqa: S311  # moods of a stand-in, the same every time
        self._manners: dict[str, Manner] = {}
        self._letters: list[_Letter] = []
        self._under_way: dict[int, _Letter] = {}
        self._numbers = count()
        self._changed = threading.Condition()
        self.answers: list[tuple[str, int]] = []
        """What was answered to each try, by the event's name."""

    def set(self, account_id: str, manner: Manner) -> None:
        """Where an account's webhooks go from now on, and how."""
        self._manners[account_id] = manner

    def manner(self, account_id: str) -> Manner | None:
        """Where they go now."""
        return self._manners.get(account_id)

    def put(self, account_id: str, event: Event) -> None:
        """Send an event on its way."""
        manner = self._manners.get(account_id)
        if manner is None or self._random.randrange(100) < manner.losses:
            return
        copies = 2 if self._random.randrange(100) < manner.duplicates else 1
        now = time.monotonic()
        with self._changed:
            for _ in range(copies):
                due = now + manner.delay_s + self._random.uniform(0, manner.reorder_s)
                heappush(self._letters, _Letter(due, next(self._numbers), account_id, event, manner, now))
            self._changed.notify()

    def state(self) -> dict[str, Any]:
        """All that is not heard yet, and how it is sent."""
        with self._changed:
            return {"manners": dict(self._manners), "letters": [*self._letters, *self._under_way.values()]}

    def restore(self, state: dict[str, Any]) -> None:
        """Send what ``state`` gave, at once and from anew."""
        now = time.monotonic()
        with self._changed:
            self._manners = state["manners"]
            for letter in state["letters"]:
                heappush(self._letters, replace(letter, due=now, since=now, number=next(self._numbers), tries=0))
            self._changed.notify()

    def run(self) -> None:
        """Deliver for as long as the process lives."""
        while True:
            self._deliver(self._next())

    def start(self, workers: int = 4) -> None:
        """Deliver in the background."""
        for _ in range(workers):
            threading.Thread(target=self.run, daemon=True).start()

    def _next(self) -> _Letter:
        with self._changed:
            while True:
                if self._letters and self._letters[0].due <= time.monotonic():
                    letter = heappop(self._letters)
                    self._under_way[letter.number] = letter
                    return letter
                self._changed.wait(max(0.0, self._letters[0].due - time.monotonic()) if self._letters else None)

    def _deliver(self, letter: _Letter) -> None:
        body, manner = letter.event.body, letter.manner
        headers = {
            "content-type": "application/json",
            "x-razorpay-event-id": letter.event.event_id,
            "x-razorpay-signature": hmac.new(manner.secret.encode(), body, hashlib.sha256).hexdigest(),
        }
        status = self._send(manner.url, body, headers)
        self.answers.append((letter.event.name, status))
        now = time.monotonic()
        with self._changed:
            del self._under_way[letter.number]
            if not 200 <= status < 300 and now - letter.since < TRIED_FOR_S:
                wait = manner.retry_s * 2**letter.tries
                again = replace(letter, due=now + wait, number=next(self._numbers), tries=letter.tries + 1)
                heappush(self._letters, again)
                self._changed.notify()


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send it, and wait for five seconds at most, as Razorpay does."""
    try:
        with urlopen(Request(url, data=body, headers=dict(headers), method="POST"), timeout=5) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code
    except (URLError, OSError):
        return 0
