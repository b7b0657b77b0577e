"""A stand-in for the catalog: keeps what a builder makes, remembers idempotency keys, and fails when told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import httpx

from infra.local.client import Api, Tokens

Item = dict[str, Any]
Fault = Callable[[httpx.Request], httpx.Response | None]


class Shelf:
    """Courses, topics and lessons in the order in which they were made."""

    def __init__(self) -> None:
        self.fault: Fault = lambda request: None
        self.items: dict[str, Item] = {}
        self.published: list[str] = []
        self.busiest = 0
        self._by_key: dict[str, Item] = {}
        self._busy = 0
        self._lock = threading.Lock()

    def author(self) -> Api:
        """Somebody who may build courses here."""
        return Api("http://shelf.example", transport=httpx.MockTransport(self.answer), pause=lambda _: None).carrying(
            Tokens("access", "refresh", "ses_1", "org_1")
        )

    def forget_keys(self) -> None:
        """As after a day."""
        self._by_key.clear()

    def outline(self) -> dict[str, list[str]]:
        """Each topic's lessons, by title."""
        topics = [item for item in self.items.values() if item["kind"] == "topic"]
        return {
            topic["title"]: [item["title"] for item in self.items.values() if item.get("parent") == topic["topic_id"]]
            for topic in topics
        }

    def answer(self, request: httpx.Request) -> httpx.Response:
        """One request."""
        with self._lock:
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
        try:
            return self.fault(request) or self._answer(request)
        finally:
            with self._lock:
                self._busy -= 1

    def _answer(self, request: httpx.Request) -> httpx.Response:
        *_, parent, last = request.url.path.split("/")
        if last == "publish":
            self.published.append(parent)
            return httpx.Response(200, json={"course_id": parent, "version": len(self.published)})
        if last == "login":
            return httpx.Response(
                200,
                json={
                    "access_token": "access",
                    "refresh_token": "refresh",
                    "session_id": "ses_1",
                    "organization_id": "org_1",
                },
            )
        kind = last.removesuffix("s")
        if request.method == "GET":
            found = [item for item in self.items.values() if item["kind"] == kind and item["parent"] == parent]
            return httpx.Response(200, json={"items": found, "next_cursor": None})
        with self._lock:
            return httpx.Response(201, json=self._make(kind, parent, request))

    def _make(self, kind: str, parent: str, request: httpx.Request) -> Item:
        key = request.headers["idempotency-key"]
        assert len(key) <= 128
        if key not in self._by_key:
            number = len(self.items) + 1
            item = {"kind": kind, "parent": parent, f"{kind}_id": f"{kind}-{number}", **json.loads(request.content)}
            self.items[item[f"{kind}_id"]] = self._by_key[key] = item
        return self._by_key[key]
