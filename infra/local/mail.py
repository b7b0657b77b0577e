"""Mail that the local cloud has sent: nobody receives it, so it is read where it was posted."""

import html
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

OUTBOX = "/_ministack/ses/messages"


@dataclass(frozen=True)
class Mail:
    """One mail that was sent."""

    to: tuple[str, ...]
    sender: str
    subject: str
    text: str
    html: str
    sent_at: float


def read(outbox: bytes) -> list[Mail]:
    """The mails of an outbox, oldest first."""
    entries: Iterable[dict[str, Any]] = (
        entry for account in json.loads(outbox)["messages"].values() for entry in account
    )
    mails = [
        Mail(
            to=tuple(entry["To"]),
            sender=entry["Source"],
            subject=entry["Subject"],
            text=entry["BodyText"] or "",
            html=entry["BodyHtml"] or "",
            sent_at=float(entry["Timestamp"]),
        )
        for entry in entries
    ]
    return sorted(mails, key=lambda mail: mail.sent_at)


def page(mails: Iterable[Mail]) -> str:
    """The outbox for a person, newest first."""
    letters = "".join(
        f"<article><h2>{html.escape(mail.subject)}</h2><p>to {html.escape(', '.join(mail.to))}</p>"
        f"<pre>{html.escape(mail.text)}</pre></article>"
        for mail in sorted(mails, key=lambda mail: mail.sent_at, reverse=True)
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Mail sent</title>'
        "<style>body{font:16px/1.5 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}"
        "article{border-top:1px solid;padding:1rem 0}pre{white-space:pre-wrap}</style>"
        f"<h1>Mail sent</h1>{letters or '<p>None yet.</p>'}"
    )
