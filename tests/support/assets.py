"""Files as the catalog has heard of them, for tests that show them in lessons."""

from events.media import AssetKind
from functions.catalog.domain.assets import Asset, AssetState
from functions.catalog.repository.assets import AssetRepository
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.service.assets import AssetService
from shared.ids import new_id


def ready_asset(org_id: str, kind: AssetKind = AssetKind.DOCUMENT, *, asset_id: str | None = None) -> str:
    """A file that can be shown. Returns its id."""
    return heard_asset(org_id, AssetState.READY, kind, asset_id=asset_id)


def heard_asset(
    org_id: str,
    state: AssetState,
    kind: AssetKind = AssetKind.DOCUMENT,
    *,
    asset_id: str | None = None,
    told: int = 1,
    duration_s: float | None = None,
) -> str:
    """A file of which this was heard. Returns its id."""
    asset = Asset(asset_id=asset_id or new_id("ast"), asset_kind=kind, state=state, told=told, duration_s=duration_s)
    AssetService(AssetRepository(org_id), BodyRepository(org_id)).hear(asset)
    return asset.asset_id
