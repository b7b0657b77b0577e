"""Files that a test has sent to the local cloud."""

from typing import Any

from infra.local.client import Api
from tests.system.waiting import eventually


def decided(author: Api, asset_id: str) -> dict[str, Any]:
    """The asset when it is ready, or has failed."""

    def asset() -> dict[str, Any]:
        return author.get(f"/media/assets/{asset_id}")

    assert eventually(lambda: asset()["state"] in {"ready", "failed"}), asset()
    return asset()
