"""The room's own secret: what proves that a link which ends mails is ours."""

import hashlib
import hmac
import json
from functools import cache

from shared import aws, settings

MIN_LENGTH = 32


def link_keys() -> list[bytes]:
    """The keys of links: the one to make them with, and during a rotation the one before."""
    return _derived(settings.setting("LMS_SECRET_UNSUBSCRIBING"))


@cache
def _derived(arn: str) -> list[bytes]:
    stored = aws.secret(arn)
    values = json.loads(stored) if stored.startswith("{") else {"current": stored}
    texts = [values[name] for name in ("current", "previous") if values.get(name)]
    if not values.get("current") or any(len(text) < MIN_LENGTH for text in texts):
        raise settings.MissingSetting(f"The secret of links must have at least {MIN_LENGTH} characters.")
    return [hmac.new(text.encode(), b"lms-engagement|links", hashlib.sha256).digest() for text in texts]
