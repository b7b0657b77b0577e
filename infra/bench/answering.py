"""The process behind ``Answers``: a small HTTP server on this machine's own address.

It is written against sockets because it runs on the same processors as what it serves: what it spends delays the
measurement, though it is not counted.
"""

import json
import os
import socket
import sys
import threading
from base64 import b64encode
from binascii import crc32
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from botocore.session import get_session

from infra.bench.tape import Call, Item, Player

Headers = dict[str, str]
PLACE_IN = {"PutItem": "Item", "UpdateItem": "Key", "DeleteItem": "Key"}


class Answering:
    """What the next call gets."""

    def __init__(self, upstream: str) -> None:
        self._upstream = urlsplit(upstream)
        self._tapes: dict[str, list[Call]] = defaultdict(list)
        self._recording: str | None = None
        self._player: Player | None = None

    def obey(self, order: dict[str, Any]) -> Any:
        """Change what is done with calls, or tell what is on a tape."""
        if "tape" in order:
            return [asdict(call) for call in self._tapes[order["tape"]]]
        if "put" in order:
            self._tapes[order["put"]] = [Call(**call) for call in order["calls"]]
            return True
        self._recording = order.get("record")
        self._player = None
        if self._recording:
            self._tapes[self._recording] = []
        if "replay" in order:
            calls = (call for tape in order["replay"] for call in self._tapes[tape])
            self._player = Player(calls, loosely=order["loosely"])
        return True

    def answer(self, start: str, headers: Headers, body: bytes) -> tuple[int, bytes]:
        """Status and body for a call."""
        operation = headers.get("x-amz-target") or start
        asked = body.decode()
        if self._player:
            known = self._player.answer(operation, asked)
            if known:
                return known.status, known.answered.encode()
        if not self._recording:
            return self._ask(start, headers, body)
        places = list(_written(operation, asked))
        before = [_read(table, key) for table, key in places]
        status, answered = self._ask(start, headers, body)
        written = [(table, was, _read(table, key)) for (table, key), was in zip(places, before, strict=True)]
        self._tapes[self._recording].append(Call(operation, asked, status, answered.decode(), written))
        return status, answered

    def _ask(self, start: str, headers: Headers, body: bytes) -> tuple[int, bytes]:
        # With the headers as they came: the signature covers the host that the function believes to speak to.
        method, path = start.split(" ")
        connection = HTTPConnection(self._upstream.netloc, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


def _written(operation: str, asked: str) -> Iterator[tuple[str, Item]]:
    """The places that a call writes or checks, as table and key."""
    name = operation.partition(".")[2]
    if name in PLACE_IN:
        call = json.loads(asked)
        yield call["TableName"], _key(call[PLACE_IN[name]])
    elif name == "TransactWriteItems":
        for item in json.loads(asked)["TransactItems"]:
            for part in item.values():
                yield part["TableName"], _key(part.get("Item") or part["Key"])


def _key(item: Item) -> Item:
    return {"pk": item["pk"], "sk": item["sk"]}


def _read(table: str, key: Item) -> Item | None:
    found: Item | None = _storage().get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")
    return json.loads(json.dumps(found, default=_base64)) if found else None


def _base64(value: bytes) -> str:
    return b64encode(value).decode()


@cache
def _storage() -> Any:
    return get_session().create_client("dynamodb", endpoint_url=sys.argv[1])


def serve(connection: socket.socket, answering: Answering) -> None:
    """Answer the calls of one connection, until it ends."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection, connection.makefile("rb") as incoming:
        while start := incoming.readline().decode("latin-1"):
            headers: Headers = {}
            while line := incoming.readline().decode("latin-1").strip():
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            body = incoming.read(int(headers.get("content-length", "0")))
            start = start.rpartition(" ")[0]
            if start == "POST /_order":
                status, answer = 200, json.dumps(answering.obey(json.loads(body))).encode()
            else:
                status, answer = answering.answer(start, headers, body)
            connection.sendall(_head(status, answer) + answer)


def _head(status: int, body: bytes) -> bytes:
    """As DynamoDB writes it."""
    return (
        f"HTTP/1.1 {status} OK\r\nServer: Server\r\nDate: Sun, 22 Nov 2026 10:00:00 GMT\r\n"
        f"Content-Type: application/x-amz-json-1.0\r\nContent-Length: {len(body)}\r\nConnection: keep-alive\r\n"
        f"x-amzn-RequestId: 4KBNVRGD25RG1KEO9UT4V3FQDJVV4KQNSO5AEMVJF66Q9ASUAAJG\r\nx-amz-crc32: {crc32(body)}\r\n\r\n"
    ).encode()


def main() -> None:
    """Listen on a free port, say which, and end with the standard input."""
    answering = Answering(sys.argv[1])
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)

    def end_with_parent() -> None:
        sys.stdin.read()
        os._exit(0)

    threading.Thread(target=end_with_parent, daemon=True).start()
    while True:
        connection, _ = listening.accept()
        threading.Thread(target=serve, args=(connection, answering), daemon=True).start()


if __name__ == "__main__":
    main()
