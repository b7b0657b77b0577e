"""The platform's own secret: proves that a request came through the edge, and signs cursors."""

import hashlib
import hmac
import json

from shared import aws, settings

MIN_LENGTH = 16


def platform_keys() -> list[bytes]:
    """Keys derived from the platform's secret, the current one first; after a rotation the previous one still opens."""
    return [hashlib.sha256(b"lms-keys|" + value.encode()).digest() for value in origin_secrets()]


def origin_secrets() -> list[str]:
    """What the edge may send as ``x-origin-secret``: the current value, and during a rotation the previous one.

    The secret is JSON: ``{"current": "…", "previous": ""}``. Raises ``MissingSetting`` for one that guards nothing.
    """
    stored = json.loads(aws.secret(settings.setting("LMS_ORIGIN_SECRET")))
    values = [value for value in (stored["current"], stored["previous"]) if value]
    if not stored["current"] or any(len(value) < MIN_LENGTH for value in values):
        raise settings.MissingSetting(f"The origin secret must be at least {MIN_LENGTH} characters long.")
    return values


def is_origin_secret(value: str) -> bool:
    """Whether the edge sent this request; in constant time."""
    matches = [hmac.compare_digest(value.encode(), known.encode()) for known in origin_secrets()]
    return any(matches)
