"""Where one is signed in."""

from fastapi import status

from functions.identity.errors import SessionNotFound
from functions.identity.schemas.sessions import SessionOut
from functions.identity.wiring import session_service
from shared.auth import SignedIn
from shared.contract import problems
from shared.http import api_router
from shared.pagination import Paging
from shared.schemas import PageOut, PathId

router = api_router("/auth/sessions", tag="Signing in")


@router.get("")
def list_sessions(caller: SignedIn, paging: Paging) -> PageOut[SessionOut]:
    """List where you are signed in, the newest first. A page may have fewer items than its limit, and be followed."""
    page = session_service().list_own(caller, paging)
    return PageOut(
        items=[SessionOut.of(session, caller.session_id) for session in page.items], next_cursor=page.next_cursor
    )


@router.delete("", status_code=status.HTTP_204_NO_CONTENT)
def revoke_other_sessions(caller: SignedIn) -> None:
    """Sign out everywhere but here."""
    session_service().revoke_others(caller)


@router.delete("/{session_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(SessionNotFound))
def revoke_session(session_id: PathId, caller: SignedIn) -> None:
    """Sign out one device. What it holds stops working within five seconds."""
    session_service().revoke(caller, session_id)
