"""The public keys."""

from fastapi import APIRouter, Response

from functions.identity.schemas.keys import JwksOut
from functions.identity.wiring import signing_service
from shared.auth import Anyone
from shared.http import ApiRoute

router = APIRouter(tags=["Signing in"], route_class=ApiRoute)


@router.get("/.well-known/jwks.json")
def read_keys(_: Anyone, response: Response) -> JwksOut:
    """Read the public keys that access tokens are checked with. May be kept for five minutes."""
    response.headers["cache-control"] = "public, max-age=300"
    return JwksOut.model_validate(signing_service().jwks())
