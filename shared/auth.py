"""Who is calling, and whether they may: said in an endpoint's signature, checked before its body runs.

``Anyone`` means public, ``SignedIn`` any valid session, and ``Annotated[Caller, permitted(PERMISSION)]`` a role that
has the permission. A route that says none of these is refused when the application is made.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, TypeVar, cast

from fastapi import Depends, Request

from shared.errors import Forbidden, Unauthenticated
from shared.metering import charge
from shared.observability import note_actor
from shared.permissions import Permission, Role

S = TypeVar("S")
MAX_TOKEN_LENGTH = 4096


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in person, in the organization that the session is for, with the roles held there now."""

    user_id: str
    org_id: str
    session_id: str
    roles: frozenset[Role]

    def may(self, permission: Permission) -> bool:
        """Whether one of the caller's roles has the permission."""
        return permission.is_held_by(self.roles)

    def require(self, permission: Permission) -> None:
        """Raise ``Forbidden`` unless the caller may."""
        if not self.may(permission):
            raise Forbidden(f"This needs the permission {permission.name}.", permission=permission.name)


class Authenticate(Protocol):
    """From an access token to the caller; raises ``Unauthenticated``."""

    def __call__(self, token: str) -> Caller:
        """The caller that this token stands for, with roles not older than five seconds."""
        ...


def bearer_token(request: Request) -> str | None:
    """The token of the Authorization header (RFC 6750), or None when there is no such header."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > MAX_TOKEN_LENGTH:
        raise Unauthenticated("The Authorization header is not a bearer token.")
    return token


def caller_of(request: Request) -> Caller:
    """Who sent this request; found out once. Raises ``Unauthenticated``."""
    known: Caller | None = getattr(request.state, "caller", None)
    if known is not None:
        return known
    token = bearer_token(request)
    if token is None:
        raise Unauthenticated
    authenticate = cast(Authenticate, request.app.state.authenticate)
    caller = authenticate(token)
    note_actor(caller.user_id)
    charge(caller.org_id)
    request.state.caller = caller
    return caller


def of_tenant(make: Callable[[str], S]) -> Callable[[Request], Awaitable[S]]:
    """For ``Depends(of_tenant(course_service))``: what is made for the caller's organization."""

    async def made(request: Request) -> S:
        return make(caller_of(request).org_id)

    return made


class Guard:
    """The part of an endpoint's signature that says who may call it."""

    public = False
    permission: Permission | None = None


class _Public(Guard):
    public = True

    async def __call__(self) -> None:
        return None


# The guards are coroutines to spare a thread per request: a Lambda function answers one request at a time.
class _SignedIn(Guard):
    async def __call__(self, request: Request) -> Caller:
        return caller_of(request)


class _Permitted(Guard):
    def __init__(self, permission: Permission) -> None:
        self.permission: Permission = permission

    async def __call__(self, request: Request) -> Caller:
        caller = caller_of(request)
        caller.require(self.permission)
        return caller


def permitted(permission: Permission) -> Any:
    """For ``Annotated[Caller, permitted(PUBLISH_COURSE)]``: only roles that have it come in."""
    return Depends(_Permitted(permission))


SignedIn = Annotated[Caller, Depends(_SignedIn())]
Anyone = Annotated[None, Depends(_Public())]
