"""Files that a test has sent to the local cloud."""

import time
from typing import Any

from infra.local.client import Api

PATIENCE_S = 240


def decided(author: Api, asset_id: str) -> dict[str, Any]:
    """The asset when it is ready, or has failed."""
    until = time.monotonic() + PATIENCE_S
    while (asset := author.get(f"/media/assets/{asset_id}"))["state"] not in {"ready", "failed"}:
        assert time.monotonic() < until, asset
        time.sleep(0.2)
    return asset
