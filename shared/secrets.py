"""The platform's own secret: proves that a request came through the edge, and signs cursors."""

import hashlib
import hmac
import json

from shared import aws, settings


def platform_keys() -> list[bytes]:
    """Keys derived from the platform's secret, the current one first; after a rotation the previous one still opens."""
    return [hashlib.sha256(b"lms-keys|" + value.encode()).digest() for value in origin_secrets()]


def origin_secrets() -> list[str]:
    """What the edge may send as ``x-origin-secret``: a plain value, or JSON with the ``current`` and ``previous`` ones."""
    text = aws.secret(settings.setting("LMS_ORIGIN_SECRET"))
    known = json.loads(text) if text.startswith("{") else {"current": text}
    values = [value for value in (known.get("current"), known.get("previous")) if value]
    if not values or not all(isinstance(value, str) and len(value) >= 16 for value in values):
        raise settings.MissingSetting("The origin secret must be at least 16 characters long.")
    return values


def is_origin_secret(value: str) -> bool:
    """Whether the edge sent this request; in constant time."""
    return any([hmac.compare_digest(value.encode(), known.encode()) for known in origin_secrets()])
