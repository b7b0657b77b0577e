"""Assets, and the room that they take, over HTTP."""

from typing import Annotated

from fastapi import Query

from events.media import AssetKind
from functions.media.domain.assets import AssetState
from functions.media.errors import AssetNotFound, AssetNotYours, FileOnItsWay
from functions.media.permissions import UPLOAD_FILES
from functions.media.schemas.assets import AssetOut, UsageOut
from functions.media.wiring import Assets
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/media", tag="Media")

Uploader = Annotated[Caller, permitted(UPLOAD_FILES)]


@router.get("/assets", response_model=PageOut[AssetOut])
def list_assets(
    caller: Uploader,
    assets: Assets,
    paging: Paging,
    kind: Annotated[AssetKind | None, Query(description="Only files of this kind.")] = None,
    state: Annotated[AssetState | None, Query(description="Only files in this state.")] = None,
) -> PageOut[AssetOut]:
    """List the organization's files, the newest first."""
    query = f"assets|{kind}|{state}"
    page = assets.list(kind, state, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, AssetOut.of, query, org_id=caller.org_id)


@router.get("/assets/{asset_id}", response_model=AssetOut, responses=problems(AssetNotFound))
def read_asset(asset_id: PathId, caller: Uploader, assets: Assets) -> AssetOut:
    """Read a file's state and figures."""
    return AssetOut.of(assets.read(asset_id))


@router.delete("/assets/{asset_id}", status_code=204, responses=problems(AssetNotFound, AssetNotYours, FileOnItsWay))
def delete_asset(asset_id: PathId, caller: Uploader, assets: Assets) -> None:
    """Delete a file. Lessons that show it show it no longer."""
    assets.delete(asset_id, by=caller)


@router.get("/usage", response_model=UsageOut)
def read_usage(caller: Uploader, assets: Assets) -> UsageOut:
    """Read how much room the organization's files take, and how much is left."""
    return UsageOut.of(assets.usage())
