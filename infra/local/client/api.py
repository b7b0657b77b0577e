"""One caller of the API, and how patient it is."""

from __future__ import annotations

import copy
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

import httpx

from infra.local.client.failures import Json, Refused, Unreachable

__all__ = ["Api", "Tokens"]

PREFIX = "/api/v1"
PATIENCE = (0.2, 1.0, 3.0)
LONGEST_WAIT = 60.0
BUSY = frozenset({502, 503, 504})
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Tokens:
    """What a sign-in gives: a short-lived access token and the way to the next one."""

    access: str
    refresh: str
    session_id: str
    organization_id: str

    @classmethod
    def of(cls, answer: Json) -> Self:
        """The tokens of a sign-in's or a refresh's answer."""
        return cls(
            access=answer["access_token"],
            refresh=answer["refresh_token"],
            session_id=answer["session_id"],
            organization_id=answer["organization_id"],
        )


class Api:
    """One caller of the API: a visitor, or a person who has signed in.

    Several threads may share it. A request that is safe to repeat (GET, PUT, DELETE, or a POST with an
    idempotency key) is repeated when the network or the stack hiccups; an expired access token is renewed once.
    `watch` sees every answer.
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.BaseTransport | None = None,
        pause: Callable[[float], None] = time.sleep,
        watch: Callable[[httpx.Response], None] = lambda _: None,
    ) -> None:
        self.url = url.rstrip("/")
        self._http = httpx.Client(
            base_url=self.url + PREFIX,
            timeout=httpx.Timeout(60.0, connect=5.0),
            transport=transport,
            headers={"accept": "application/json"},
            # A proxy that the environment names cannot reach this machine's own address.
            trust_env=urlsplit(self.url).hostname not in LOOPBACK,
        )
        self._pause = pause
        self._watch = watch
        self._renewing = threading.Lock()
        self.tokens: Tokens | None = None

    def close(self) -> None:
        """Let go of the connections, which this visitor shares with everybody who signed in from there."""
        self._http.close()

    # -- who is asking ------------------------------------------------------------------------------------------

    def sign_in(self, email: str, password: str, organization: str | None = None) -> Api:
        """The same API, asked by this person."""
        body = {"email": email, "password": password}
        if organization is not None:
            body["organization"] = organization
        return self.carrying(Tokens.of(self.post("/auth/login", body)))

    def carrying(self, tokens: Tokens) -> Api:
        """The same API, asked with these tokens; connections are shared with the visitor's."""
        person = copy.copy(self)
        person._renewing = threading.Lock()
        person.tokens = tokens
        return person

    @property
    def organization_id(self) -> str:
        """The organization that the caller is signed in to."""
        return self._signed_in().organization_id

    def refresh(self) -> Tokens:
        """Trade the refresh token for the next pair. The old one must not be used again."""
        answer = self._patiently(self._request("POST", "/auth/refresh", {"refresh_token": self._signed_in().refresh}))
        if answer.is_error:
            raise Refused(answer)
        self.tokens = Tokens.of(answer.json())
        return self.tokens

    # -- asking -------------------------------------------------------------------------------------------------

    def get(self, path: str, **query: object) -> Json:
        """Read one thing."""
        return _body(self._send("GET", path, query={name: str(value) for name, value in query.items()}))

    def items(self, path: str, **query: object) -> Iterator[Json]:
        """Read a list to its end, page by page."""
        cursor: str | None = None
        while True:
            page = self.get(path, **query, **({"cursor": cursor} if cursor else {}))
            yield from page["items"]
            cursor = page.get("next_cursor")
            if not cursor:
                return

    def post(self, path: str, body: Json | None = None, *, key: str | None = None) -> Json:
        """Create or do something; with a key, at most once however often it is sent."""
        return _body(self._send("POST", path, body, headers={"idempotency-key": key} if key else {}))

    def put(self, path: str, body: Json | None = None, *, etag: str | None = None) -> Json:
        """Replace something; with an ETag, only if nobody else has changed it since."""
        return _body(self._send("PUT", path, body, headers={"if-match": etag} if etag else {}))

    def edit(self, path: str, change: Json) -> Json:
        """Read a thing's revision, then change that revision and no other."""
        etag = self._send("GET", path).headers.get("etag")
        return self.put(path, change, etag=etag)

    def delete(self, path: str) -> None:
        """Remove something."""
        self._send("DELETE", path)

    # -- the wire -----------------------------------------------------------------------------------------------

    def _send(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        tokens = self.tokens
        answer = self._patiently(self._request(method, path, body, query, headers, tokens))
        if answer.status_code == 401 and tokens and self._renewed(tokens):
            answer = self._patiently(self._request(method, path, body, query, headers, self.tokens))
        if answer.is_error:
            raise Refused(answer)
        return answer

    def _request(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        tokens: Tokens | None = None,
    ) -> httpx.Request:
        sent = dict(headers or {})
        if tokens:
            sent["authorization"] = f"Bearer {tokens.access}"
        return self._http.build_request(method, path.lstrip("/"), json=body, params=query or None, headers=sent)

    def _patiently(self, request: httpx.Request) -> httpx.Response:
        """Send, and send again after a hiccup: a refusal to serve (429) always, the rest only where it is safe."""
        repeatable = request.method != "POST" or "idempotency-key" in request.headers
        for wait in (*PATIENCE, None):
            try:
                answer = self._http.send(request)
                self._watch(answer)
            except httpx.TransportError as failure:
                if wait is None or not (repeatable or isinstance(failure, httpx.ConnectError)):
                    raise Unreachable(
                        f"{request.method} {request.url}: nobody answered ({failure}). Is the stack running?",
                        request=request,
                    ) from failure
                self._pause(wait)
                continue
            busy = answer.status_code == 429 or (answer.status_code in BUSY and repeatable)
            if wait is None or not busy:
                return answer
            self._pause(_asked_to_wait(answer, wait))
        raise AssertionError("the last try returns or raises")

    def _renewed(self, stale: Tokens) -> bool:
        """Renew the access token once for all threads: a refresh token used twice would end the session."""
        with self._renewing:
            if self.tokens is stale:
                try:
                    self.refresh()
                except Refused:
                    return False
            return True

    def _signed_in(self) -> Tokens:
        if self.tokens is None:
            raise LookupError("Nobody has signed in.")
        return self.tokens


def _body(answer: httpx.Response) -> Json:
    return dict(answer.json()) if answer.content else {}


def _asked_to_wait(answer: httpx.Response, otherwise: float) -> float:
    asked = answer.headers.get("retry-after", "")
    return min(float(asked), LONGEST_WAIT) if asked.isdigit() else otherwise
