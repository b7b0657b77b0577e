"""One's notices over HTTP, and what one wants mail of."""

from html import escape
from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import HTMLResponse

from functions.engagement.domain.languages import SPEECHES
from functions.engagement.errors import UnsubscribeLinkNotValid
from functions.engagement.schemas.notices import (
    NoticeOut,
    NoticePreferencesIn,
    NoticePreferencesOut,
    NoticesReadIn,
    UnreadOut,
)
from functions.engagement.service.unsubscribing import open_link, silence_by_link
from functions.engagement.wiring import Choices, OwnInbox
from shared.auth import Anyone, SignedIn
from shared.contract import problems
from shared.http import api_router
from shared.pagination import Paging, page_out
from shared.schemas import PageOut

router = api_router("/notices", tag="Notices")

# The page runs nothing, and its one form goes to its own address.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_HEADERS = {"content-security-policy": POLICY, "referrer-policy": "no-referrer"}
_SHOWN: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A page.",
        "content": {"text/html": {"schema": {"type": "string"}, "example": "<!doctype html>"}},
    }
}
LinkToken = Annotated[str, Query(max_length=300, description="As the link in the mail has it.")]


@router.get("", response_model=PageOut[NoticeOut])
def list_notices(caller: SignedIn, inbox: OwnInbox, paging: Paging) -> PageOut[NoticeOut]:
    """List what one was told of in the last 180 days, the newest first."""
    query = f"notices|{caller.user_id}"
    page = inbox.list(limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, NoticeOut.of, query, org_id=caller.org_id)


@router.get("/unread", response_model=UnreadOut)
def count_unread(_: SignedIn, inbox: OwnInbox) -> UnreadOut:
    """Count one's unread notices."""
    return UnreadOut(unread=inbox.count_unread())


@router.put("/read", response_model=UnreadOut)
def mark_read(body: NoticesReadIn, _: SignedIn, inbox: OwnInbox) -> UnreadOut:
    """Mark some of one's notices as read, or all up to one. Ids that are not among them change nothing."""
    unread = inbox.mark_read_up_to(body.up_to) if body.up_to else inbox.mark_read(body.notice_ids or [])
    return UnreadOut(unread=unread)


@router.get("/preferences", response_model=NoticePreferencesOut)
def read_preferences(caller: SignedIn, choices: Choices) -> NoticePreferencesOut:
    """Read of what one gets mail in this organization."""
    return NoticePreferencesOut.of(choices.silenced(caller.user_id))


@router.put("/preferences", response_model=NoticePreferencesOut)
def change_preferences(body: NoticePreferencesIn, caller: SignedIn, choices: Choices) -> NoticePreferencesOut:
    """Say of what one wants mail in this organization."""
    return NoticePreferencesOut.of(choices.choose(caller.user_id, body.silenced()))


@router.get("/unsubscription", response_class=HTMLResponse, responses=_SHOWN | problems(UnsubscribeLinkNotValid))
def show_unsubscription(token: LinkToken, _: Anyone) -> HTMLResponse:
    """Ask whether mails of a kind should end: a page with one button. Following the link changes nothing by itself."""
    open_link(token)
    buttons = "<br>".join(escape(speech.unsubscribe) for speech in SPEECHES.values())
    return _page(f'<form method="post"><button style="font-size:18px;padding:12px 20px">{buttons}</button></form>')


@router.post("/unsubscription", response_class=HTMLResponse, responses=_SHOWN | problems(UnsubscribeLinkNotValid))
def unsubscribe(token: LinkToken, _: Anyone) -> HTMLResponse:
    """End mails of a kind, without signing in (RFC 8058). Safe to repeat; the body does not matter."""
    silence_by_link(token)
    return _page("".join(f"<p>{escape(speech.unsubscribed)}</p>" for speech in SPEECHES.values()))


def _page(content: str) -> HTMLResponse:
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mail</title>'
    body = f'<body style="font-family:system-ui,sans-serif;max-width:560px;margin:48px auto;padding:0 24px">{content}'
    return HTMLResponse(f'<!doctype html><html lang="en"><head>{head}</head>{body}</body></html>', headers=_HEADERS)
